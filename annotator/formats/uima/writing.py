"""XMI out: a CAS for each document, and at last the types that all of them use."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import orjson

from annotator.formats import layers
from annotator.formats.documents import Document, paths
from annotator.formats.layers import Arc, Piece
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record, digest_of
from annotator.formats.uima import typesystem
from annotator.formats.uima.xml import attribute, element, legal
from annotator.formats.writing import Names, Writing
from annotator.formats.writing import Piece as FilePiece
from annotator.text.offsets import to_utf16
from annotator.text.sentences import sentences
from annotator.text.spans import Fragment
from annotator.text.tokens import tokenize

NAME = "uima"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    ' xmlns:metadata="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"'
    ' xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"'
    ' xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">\n'
    '<cas:NULL xmi:id="0"/>\n'
)
_SOFA, _METADATA, _FIRST = 1, 2, 3
"""The ids of what every CAS has; annotations come after them."""


def write(records: Iterable[Record], _writing: Writing, losses: Losses) -> Iterator[FilePiece]:
    """A CAS and what stands beside it for each document, and one type system."""
    names, features = Names(), layers.Names()
    for record in records:
        text = legal(record.text)
        if text != record.text:
            losses.count(Loss.CHARACTERS)
            record = replace(record, text=text, digest=digest_of(text))
        for path, document in paths(record, names):
            yield from _document(path, document, features)
    yield "TypeSystem.xml", typesystem.written(features.values()).encode()


def _document(path: str, document: Document, features: layers.Names) -> Iterator[FilePiece]:
    made = layers.pieces(document, features, trimmed=False)
    for piece in (piece for own in made for piece in own):
        piece.features = {name: legal(value) for name, value in piece.features.items()}
    yield f"{path}.xmi", "".join(_cas(document, made, layers.arcs(document))).encode()
    beside = layers.beside(document, NAME, made)
    yield f"{path}.json", orjson.dumps(beside, option=orjson.OPT_APPEND_NEWLINE)


def _cas(document: Document, made: list[list[Piece]], arcs: list[Arc]) -> Iterator[str]:
    record, text = document.record, document.record.text
    flat = [piece for own in made for piece in own]
    tokens = tokenize(text)
    parts = [(tokens[first][0], tokens[last - 1][1]) for first, last in sentences(text, tokens)]
    ids = {piece.key: number for number, piece in enumerate(flat, _FIRST)}
    places = [(0, len(text)), *parts, *tokens, *((one.begin, one.end) for one in flat)]
    moved = iter(_utf16(text, places))
    yield _HEAD
    yield _metadata(record, next(moved))
    next_id = _FIRST + len(flat)
    for kind, count in (("Sentence", len(parts)), ("Token", len(tokens))):
        for number in range(next_id, next_id + count):
            yield _annotation(f"type:{kind}", number, next(moved))
        next_id += count
    where = {piece.key: next(moved) for piece in flat}
    for piece in flat:
        yield _annotation(
            "custom:Annotation", ids[piece.key], where[piece.key], *piece.features.items()
        )
    for number, arc in enumerate(arcs, next_id):
        ends = ("Governor", ids[arc.source]), ("Dependent", ids[arc.target])
        said = ((name, legal(value)) for name, value in arc.features.items())
        yield _annotation("custom:Relation", number, where[arc.target], *ends, *said)
    yield element(
        "cas:Sofa",
        ("xmi:id", _SOFA),
        ("sofaNum", 1),
        ("sofaID", "_InitialView"),
        ("mimeType", "text"),
        ("sofaString", text),
    )
    members = " ".join(map(str, range(_METADATA, next_id + len(arcs))))
    yield element("cas:View", ("sofa", _SOFA), ("members", members))
    yield "</xmi:XMI>\n"


def _metadata(record: Record, place: Fragment) -> str:
    said = [(name, legal(getattr(record, own))) for name, own in typesystem.DOCUMENT.items()]
    language = ("language", record.lang or "x-unspecified")
    return _annotation("metadata:DocumentMetaData", _METADATA, place, language, *said)


def _annotation(name: str, number: int, place: Fragment, *said: tuple[str, str | int]) -> str:
    begin, end = place
    more = "".join(attribute(*one) for one in said)
    return f'<{name} xmi:id="{number}" sofa="{_SOFA}" begin="{begin}" end="{end}"{more}/>\n'


def _utf16(text: str, places: list[Fragment]) -> list[Fragment]:
    flat = iter(to_utf16(text, [at for place in places for at in place]))
    return [(next(flat), next(flat)) for _ in places]

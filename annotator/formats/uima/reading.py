"""XMI in: the text and what marks it, whichever tool wrote it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from annotator.errors import InvalidInput
from annotator.formats import companion
from annotator.formats.documents import joined
from annotator.formats.foreign import fitting
from annotator.formats.layers import Arc, Layers, Piece, is_of_words
from annotator.formats.records import Item, Note, Opened, Options, Problem, Record, Source
from annotator.formats.uima import typesystem
from annotator.formats.uima.typesystem import Types
from annotator.formats.uima.xml import Reader
from annotator.formats.values import shown
from annotator.text.offsets import known_from_utf16

NAME = "uima"
MAX_BYTES = 64 * 1024 * 1024
_VIEW = "_InitialView"
_OWN = {"id", "sofa", "begin", "end", "Governor", "Dependent"}
_VIEWS = "Only the first of several texts is read."
_UNSPECIFIED = "x-unspecified"
_BOOKKEEPING = (
    "uima.",
    f"{typesystem.SEGMENTATION}.",
    f"{typesystem.METADATA}.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
)


@dataclass(slots=True)
class Cas:
    """What is in a file, with places as they came."""

    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # id: name of view, text
    document: dict[str, str] = field(default_factory=dict)
    pieces: list[tuple[str, Piece]] = field(default_factory=list)  # with the ids of their texts
    arcs: list[Arc] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)  # sentences


def read(sources: Sequence[Source], _options: Options) -> Iterator[Item]:
    """The articles, in the order of their files; the sets of one article are put together."""
    return joined(_documents(sources))


def _documents(sources: Sequence[Source]) -> Iterator[Item]:
    by_path = {PurePosixPath(source.name): source for source in sources}
    types = {}
    for path, source in by_path.items():
        if path.suffix.lower() == ".xml":
            try:
                types[path.parent] = typesystem.read(source)
            except InvalidInput as error:
                yield Problem(source.name, error.details.get("line", 0), error.message)
    for path, source in by_path.items():
        if path.suffix.lower() == ".xmi":
            near = next((types[folder] for folder in path.parents if folder in types), Types())
            try:
                yield from _document(source, by_path.get(path.with_suffix(".json")), near)
            except InvalidInput as error:
                yield Problem(source.name, error.details.get("line", 0), error.message)
        elif path.suffix.lower() == ".json" and path.with_suffix(".xmi") not in by_path:
            yield Problem(source.name, 0, f"There is no “{path.stem}.xmi” beside it.")


def _document(source: Source, beside: Source | None, types: Types) -> Iterator[Item]:
    yield Opened(source.name, NAME, "utf-8")
    found = _cas(source, types)
    kept = yield from companion.beside(beside, NAME)
    view, text = _text(found)
    kept = yield from companion.still_of(kept, text, source.name)
    cleaned = companion.cleaned(text, kept)
    if len(found.texts) > 1:
        yield Note(source.name, 0, _VIEWS)
    for sentence in sorted(found.left_out):
        yield Note(source.name, 0, sentence)
    layers = Layers(arcs=found.arcs)
    yield from _place([piece for sofa, piece in found.pieces if sofa == view], text, source, layers)
    for piece in layers.pieces:
        piece.begin, piece.end = cleaned.move(piece.begin), cleaned.move(piece.end)
    yield from layers.assemble(cleaned.text, source.name, kept)
    content = layers.spans, layers.relations
    with source.open() as stream:
        raw = stream.read(MAX_BYTES)
    made = companion.article(kept, cleaned.text, source.name, content, raw=raw)
    if kept is None:
        _describe(made, found.document)
    yield made


def _cas(source: Source, types: Types) -> Cas:
    found = Cas()
    state = {"type": ""}

    def start(type_: str, attributes: dict[str, str]) -> None:
        if reader.depth == 1:
            state["type"] = type_
            _take(type_, attributes, found, types, reader.line)
        elif reader.depth == 2 and not _is_bookkeeping(state["type"]):
            found.left_out.add(_feature(type_, state["type"]))  # a list of values

    reader = Reader(start)
    with source.open() as stream:
        reader.read(stream, MAX_BYTES)
    return found


def _take(type_: str, given: dict[str, str], found: Cas, types: Types, line: int) -> None:
    if type_ == "uima.cas.Sofa" and "sofaString" in given:
        found.texts[given.get("id", "")] = given.get("sofaID", ""), given["sofaString"]
    elif type_.endswith(".DocumentMetaData"):
        found.document = given
    elif is_of_words(type_) or "begin" not in given or "end" not in given:
        if not _is_bookkeeping(type_):
            found.left_out.add(f"The layer “{shown(type_)}” is left out.")
    else:
        _take_annotation(type_, given, found, types, line)


def _take_annotation(
    type_: str, given: dict[str, str], found: Cas, types: Types, line: int
) -> None:
    own = {name: value for name, value in given.items() if name not in _OWN and value}
    said = {name: value for name, value in own.items() if types.is_value(type_, name)}
    found.left_out |= {_feature(name, type_) for name in own.keys() - said.keys()}
    if "Governor" in given and "Dependent" in given:
        found.arcs.append(Arc(type_, given["Governor"], given["Dependent"], said, line))
    else:
        begin, end = _offset(given["begin"]), _offset(given["end"])
        piece = Piece(given.get("id", ""), type_, begin, end, said, line)
        found.pieces.append((given.get("sofa", ""), piece))


def _is_bookkeeping(type_: str) -> bool:
    """Whether it says nothing that anybody has annotated; words and sentences are made anew."""
    return type_.startswith(_BOOKKEEPING)


def _feature(name: str, layer: str) -> str:
    return f"The feature “{shown(name)}” of “{shown(layer)}” is left out: it is no plain value."


def _offset(written: str) -> int:
    """What is no number is no place either."""
    plain = written.isascii() and written.isdigit() and len(written) < 10
    return int(written) if plain else -1


def _text(found: Cas) -> tuple[str, str]:
    """The first text, with the id of its view."""
    if not found.texts:
        raise InvalidInput("There is no text in this CAS.")
    first = min(found.texts, key=lambda one: found.texts[one][0] != _VIEW)
    return first, found.texts[first][1]


def _place(pieces: list[Piece], text: str, source: Source, into: Layers) -> Iterator[Problem]:
    """Moves the pieces from UTF-16 to code points; one that lies elsewhere is a problem."""
    moved = iter(known_from_utf16(text, (at for one in pieces for at in (one.begin, one.end))))
    for piece in pieces:
        begin, end = next(moved), next(moved)
        if begin is None or end is None or begin >= end:
            reason = f"{piece.begin}–{piece.end} is no place in the text (in UTF-16 code units)."
            yield Problem(source.name, piece.line, reason)
        else:
            piece.begin, piece.end = begin, end
            into.pieces.append(piece)


def _describe(made: Record, document: dict[str, str]) -> None:
    """What somebody else's CAS says of its document."""
    for feature, name in typesystem.DOCUMENT.items():
        if name != "uid":
            setattr(made, name, fitting(name, document.get(feature, "")))
    language = document.get("language", "")
    made.lang = "" if language == _UNSPECIFIED else fitting("lang", language)

"""Annotations as WebAnno and INCEpTION have them: a layer of spans and a layer of relations.

All labels are in one layer with the feature “label”, because a relation there can only lead from a
layer to itself. There are no fragments: those of an annotation are annotations of their own with
one “uid” and a number as “part”; only the first has the other features.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from keyword import kwlist
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import companion, links, values
from annotator.formats import spans as labels
from annotator.formats.companion import Companion
from annotator.formats.documents import Document
from annotator.formats.records import MAX_LABEL, MAX_NOTE, Link, Problem, Span
from annotator.text.spans import check, normalise, quote_of

SPANS = "webanno.custom.Annotation"
RELATIONS = "webanno.custom.Relation"
FEATURES = ("label", "uid", "part", "note", "speaker", "figure")
"""Those that every annotation can have, before its attributes; all are strings."""
RELATION_FEATURES = ("label", "uid")
_RESERVED = {*FEATURES, "id", "sofa", "begin", "end", "Governor", "Dependent", "value"}
# Tools make fields of the features.
_RESERVED |= {*kwlist, "type", "self", "xmiID", "public", "private", "int", "float", "boolean"}
_LABELS = ("label", "value")
_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


@dataclass(slots=True)
class Piece:
    """One stretch with its features. ``key`` is what relations call it, ``line`` where it was."""

    key: str
    layer: str
    begin: int
    end: int
    features: dict[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class Arc:
    """A relation between two pieces, which are named by their keys."""

    layer: str
    source: str
    target: str
    features: dict[str, str] = field(default_factory=dict)
    line: int = 0


class Names(dict[str, str]):
    """Features for the names of attributes: letters and digits, and no two the same."""

    def __missing__(self, name: str) -> str:
        taken = {*self.values(), *_RESERVED}
        wanted, number = _safe(name), 1
        while (found := wanted if number == 1 else f"{wanted}_{number}") in taken:
            number += 1
        self[name] = found
        return found


def _safe(name: str) -> str:
    plain = _UNSAFE.sub("_", name).strip("_")[:60]
    return plain if plain[:1].isalpha() else f"attribute_{plain}"


def pieces(document: Document, names: Names, *, trimmed: bool) -> list[list[Piece]]:
    """The pieces of each annotation, in code points.

    ``trimmed``: without white space at the ends, where a layer may have none.
    """
    known = {entry.id: entry.name for entry in document.record.speakers}
    text = document.record.text
    return [
        _pieces(str(number), span, text if trimmed else "", _features(span, known, names))
        for number, span in enumerate(document.spans, 1)
    ]


def _pieces(key: str, span: Span, text: str, features: dict[str, str]) -> list[Piece]:
    """White space at the ends of what stands in ``text`` stays outside."""
    made = []
    several = len(span.fragments) > 1
    for part, (begin, end) in enumerate(span.fragments, 1):
        marked = text[begin:end]
        begin, end = (
            begin + len(marked) - len(marked.lstrip()),
            end + len(marked.rstrip()) - len(marked),
        )
        own = features if part == 1 else {name: features[name] for name in RELATION_FEATURES}
        said = {**own, "part": str(part) if several else ""}
        name = key if part == 1 else f"{key}.{part}"
        made.append(Piece(name, SPANS, begin, end, {n: v for n, v in said.items() if v}))
    return made


def _features(span: Span, known: Mapping[str, str], names: Names) -> dict[str, str]:
    attributes = {names[name]: _shown(value) for name, value in sorted(span.attributes.items())}
    return {
        "label": span.label,
        "uid": span.id,
        "note": span.note,
        "speaker": known.get(span.speaker, ""),
        "figure": _shown(span.value) if span.value else "",
        **attributes,
    }


def _shown(value: Any) -> str:
    """A value as the string of a feature; several words are put one after the other."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return orjson.dumps(value).decode()


def arcs(document: Document) -> list[Arc]:
    """The relations, between the first pieces of their ends."""
    keys = {span.id: str(number) for number, span in enumerate(document.spans, 1)}
    return [
        Arc(RELATIONS, keys[link.source], keys[link.target], {"label": link.type, "uid": link.id})
        for link in document.relations
    ]


def beside(document: Document, form: str, made: list[list[Piece]]) -> dict[str, Any]:
    """What else there is to keep of the document, see ``companion``."""
    marks = {
        span.id: (companion.mark_of(_form(own)), span)
        for span, own in zip(document.spans, made, strict=True)
    }
    relations = {link.id: (link.type, link) for link in document.relations}
    return companion.written(document, form, marks, relations)


def _form(own: Iterable[Piece]) -> Any:
    return [[one.begin, one.end, sorted(one.features.items())] for one in own]


@dataclass(slots=True)
class Layers:
    """What was read of a document, in code points, and at last what it comes to."""

    pieces: list[Piece] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    relations: list[Link] = field(default_factory=list)

    def assemble(self, text: str, file: str, kept: Companion | None) -> Iterator[Problem]:
        """Makes spans of the pieces and relations of the arcs; what can't be is a problem."""
        names: dict[str, str] = {}
        for own in _together(self.pieces):
            try:
                span = _span(own, text, kept)
                self.spans.append(span)
                names |= {piece.key: span.id for piece in own}
            except InvalidInput as error:
                yield Problem(file, own[0].line, error.message)
        seen: links.Ends = set()
        for arc in self.arcs:
            try:
                self.relations.append(_link(arc, names, seen, kept))
            except InvalidInput as error:
                yield Problem(file, arc.line, error.message)


def _together(found: list[Piece]) -> list[list[Piece]]:
    """Pieces that are parts of one annotation, in their order; the others alone."""
    groups: dict[tuple[str, str, str], list[Piece]] = {}
    for piece in found:
        uid, part = piece.features.get("uid", ""), piece.features.get("part", "")
        name = (piece.layer, "uid", uid) if uid and part else (piece.layer, "key", piece.key)
        groups.setdefault(name, []).append(piece)
    return [sorted(own, key=lambda one: one.begin) for own in groups.values()]


def _span(own: list[Piece], text: str, kept: Companion | None) -> Span:
    first = own[0]
    rest = dict(first.features)
    uid, note = rest.pop("uid", ""), rest.pop("note", "")
    rest.pop("part", None)
    label = _label(first.layer, rest)
    fragments = normalise((piece.begin, piece.end) for piece in own)
    quote = quote_of(text, fragments)
    check(text, fragments, quote)
    found = Span(
        id=uid or f"{first.layer} {first.key}",
        label=labels.label({"label": label}),
        fragments=fragments,
        quote=quote,
        note=values.string({"note": note}, "note", MAX_NOTE),
        attributes=values.meta(rest, "attributes"),
    )
    return kept.restored(uid, _form(own), found, text) if kept else found


def _label(layer: str, features: dict[str, str]) -> str:
    """Taken out of the features, or else the name of the layer."""
    for name in _LABELS:
        if 0 < len(features.get(name, "").strip()) <= MAX_LABEL:
            return features.pop(name)
    return layer.rpartition(".")[2]


def _link(arc: Arc, names: dict[str, str], seen: links.Ends, kept: Companion | None) -> Link:
    for end in (arc.source, arc.target):
        if end not in names:
            raise InvalidInput(f"There is no annotation “{values.shown(end)}”.")
    rest = dict(arc.features)
    uid = rest.pop("uid", "")
    type_ = links.type_of(_label(arc.layer, rest))
    found = Link(uid, type_, names[arc.source], names[arc.target])
    found = kept.named(uid, found, type_) if kept else found
    links.check_ends(found, seen)
    return found


_OF_WORDS = (
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "uima.",
)


def is_of_words(layer: str) -> bool:
    """Whether a layer says what every word is, such as parts of speech; these are not read."""
    return layer.startswith(_OF_WORDS)

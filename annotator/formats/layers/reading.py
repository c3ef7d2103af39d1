"""Annotations and relations out of pieces and arcs, whoever made them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.errors import InvalidInput
from annotator.formats import links, values
from annotator.formats import spans as labels
from annotator.formats.companion import Companion
from annotator.formats.layers.model import KEPT, Arc, Piece, form_of
from annotator.formats.records import MAX_LABEL, MAX_NOTE, Link, Problem, Span
from annotator.text.spans import check, normalise, quote_of

_LABELS = ("label", "value")


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
    if kept is None or uid not in kept.spans:
        return found
    for name in KEPT:
        found.attributes.pop(name, None)
    return kept.restored(uid, form_of(own), found, text)


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

"""The text as it is drawn: blocks cut into segments at the borders of annotations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from annotator.annotations.queries import Mark, MarkLabel
from annotator.articles.reading import Reading
from annotator.schemes.models import Pattern
from annotator.text import spans
from annotator.text.blocks import Block, touched
from annotator.text.segments import Piece, Segment, segments
from annotator.web.markup import element

LANES = 3
"""Bars drawn under a line; deeper annotations share the last."""


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A run of text covered by the same annotations, or by none (``keys`` empty).

    ``begins`` and ``ends`` are for those who listen.
    """

    text: str
    keys: str = ""
    classes: str = ""
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    start: int
    end: int
    segments: list[SegmentView]


@dataclass(frozen=True, slots=True)
class Paragraph:
    gap: int
    blocks: list[BlockView]


def blocks(text: Reading, places: Iterable[Block], marked: Iterable[Mark]) -> list[BlockView]:
    """Blocks cut into segments at the borders of the annotations that lie in them."""
    labels = {str(one.uid): one.label for one in marked}
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for one in marked:
        weight = spans.length(one.fragments)
        for start, end in one.fragments:
            for place in touched(text.blocks, [(start, end)]):
                pieces[place.index].append(Piece(str(one.uid), start, end, weight))
    return [
        BlockView(place.start, place.end, _cut(text.text, place, pieces[place.index], labels))
        for place in places
    ]


def _cut(
    text: str, place: Block, pieces: list[Piece], labels: dict[str, MarkLabel]
) -> list[SegmentView]:
    if not pieces:
        return [SegmentView(text[place.start : place.end])]
    return [_segment(text, one, labels) for one in segments(place.start, place.end, pieces)]


def _segment(text: str, segment: Segment, labels: dict[str, MarkLabel]) -> SegmentView:
    string = text[segment.start : segment.end]
    if not segment.covers:
        return SegmentView(string)
    classes = ["seg"]
    for cover in segment.covers:
        label, lane = labels[cover.key], min(cover.lane, LANES - 1)
        classes.append(f"l{lane}-h{label.hue}")
        if label.pattern != Pattern.SOLID:
            classes.append(f"l{lane}-p-{label.pattern}")
    begins = [_edges(labels[one.key].name).begins for one in segment.covers if one.begins]
    if begins:
        classes.append("is-begin")
    ends = [_edges(labels[one.key].name).ends for one in segment.covers if one.ends]
    if ends:
        classes.append("is-end")
    keys = " ".join(cover.key for cover in segment.covers)
    return SegmentView(string, keys, " ".join(classes), ", ".join(begins), ", ".join(ends))


class _Edges(NamedTuple):
    begins: str
    ends: str


def _edges(label: str) -> _Edges:
    """What is said where an annotation with this label begins and ends."""
    return _edges_in(get_language(), label)


# Thousands in an article, of a few labels.
@lru_cache(maxsize=1000)
def _edges_in(_language: str | None, label: str) -> _Edges:
    named = {"label": label}
    return _Edges(_("%(label)s begins") % named, _("%(label)s ends") % named)


def paragraphs(views: Sequence[BlockView], places: Sequence[Block]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for view, place in zip(views, places, strict=True):
        if place.opens:
            found.append(Paragraph(place.gap, []))
        found[-1].blocks.append(view)
    return found


def drawn(segments: Iterable[SegmentView]) -> str:
    """The inside of a block: text, and elements round what is marked."""
    return "".join(map(_element_of, segments))


def _element_of(one: SegmentView) -> str:
    if not one.keys:
        return escape(one.text)
    given: dict[str, object] = {"class": one.classes, "data-a": one.keys}
    given |= {"data-begins": one.begins} if one.begins else {}
    given |= {"data-ends": one.ends} if one.ends else {}
    return element("span", given, escape(one.text))

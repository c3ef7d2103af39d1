"""A layer of an article as an unbroken row of segments, as Krippendorff's measures want it."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from annotator.agreement.model import Article, Span

Value = Hashable
# What lies between segments is one too, and this is its value.
GAP = None


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """Code points [start, end) with one value; GAP where nothing is marked."""

    start: int
    end: int
    value: Value


def by_label(span: Span) -> Value:
    """The label is the value: to be used as ``value``."""
    return span.label


def layer(
    article: Article, labels: Iterable[str], value: Callable[[Span], Value] = by_label
) -> list[list[Segment]]:
    """For every annotator the segments of spans with these labels, in order, none overlapping.

    Fragments are segments of their own. Where spans of one annotator overlap, as this family of
    measures cannot have it, the one that begins first keeps the text (of two, the longer).
    """
    wanted = frozenset(labels)
    return [
        flat(
            Segment(start, end, value(span))
            for span in made.spans
            if span.label in wanted
            for start, end in span.fragments
        )
        for made in article.sets.values()
    ]


def flat(segments: Iterable[Segment]) -> list[Segment]:
    """The same in order, each cut where an earlier one still lasts."""
    found: list[Segment] = []
    end = 0
    for one in sorted(segments, key=lambda one: (one.start, -one.end, str(one.value))):
        if one.end > end:
            found.append(Segment(max(one.start, end), one.end, one.value))
            end = one.end
    return found


def filled(segments: Sequence[Segment], length: int) -> list[Segment]:
    """With the gaps between them, from 0 to ``length``; ValueError if they do not fit in."""
    found: list[Segment] = []
    at = 0
    for one in segments:
        if not at <= one.start < one.end <= length:
            raise ValueError(f"The segment {one.start}–{one.end} overlaps or lies outside.")
        if one.start > at:
            found.append(Segment(at, one.start, GAP))
        found.append(one)
        at = one.end
    if at < length:
        found.append(Segment(at, length, GAP))
    return found

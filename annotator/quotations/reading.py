"""A text read for its quotations, in time that grows with its length alone."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.quotations import cues
from annotator.quotations.attribution import is_attribution
from annotator.quotations.model import Extent, Quotation, Reading
from annotator.quotations.nesting import Part, nest
from annotator.text.words import trim


@dataclass(slots=True)
class _Fragment:
    """A part of a quotation, which is known by its number until parts are joined."""

    part: Part
    inner: Extent
    number: int
    depth: int = 0
    last_inside: "_Fragment | None" = None


def read(text: str, lang: str = "en") -> Reading:
    """All quotations and reporting words; the verbs are English where a language has no list."""
    found = cues.find(text, lang)
    fragments = _fragments(text, nest(text, cues.main(lang)))
    _join(text, fragments, found)
    return Reading(tuple(_quotations(text, fragments)), found)


def _fragments(text: str, nested: Sequence[list[Part]]) -> list[_Fragment]:
    """Those with words in them, in order, the outer before the inner."""
    found = []
    for number, parts in enumerate(nested):
        for part in parts:
            start, end = trim(text, part.start, part.end)
            if start < end:
                found.append(_Fragment(part, (start, end), number))
    return sorted(found, key=lambda one: (one.part.outer_start, -one.part.outer_end))


def _join(text: str, fragments: list[_Fragment], cues: Sequence[Extent]) -> None:
    """Finds what stands in what, and gives both sides of a “he said” the same number."""
    root = _Fragment(Part(0, 0, len(text), len(text)), (0, len(text)), -1)
    stack = [root]
    numbers: dict[int, int] = {}
    for one in fragments:
        while len(stack) > 1 and stack[-1].part.outer_end <= one.part.outer_start:
            stack.pop()
        before = stack[-1].last_inside
        if one.number not in numbers:
            goes_on = before and is_attribution(
                text, before.part, one.part, _between(cues, before, one)
            )
            numbers[one.number] = before.number if before and goes_on else one.number
        one.number = numbers[one.number]
        one.depth = len(stack) - 1
        stack[-1].last_inside = one
        stack.append(one)


def _between(cues: Sequence[Extent], before: _Fragment, after: _Fragment) -> Sequence[Extent]:
    first = bisect_left(cues, (before.part.outer_end, 0))
    return cues[first : bisect_left(cues, (after.part.outer_start, 0), first)]


def _quotations(text: str, fragments: list[_Fragment]) -> list[Quotation]:
    whole: defaultdict[int, list[_Fragment]] = defaultdict(list)
    for one in fragments:
        whole[one.number].append(one)
    return [
        Quotation(
            fragments=tuple(one.inner for one in parts),
            outer=tuple(_outer(text, one.part) for one in parts),
            depth=parts[0].depth,
        )
        for parts in whole.values()
    ]


def _outer(text: str, part: Part) -> Extent:
    """One that was never closed doesn't hold the spaces at the end of its paragraph."""
    end = part.outer_end
    while part.end == part.outer_end and text[end - 1].isspace():
        end -= 1
    return part.outer_start, end

"""The versions of a conflict in their context, with exact borders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.annotations.cards import shortened
from annotator.reviews.adjudication.comparing import Conflict
from annotator.text import spans
from annotator.text.spans import Fragments

AROUND = 40
"""Characters shown before and after the versions."""

LONGEST = 150
"""Characters of a stretch between two borders; a longer one is shown by its ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``kind`` is "same" (all marked it), "more" (this version did, others
    didn't), "less" (the other way round), or "" (nobody did)."""

    text: str
    kind: str


def passages(conflict: Conflict, text: str, union: Fragments) -> list[list[Piece]]:
    """The passage of each version; ``union``: whatever one of them marks."""
    cuts = _cuts(conflict, text, union)
    marked = [set(_covered(conflict.marks[sets[0]].fragments, cuts)) for sets in conflict.versions]
    shared, anybody = set.intersection(*marked), set.union(*marked)
    start, end = spans.extent(union)
    texts = [
        (a, shortened(text[a:b], LONGEST) if start <= a and b <= end else text[a:b])
        for a, b in cuts
    ]
    return [[Piece(words, _kind(a, own, shared, anybody)) for a, words in texts] for own in marked]


def _cuts(conflict: Conflict, text: str, union: Fragments) -> list[tuple[int, int]]:
    """The text about a conflict, cut at every border of a version."""
    start, end = spans.extent(union)
    before, after = _before(text, start), _after(text, end)
    borders = {at for mark in conflict.marks.values() for part in mark.fragments for at in part}
    return list(pairwise(sorted({before, after, *borders})))


def _before(text: str, start: int) -> int:
    """Where the context begins: at a word, and in the same paragraph."""
    line = text.rfind("\n", 0, start) + 1
    at = max(line, start - AROUND)
    if at == line:
        return at
    space = text.find(" ", at, start)
    return space + 1 if space >= 0 else at


def _after(text: str, end: int) -> int:
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    at = min(line, end + AROUND)
    if at == line:
        return at
    space = text.rfind(" ", end, at)
    return space if space > end else at


def _covered(fragments: Fragments, cuts: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The starts of the stretches that are marked."""
    for start, end in cuts:
        if any(a <= start and end <= b for a, b in fragments):
            yield start


def _kind(start: int, mine: set[int], shared: set[int], anybody: set[int]) -> str:
    if start in shared:
        return "same"
    if start in mine:
        return "more"
    return "less" if start in anybody else ""

"""Two versions of one annotation in the words around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.text.spans import Fragments

AROUND = 120
"""Characters shown on either side."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that one's own version covers, or the final one, or both, or neither."""

    text: str
    own: bool
    final: bool


def pieces(text: str, own: Fragments, final: Fragments) -> list[Piece]:
    """The text from a little before the first of them to a little after the last."""
    every = [*own, *final]
    first, last = min(start for start, _ in every), max(end for _, end in every)
    begin, end = _begin(text, first), _end(text, last)
    borders = sorted({begin, end, *(border for one in every for border in one)})
    return list(_pieces(text, borders, own, final))


def _pieces(text: str, borders: list[int], own: Fragments, final: Fragments) -> Iterator[Piece]:
    for start, end in pairwise(borders):
        string = text[start:end]
        yield Piece(string, own=_covers(own, start), final=_covers(final, start))


def _covers(fragments: Fragments, place: int) -> bool:
    return any(start <= place < end for start, end in fragments)


def _begin(text: str, first: int) -> int:
    """A place in the same paragraph where a word begins."""
    begin = max(first - AROUND, text.rfind("\n", 0, first) + 1)
    if begin and text[begin - 1] != "\n":
        begin = text.find(" ", begin, first) + 1 or first
    return begin


def _end(text: str, last: int) -> int:
    paragraph = text.find("\n", last)
    end = min(last + AROUND, len(text) if paragraph < 0 else paragraph)
    if end < len(text) and text[end] != "\n":
        space = text.rfind(" ", last, end)
        end = space if space >= 0 else last
    return end

"""A claim with the words around it: the sentence that it stands in, or as much as is worth."""

import re
from dataclasses import dataclass

from annotator.text.spans import Fragments

AROUND = 240
"""Characters looked at on either side."""

_ENDS = re.compile(r"[.!?…؟。！？۔]['\"”’»)\]]*\s+|\n+")


_CLOSED = re.compile(r"[.!?…؟。！？۔]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool


def pieces(window: str, start: int, fragments: Fragments) -> tuple[Piece, ...]:
    """The text of a window that begins at ``start`` of the article, in whole sentences."""
    first, last = fragments[0][0] - start, fragments[-1][1] - start
    begin, end = _begin(window[:first], whole=start == 0), last
    if not (_CLOSED.search(window[:last]) and window[last : last + 1].isspace()):
        end += _end(window[last:])
    found, at = [], begin
    for left, right in ((left - start, right - start) for left, right in fragments):
        found += [Piece(window[at:left], marked=False), Piece(window[left:right], marked=True)]
        at = right
    found.append(Piece(window[at:end], marked=False))
    return tuple(piece for piece in found if piece.text)


def _begin(before: str, *, whole: bool) -> int:
    """Where the sentence begins; where that is too far away, a word."""
    ends = list(_ENDS.finditer(before))
    if ends:
        return ends[-1].end()
    if whole or len(before) < AROUND:
        return 0
    return before.find(" ") + 1


def _end(after: str) -> int:
    """Where the sentence ends, its full stop included."""
    if found := _ENDS.search(after):
        return found.start() + len(found[0].rstrip())
    return len(after) if len(after) < AROUND else after.rfind(" ") % len(after)

"""Where sentences end, for formats that go by sentences; a simple rule and no model.

A sentence ends where a line does, and after . ! ? … and their likes in other scripts, with the
quotation marks and brackets that close after them, where white space follows. It doesn't end after
an initial or a title (“Dr.”), nor before a small letter.
"""

from collections.abc import Sequence
from itertools import pairwise

from annotator.text.spans import Fragment

_ENDS = frozenset(".!?…؟۔।॥։።")
_ENDS_AT_ONCE = frozenset("。！？｡")
_CLOSING = frozenset("\"'”’»›)]」』）")
_MARKS = _ENDS | _ENDS_AT_ONCE | _CLOSING
_IN_LINE = frozenset(("", " "))
_TITLES = frozenset({
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "st", "gen", "col", "lt", "sgt", "capt",
    "sen", "rep", "gov", "pres", "no", "vs", "etc", "mt", "ft",
})  # fmt: skip


def sentences(text: str, tokens: Sequence[Fragment]) -> list[Fragment]:
    """The tokens of each sentence, as half-open ranges of their numbers; every token is in one."""
    found: list[Fragment] = []
    first = 0
    for number, ((begin, end), (start, _)) in enumerate(pairwise(tokens), 1):
        # Most tokens are words with nothing or one space behind them, after which nothing ends.
        may_end = text[begin] in _MARKS or text[end:start] not in _IN_LINE
        if may_end and _ends_before(text, tokens, number):
            found.append((first, number))
            first = number
    if tokens:
        found.append((first, len(tokens)))
    return found


def _ends_before(text: str, tokens: Sequence[Fragment], number: int) -> bool:
    end, start = tokens[number - 1][1], tokens[number][0]
    gap = text[end:start]
    if len(gap.splitlines()) > 1 or (gap and gap.splitlines()[0] != gap):
        return True
    at = number - 1
    while at and text[tokens[at][0]] in _CLOSING and _is_tight(tokens, at):
        at -= 1
    mark = text[tokens[at][0]]
    if mark in _ENDS_AT_ONCE:
        return text[start] not in _CLOSING
    if mark not in _ENDS or not gap or text[start].islower():
        return False
    return mark != "." or at != number - 1 or not _is_abbreviation(text, tokens, at)


def _is_tight(tokens: Sequence[Fragment], at: int) -> bool:
    return tokens[at - 1][1] == tokens[at][0]


def _is_abbreviation(text: str, tokens: Sequence[Fragment], at: int) -> bool:
    """Whether the full stop belongs to the word before it."""
    if not at or not _is_tight(tokens, at):
        return False
    word = text[slice(*tokens[at - 1])]
    return word.casefold() in _TITLES or (len(word) == 1 and word.isupper())

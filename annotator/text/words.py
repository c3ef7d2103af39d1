"""Words: where they stand again, what a rough selection meant, and how many there are."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import partial

from annotator.errors import InvalidInput
from annotator.text.spans import Fragment

_FIRST_WORD_CHARACTER = re.compile(r"(?<!\S)[^\w\s]*+\w")

_STOPS = ",.;:!?…–—،؛؟۔।、，。；：！？"
_IN_NUMBERS = ".,\u066b\u066c"
# Initials own their last full stop: “the U.S.”, not “the U.S”.
_INITIALS = re.compile(r"[^\W\d_]\.[^\W\d_]\.")

_CLOSED_BY = {
    '"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "»": "«",
    "”": "”", "‹": "›", "›": "‹", "「": "」", "『": "』", "(": ")", "[": "]", "（": "）",
}  # fmt: skip
_OPENED_BY = {
    closing: "".join(opening for opening in _CLOSED_BY if closing in _CLOSED_BY[opening])
    for closing in sorted(set("".join(_CLOSED_BY.values())))
}
# Only where they face says whether these open or close.
_TWO_FACED = "\"'”"
_MARKS = re.compile("[" + re.escape("".join({**_CLOSED_BY, **_OPENED_BY})) + "]")


def occurrences(
    text: str, needle: str, *, any_case: bool = False, within: bool = False
) -> list[Fragment]:
    """Every place where ``needle`` stands as whole words, left to right, none overlapping.

    ``any_case``: in capitals or not; ``within``: inside of words as well.
    """
    found: list[Fragment] = []
    find = _any_case(text, needle) if any_case else partial(text.find, needle)
    at = find(0) if needle else -1
    while at >= 0:
        end = at + len(needle)
        if not within and _inside_word(text, at):
            at = find(_word_end(text, at))
        elif not within and _inside_word(text, end):
            at = find(at + 1)
        else:
            found.append((at, end))
            at = find(end)
    return found


def _any_case(text: str, needle: str) -> Callable[[int], int]:
    """Like ``text.find``. A sign stands for one sign, so that lengths stay."""
    search = re.compile(re.escape(needle), re.IGNORECASE).search

    def find(at: int) -> int:
        found = search(text, at)
        return found.start() if found else -1

    return find


def snap(text: str, start: int, end: int) -> Fragment:
    """What a rough selection [start, end) meant, in code points.

    It grows to whole words, then loses spaces and stops at its ends, and every quotation mark
    and bracket there whose partner it does not hold. InvalidInput if nothing but space is left.
    """
    if not 0 <= start <= end <= len(text):
        raise InvalidInput(f"The span {start}–{end} lies outside of the text.")
    first, last = _without_space(text, *_grown(text, start, end))
    if first == last:
        raise InvalidInput(f"There is no word at {start}–{end}.")
    trimmed = trim(text, first, last)
    return trimmed if trimmed[0] < trimmed[1] else (first, last)


def word_count(text: str) -> int:
    """Strings between white space that hold a letter or digit: “don't” and “5%” are one each."""
    return len(_FIRST_WORD_CHARACTER.findall(text))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def _inside_word(text: str, at: int) -> bool:
    """Whether a border at ``at`` would part a word, or a number such as 1,200.50."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before in _IN_NUMBERS:
        return after.isdecimal() and text[max(at - 2, 0)].isdecimal()
    if after in _IN_NUMBERS:
        return before.isdecimal() and text[at + 1 : at + 2].isdecimal()
    return _is_word(before) and _is_word(after)


def _grown(text: str, start: int, end: int) -> Fragment:
    while _inside_word(text, start):
        start -= 1
    return start, _word_end(text, end)


def _word_end(text: str, at: int) -> int:
    while _inside_word(text, at):
        at += 1
    return at


def _without_space(text: str, start: int, end: int) -> Fragment:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def trim(text: str, start: int, end: int) -> Fragment:
    """Without the spaces, stops and lonely marks at both ends; may be empty."""
    # Counted once and kept up to date, so that a long row of marks costs no more than its length.
    marks = Counter(_MARKS.findall(text, start, end))
    while start < end and _goes_from_start(text, start, marks):
        marks[text[start]] -= 1
        start += 1
    while start < end and _goes_from_end(text, start, end, marks):
        marks[text[end - 1]] -= 1
        end -= 1
    return start, end


def _goes_from_start(text: str, start: int, marks: Counter[str]) -> bool:
    char, inner = text[start], text[start + 1 : start + 2]
    if char in ".–" and inner.isdigit():
        return False
    if char in _STOPS or (char in _TWO_FACED and inner.isspace()):
        return True
    return char.isspace() or _is_alone(char, _CLOSED_BY, marks)


def _goes_from_end(text: str, start: int, end: int, marks: Counter[str]) -> bool:
    char, inner = text[end - 1], text[end - 2 : end - 1]
    if char == "." and _INITIALS.fullmatch(text, max(start, end - 4), end):
        return False
    if char in _STOPS or (char in _TWO_FACED and inner.isspace()):
        return True
    return char.isspace() or _is_alone(char, _OPENED_BY, marks)


def _is_alone(char: str, partners: dict[str, str], marks: Counter[str]) -> bool:
    """Whether a mark's partner is missing; a straight quotation mark is its own partner."""
    own = partners.get(char)
    if own is None:
        # An opening mark at the end, a closing one at the start: its partner is elsewhere.
        return char in _CLOSED_BY or char in _OPENED_BY
    return sum(marks[partner] for partner in own) < (2 if char in own else 1)

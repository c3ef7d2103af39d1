"""Words, numbers and marks as token formats have them, each with its place."""

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

from annotator.text.spans import Fragment

_CLITICS = "s|t|d|m|re|ve|ll"
_FLAG = "[\U0001f1e6-\U0001f1ff]"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_TAGS = "[\U000e0020-\U000e007f]"
_ZWJ = "\u200d"


def tokenize(text: str) -> list[Fragment]:
    """Where each token stands, in code points, left to right; white space is in none.

    Words keep their combining marks and numbers their separators (“1,200.50”); an English clitic
    is a token with its apostrophe (“Lind” “'s”); every other mark is alone, and an emoji is one
    token with all that is joined to it. Nothing that a reader sees as one sign is parted.
    """
    return [match.span() for match in _pattern().finditer(text)]


def covering(tokens: list[Fragment], start: int, end: int) -> Fragment:
    """The tokens that [start, end) touches, as a half-open range of their numbers."""
    first = bisect_right(tokens, start, key=lambda token: token[1])
    return first, max(first, bisect_left(tokens, end, key=lambda token: token[0]))


def within(tokens: list[Fragment], start: int, end: int) -> Fragment:
    """The tokens that lie wholly in [start, end), as a half-open range of their numbers."""
    first = bisect_left(tokens, start, key=lambda token: token[0])
    return first, max(first, bisect_right(tokens, end, key=lambda token: token[1]))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    word = rf"[\w{marks}]"
    return re.compile(
        rf"{_FLAG}{{2}}"
        rf"|(?<=\w)['’](?:{_CLITICS})(?![\w{marks}])"
        rf"|(?:{word}|(?<=\d)[.,\u066b\u066c](?=\d)|(?<={word}){_ZWJ}(?={word}))+"
        rf"|[^\s\w{marks}](?:[{marks}]|{_TONE}|{_TAGS}|{_ZWJ}(?:[^\s\w{marks}])?)*",
        re.IGNORECASE,
    )


def _marks() -> str:
    """Every combining mark, as the inside of a character class; ``re`` has no name for them."""
    ranges: list[list[int]] = []
    for code in range(0x300, sys.maxunicode + 1):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)

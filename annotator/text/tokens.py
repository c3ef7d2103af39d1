"""Words, numbers and marks as token formats have them, each with its place."""

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import chain

from annotator.text.spans import Fragment

_CLITICS = "s|t|d|m|re|ve|ll"
_FLAG = "\U0001f1e6-\U0001f1ff"
_ZWJ = "\u200d"
# What continues a sign and is no combining mark: non-joiner and joiner, two vowels of Thai and Lao,
# halfwidth marks of Katakana, skin tones, the letters inside a flag's tag.
_CONTINUES = "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
# Signs that enclose the digits or letters after them.
_ENCLOSES = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
# Scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Hiragana, Han.
_UNSPACED = (
    "\u0e01-\u0e46\u0e81-\u0ec6\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u3041-\u309f"
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
# What most text is made of: ASCII letters and digits before something that can't belong to them.
_PLAIN_WORD = r"[A-Za-z0-9_]++(?=[\s!-+\-/:-@\[-^`{-~]|[.,](?!\d)|\Z)"


def tokenize(text: str) -> list[Fragment]:
    """Where each token stands, in code points, left to right; white space is in none.

    Words keep their combining marks and numbers their separators (“1,200.50”); an English clitic
    is a token with its apostrophe (“Lind” “'s”); every other mark is alone, and an emoji is one
    token with all that is joined to it. Where words are written without spaces, as in Chinese or
    Thai, every letter is a token. Nothing that a reader sees as one sign is parted.
    """
    return [match.span() for match in _pattern().finditer(text)]


def covering(tokens: list[Fragment], start: int, end: int) -> Fragment:
    """The tokens that [start, end) touches, as a half-open range of their numbers."""
    first = bisect_left(tokens, (start,))
    if first and tokens[first - 1][1] > start:
        first -= 1
    return first, max(first, bisect_left(tokens, (end,)))


def within(tokens: list[Fragment], start: int, end: int) -> Fragment:
    """The tokens that lie wholly in [start, end), as a half-open range of their numbers."""
    first, last = bisect_left(tokens, (start,)), bisect_left(tokens, (end,))
    if last and tokens[last - 1][1] > end:
        last -= 1
    return first, max(first, last)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    more = _CONTINUES + _marks()
    letters = rf"[A-Za-z0-9_]+|[^\W{_UNSPACED}]|[{more}{_ENCLOSES}]"
    sign = rf"[^\s\w{more}{_ENCLOSES}]"
    # That nothing begins with white space, and what a plain word is, is said only for speed.
    return re.compile(
        rf"(?=\S)(?:{_PLAIN_WORD}"
        rf"|(?:{letters}|(?<=\d)[.,\u066b\u066c](?=\d))+"
        rf"|['’](?<=[\w{more}].)(?i:{_CLITICS})(?![\w{more}])"
        rf"|(?:[{_UNSPACED}]|[{_FLAG}]{{2}}|{sign})(?:[{more}]|(?<={_ZWJ})(?![{_FLAG}]){sign})*)"
    )


def _marks() -> str:
    """Every combining mark, as the inside of a character class; ``re`` has no name for them."""
    ranges: list[list[int]] = []
    # All of them are in the first two planes, and the selectors of variants far above.
    for code in chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)

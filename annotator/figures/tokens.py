"""Tokens: numerals, words, signs and line ends, with where they stand."""

import re
from typing import NamedTuple

NUMERAL, WORD, SIGN, BREAK, EDGE = "nwsb "

# What a digit may be followed by inside one numeral. Spaces part groups of exactly three digits;
# a plain space does so only in languages that write numbers this way.
_NO_BREAK = "\u00a0\u2007\u2009\u202f"
_GLYPHS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u093a-\u094f"
_PATTERN = r"""
  (?P<n> \d++ (?: [.,'’٫٬] \d++ | [{spaces}] \d{{3}} (?!\d) )*+ [{glyphs}]?+
      | (?<![\w.)\]]) \. \d++
      | [{glyphs}] )
| (?P<w> [^\W\d_{glyphs}] (?: [^\W\d_{glyphs}] | [{marks}] | ['’](?=[^\W\d_]) )*+ )
| (?P<b> \n )
| (?P<s> \S )
"""


_ALIKE = str.maketrans("’أإآٱىة", "'ااااىه".replace("ى", "ي"))
_UNWANTED = re.compile("[\u064b-\u0652\u0670\u0640]")


class Token(NamedTuple):
    """Code points [start, end); ``low``: in lower case; ``glued``: no space before it."""

    kind: str
    text: str
    low: str
    start: int
    end: int
    glued: bool


def _compiled(spaces: str) -> re.Pattern[str]:
    return re.compile(
        _PATTERN.format(spaces=spaces, glyphs=_GLYPHS, marks=_MARKS), re.VERBOSE | re.UNICODE
    )


_TOKEN = _compiled(_NO_BREAK)
_TOKEN_WITH_SPACES = _compiled(_NO_BREAK + r"\ ")


def folded(string: str) -> str:
    """In lower case, and Arabic without vowel signs and in one of the ways to write its letters."""
    low = string.lower()
    return low if low.isascii() else _UNWANTED.sub("", low.translate(_ALIKE))


def tokens(text: str, start: int, end: int, *, spaced: bool = False) -> list[Token]:
    """The tokens of text[start:end]; ``spaced``: a plain space may group digits."""
    found = []
    before = start if start and not text[start - 1].isspace() else -1
    for match in (_TOKEN_WITH_SPACES if spaced else _TOKEN).finditer(text, start, end):
        first, last = match.span()
        string = match[0]
        low = folded(string)
        found.append(Token(match.lastgroup or SIGN, string, low, first, last, first == before))
        before = last
    return found

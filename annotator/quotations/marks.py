"""Quotation marks, and whether each can open or close a quotation where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag

OPENERS = "“„‚«‹「『‘"
"""Signs that begin a quotation wherever they can; the others are looked at more closely."""

CLOSED_BY = {
    '"': '"”“', "'": "'’", "“": "”\"“", "„": "“”\"", "”": "”\"", "‘": "’'", "‚": "‘’'", "’": "’",
    "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』", "``": "''\"", "''": "''",
}  # fmt: skip
SINGLE = "'‘’‚"

_SIGNS = r"``|''|[\"'“”„«»‹›‘’‚「」『』]"
_SIGN = re.compile(_SIGNS)
_RUN = re.compile(rf"(?:{_SIGNS})+")

_BEFORE_OPENING = "([{<—–-―/¿¡:=*|_"
_AFTER_CLOSING = ".,;:!?)]}>—–-―/…،؛؟۔。、，！？*|_"
_NEVER_INSIDE = ",;:!?)，、،؛؟"
# ’90s, ’em, rock ’n’ roll: letters are left out, nothing is quoted.
_ELISION = re.compile(
    r"(?:\d0s?|em|til|till|tis|twas|twere|twill|cause|cos|bout|round|neath|n|nuff|ere|cuz|ol|orrible)"
    r"\b",
    re.IGNORECASE,
)
_EAST_ASIAN = "\u2e80"
_HEBREW = re.compile("[\u05d0-\u05ea]")
# Swedes and Finns write ’so’ and ”so”.
_CLOSE_BOTH_ENDS = frozenset({"sv", "fi", "nb", "nn", "no", "da"})


class Face(IntFlag):
    """What a mark can be by what stands around it."""

    NOTHING = 0
    OPENING = 1
    CLOSING = 2
    EITHER = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at [start, end). ``sure``: closes for more reasons than that a space follows."""

    start: int
    end: int
    sign: str
    face: Face
    sure: bool = True


def marks(text: str, start: int, end: int, lang: str = "en") -> Iterator[Mark]:
    """The quotation marks in [start, end) of the text, which is one line."""
    for run in _RUN.finditer(text, start, end):
        before = text[run.start() - 1] if run.start() > start else " "
        after = text[run.end()] if run.end() < end else " "
        for found in _SIGN.finditer(text, *run.span()):
            sign = found.group()
            face = _face(text, sign, before, after, run.end(), lang)
            if face:
                sure = _is_sure(sign, before, after, text[run.end() + 1 : run.end() + 2])
                yield Mark(*found.span(), sign, face, sure)


def _face(text: str, sign: str, before: str, after: str, behind: int, lang: str) -> Face:
    if sign in "'’‘" and before.isalnum() and after.isalnum():
        return Face.NOTHING  # an apostrophe, or a letter of Arabic names
    if sign == '"' and _HEBREW.match(before) and _HEBREW.match(after):
        return Face.NOTHING  # an abbreviation
    if sign in "“„‚«‹「『``":
        return _of_opening_sign(sign, before, after)
    if sign in "»›":
        return _of_reversible(before, after)
    if sign in "」』":
        return Face.CLOSING
    face = _by_surroundings(before, after)
    if sign in "'‘’":
        return _of_single(text, sign, face, behind, lang)
    if sign == '"':
        return Face.NOTHING if face == Face.EITHER and _inside_word(before, after) else face
    return Face.CLOSING if face == Face.EITHER else face  # ” and ''


def _of_opening_sign(sign: str, before: str, after: str) -> Face:
    if sign in "「『``":
        return Face.OPENING
    if sign in "«‹":
        return Face.OPENING if _opens(before) else Face.EITHER
    if sign in "„‚":
        return Face.NOTHING if after.isspace() else Face.OPENING
    return _by_surroundings(before, after)


def _of_reversible(before: str, after: str) -> Face:
    return Face.EITHER if _opens(before) and not after.isspace() else Face.CLOSING


def _of_single(text: str, sign: str, face: Face, behind: int, lang: str) -> Face:
    if face == Face.EITHER and sign != "‘":
        return Face.CLOSING
    if face & Face.OPENING and _ELISION.match(text, behind):
        face &= ~Face.OPENING
    if sign == "’" and lang not in _CLOSE_BOTH_ENDS:
        face &= ~Face.OPENING
    return face


def _by_surroundings(before: str, after: str) -> Face:
    opens, closes = _opens(before) and not after.isspace(), _closes(after) and not before.isspace()
    if opens == closes or (before.isspace() and after in _NEVER_INSIDE):
        return Face.EITHER
    return Face.OPENING if opens else Face.CLOSING


def _inside_word(before: str, after: str) -> bool:
    """Chinese and Japanese have no spaces, and quote inside of what looks like one word."""
    return before.isalnum() and after.isalnum() and max(before, after) < _EAST_ASIAN


def _opens(before: str) -> bool:
    return before.isspace() or before in _BEFORE_OPENING


def _closes(after: str) -> bool:
    return after.isspace() or after in _AFTER_CLOSING


def _is_sure(sign: str, before: str, after: str, behind: str) -> bool:
    """Not the workers’ hall, not a length of 5" either."""
    if before.isdigit():
        return False
    if sign in SINGLE and before in "szxSZX":
        return not (after.isspace() and behind.islower())
    return True

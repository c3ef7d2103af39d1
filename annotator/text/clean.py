"""Text as it comes in: line ends become newlines, a byte-order mark goes, and that is all."""

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from annotator.errors import InvalidInput

MAX_LENGTH = 2_000_000
_BYTE_ORDER_MARK = "\ufeff"
_TWO_CHARACTER_END = re.compile("\r\n")


class Cleaned(NamedTuple):
    """A cleaned text; ``move`` takes an offset in the original to one in it (code points)."""

    text: str
    move: Callable[[int], int]


def clean(text: str) -> str:
    """The text as it is kept; InvalidInput says what is wrong, and where in the original."""
    _check_characters(text)
    cleaned = _one_kind_of_line_end(text.removeprefix(_BYTE_ORDER_MARK))
    _check_extent(cleaned)
    return cleaned


def clean_with_map(text: str) -> Cleaned:
    """As ``clean``, for text that comes with spans which refer to the original.

    An offset between ``\\r`` and ``\\n`` moves to before the newline.
    """
    cleaned = clean(text)
    return Cleaned(cleaned, _same if len(cleaned) == len(text) else _mover(text))


def _mover(original: str) -> Callable[[int], int]:
    gone = [match.start() for match in _TWO_CHARACTER_END.finditer(original)]
    if original.startswith(_BYTE_ORDER_MARK):
        gone.insert(0, 0)
    return lambda offset: offset - bisect_left(gone, offset)


def _same(offset: int) -> int:
    return offset


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _check_characters(text: str) -> None:
    if "\0" in text:
        raise _refusal("a NUL character", text, text.index("\0"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        what = f"half of a character (the lone surrogate U+{ord(text[error.start]):04X})"
        raise _refusal(what, text, error.start) from None


def _check_extent(text: str) -> None:
    if not text or text.isspace():
        raise InvalidInput("The text is empty.")
    if len(text) > MAX_LENGTH:
        line = text.count("\n", 0, MAX_LENGTH) + 1
        raise InvalidInput(
            f"The text has {len(text):,} characters and may have {MAX_LENGTH:,}; "
            f"that many are reached in line {line:,}.",
            line=line,
        )


def _refusal(what: str, text: str, offset: int) -> InvalidInput:
    line = _one_kind_of_line_end(text[:offset]).count("\n") + 1
    return InvalidInput(
        f"The text has {what} in line {line}, at offset {offset}.", line=line, offset=offset
    )

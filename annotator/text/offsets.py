"""Code points to UTF-16 code units and back: the only Python place that knows UTF-16."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from annotator.errors import InvalidInput

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, which is what JavaScript calls ``length``."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets in code points, in any order, as offsets in UTF-16 code units."""
    offsets = list(offsets)
    _check_inside(offsets, len(text), "code points")
    astral = _astral(text)
    return [at + bisect_left(astral, at) for at in offsets] if astral else offsets


def from_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets in UTF-16 code units, in any order, as offsets in code points.

    An offset between the two halves of a surrogate pair is nobody's place: InvalidInput.
    """
    offsets = list(offsets)
    astral = _astral(text)
    _check_inside(offsets, len(text) + len(astral), "UTF-16 code units")
    if not astral:
        return offsets
    pairs = [at + before for before, at in enumerate(astral)]
    return [_from_utf16(pairs, unit) for unit in offsets]


def known_from_utf16(text: str, offsets: Iterable[int]) -> list[int | None]:
    """As ``from_utf16``, with None for each offset that is nobody's place."""
    astral = _astral(text)
    last = len(text) + len(astral)
    if not astral:
        return [unit if 0 <= unit <= last else None for unit in offsets]
    pairs = [at + before for before, at in enumerate(astral)]
    return [_known(pairs, unit) if 0 <= unit <= last else None for unit in offsets]


def _known(pairs: list[int], unit: int) -> int | None:
    try:
        return _from_utf16(pairs, unit)
    except InvalidInput:
        return None


def _from_utf16(pairs: list[int], unit: int) -> int:
    before = bisect_left(pairs, unit)
    if before and pairs[before - 1] == unit - 1:
        raise InvalidInput(f"Offset {unit} (UTF-16) falls inside a character.", offset=unit)
    return unit - before


def _astral(text: str) -> list[int]:
    # Comparing two lengths is some ten times quicker than looking at every character.
    if utf16_length(text) == len(text):
        return []
    return [match.start() for match in _ASTRAL.finditer(text)]


def _check_inside(offsets: list[int], length: int, unit: str) -> None:
    for at in offsets:
        if not 0 <= at <= length:
            raise InvalidInput(
                f"Offset {at} lies outside of the text, which has {length} {unit}.", offset=at
            )

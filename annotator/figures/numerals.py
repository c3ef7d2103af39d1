"""Numerals as they are written in the scripts and languages of the world."""

import unicodedata
from decimal import Decimal

MAX_DIGITS = 24
_POINTS = ".٫"
_COMMAS = ","
_GROUPERS = "'’٬\u00a0\u2007\u2009\u202f "


def value_of(numeral: str, *, comma_is_point: bool = False) -> Decimal | None:
    """The value of a NUMERAL token, None if it can't be one number (versions, lists, …)."""
    glyph = Decimal(0)
    if not numeral[-1].isdecimal():
        glyph = _glyph(numeral[-1])
        numeral = numeral[:-1]
    if not numeral:
        return glyph
    if len(numeral) > MAX_DIGITS * 2:
        return None
    parts, marks = _parts(numeral)
    plain = _plain(parts, marks, comma_is_point)
    return None if plain is None else Decimal(plain) + glyph


def _glyph(char: str) -> Decimal:
    # 0.3333333… from a float would carry its error along.
    value = unicodedata.numeric(char)
    for denominator in (2, 3, 4, 5, 6, 7, 8, 9, 10):
        above = round(value * denominator)
        if abs(above / denominator - value) < 1e-9:
            return Decimal(above) / Decimal(denominator)
    return Decimal(str(value))


def _parts(numeral: str) -> tuple[list[str], str]:
    parts, marks = [""], ""
    for char in numeral:
        if char.isdecimal():
            parts[-1] += str(unicodedata.decimal(char))
        else:
            parts.append("")
            marks += char
    return parts, marks


def _plain(parts: list[str], marks: str, comma_is_point: bool) -> str | None:
    """Digits with at most one full stop."""
    if not marks:
        return parts[0]
    last = marks[-1]
    if _is_point(parts, marks, comma_is_point):
        whole = _grouped(parts[:-1], marks[:-1], unlike=last)
        return None if whole is None else f"{whole}.{parts[-1]}"
    return _grouped(parts, marks, unlike="")


def _is_point(parts: list[str], marks: str, comma_is_point: bool) -> bool:
    """Whether the last mark is a decimal point."""
    last = marks[-1]
    if last in _GROUPERS or marks.count(last) > 1:
        return False
    if len(marks) > 1 or last == "٫" or len(parts[-1]) != 3:
        return True
    if parts[0] in ("", "0"):
        return True
    return last in (_COMMAS if comma_is_point else _POINTS) or len(parts[0]) > 3


def _grouped(parts: list[str], marks: str, *, unlike: str) -> str | None:
    """The digits of properly grouped parts: threes, or twos before a last three (12,34,567)."""
    if not marks:
        return "".join(parts)
    alike = len(set(marks)) == 1 and marks[0] != unlike
    short = parts[0] in ("0", "") or len(parts[0]) > 3
    inner = {len(part) for part in parts[1:-1]}
    if not alike or short or len(parts[-1]) != 3 or not (inner <= {3} or inner <= {2}):
        return None
    return "".join(parts)

"""What a figure says: a value or a range, how exactly, in which unit, and of what."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from annotator.errors import InvalidInput

COMPARATORS = ("=", "≈", "<", "≤", ">", "≥")
MAX_VALUE = 10**18
MAX_UNIT = 40
MAX_WORDS = 200

_FIELDS = ("low", "high", "comparator", "unit", "counted", "magnitude")
_SMALLEST_PLAIN = 1e-4


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low`` and ``high`` are equal for one number.

    ``unit``: "" for plain counts, else as data/units.toml has it ("%", "USD", "km", "years", "×",
    "USD/barrel"). ``counted``: "people". ``magnitude``: the words that leave the value vague,
    or that are a fraction, as they stand: "tens of thousands", "two-thirds".
    """

    low: int | float
    high: int | float
    comparator: str = "="
    unit: str = ""
    counted: str = ""
    magnitude: str = ""


def as_json(quantity: Quantity) -> dict[str, Any]:
    """The form that ``from_json`` reads."""
    return asdict(quantity)


def from_json(value: object) -> Quantity:
    """InvalidInput unless it is exactly what ``as_json`` could have made."""
    if not isinstance(value, Mapping) or set(value) != set(_FIELDS):
        raise InvalidInput(f"A figure's value has the fields {', '.join(_FIELDS)}, and no others.")
    low, high = _number("low", value["low"]), _number("high", value["high"])
    if low > high:
        raise InvalidInput("A figure's low end is greater than its high end.")
    if value["comparator"] not in COMPARATORS:
        raise InvalidInput(f"A figure's comparator is one of {' '.join(COMPARATORS)}.")
    return Quantity(
        low,
        high,
        value["comparator"],
        _words("unit", value["unit"], MAX_UNIT),
        _words("counted", value["counted"], MAX_WORDS),
        _words("magnitude", value["magnitude"], MAX_WORDS),
    )


def shown(quantity: Quantity) -> str:
    """A short form in signs and the text's words: “> 1,200 people”, “≈ 3–4 %”, “40 tons/day”."""
    value = _shown_value(quantity)
    sign = "" if quantity.comparator == "=" else quantity.comparator
    unit, counted = quantity.unit, quantity.counted
    parts = [counted + unit] if counted and unit.startswith("/") else [unit, counted]
    return " ".join(part for part in (sign, value, *parts) if part)


def _number(name: str, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(f"A figure's “{name}” is not a number.")
    if not math.isfinite(value) or abs(value) > MAX_VALUE:
        raise InvalidInput(f"A figure's “{name}” is too large.")
    return value


def _words(name: str, value: object, limit: int) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise InvalidInput(f"A figure's “{name}” is not a line of text.")
    if len(value) > limit:
        raise InvalidInput(f"A figure's “{name}” has more than {limit} characters.")
    return value


def _shown_value(quantity: Quantity) -> str:
    low, high = _shown_number(quantity.low), _shown_number(quantity.high)
    return low if quantity.low == quantity.high else f"{low}–{high}"


def _shown_number(value: int | float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    simple = Fraction(value).limit_denominator(12)
    if 0 < value < 1 and float(simple) == value and simple.denominator in (3, 6, 7, 9, 11, 12):
        return str(simple)
    if abs(value) < _SMALLEST_PLAIN:
        return f"{value:g}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")

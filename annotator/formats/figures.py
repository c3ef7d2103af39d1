"""What a figure says, as a file has it."""

import math
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import values

_MAX = 10**18
_NUMBERS = ("low", "high")
_WORDS = {"comparator": 1, "unit": 40, "counted": 200, "magnitude": 200}


def read(value: Any) -> dict[str, Any] | None:
    """The value as annotations keep it; an empty one says that it was read and nothing found."""
    if value is None or value == {}:
        return value  # type: ignore[no-any-return]
    if not isinstance(value, dict) or set(value) != {*_NUMBERS, *_WORDS, "confirmed"}:
        raise InvalidInput("“value” is not what a figure says.")
    if not _number(value["low"]) <= _number(value["high"]):
        raise InvalidInput("A figure's low end is greater than its high end.")
    for name, most in _WORDS.items():
        if not isinstance(value[name], str) or len(value[name]) > most:
            raise InvalidInput(f"“{name}” is not what it can be of a figure.")
        values.storable(value[name], name)
    if not value["comparator"] or value["comparator"] not in "=≈<≤>≥":
        raise InvalidInput("“comparator” is none.")
    if not isinstance(value["confirmed"], bool):
        raise InvalidInput("“confirmed” is neither true nor false.")
    return value


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(f"{values.shown(value)} is not a number.")
    if not math.isfinite(value) or abs(value) > _MAX:
        raise InvalidInput(f"{values.shown(value)} is too large.")
    return value

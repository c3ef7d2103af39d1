"""Checks of single values that came from a file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats.records import MAX_META

_SHOWN = 60
_LONGEST_NAME = 300


def shown(value: object) -> str:
    """A value as it is quoted in a sentence."""
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def harmless(name: str) -> str:
    """The name of a file as it is shown: nothing is ever opened or written under it."""
    return "".join(char for char in name if char.isprintable())[-_LONGEST_NAME:]


def string(values: Mapping[str, Any], key: str, length: int = 0) -> str:
    """A string that can be stored; an empty one where there is none."""
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(f"“{key}” is {shown(value)} and not a string.")
    if length and len(value) > length:
        raise InvalidInput(f"“{key}” has {len(value):,} characters and may have {length:,}.")
    storable(value, key)
    return value


def storable(value: str, key: str) -> None:
    """PostgreSQL holds every character but one."""
    if "\0" in value:
        raise InvalidInput(f"“{key}” has a NUL character.")


def whole(value: Any, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidInput(f"“{key}” is {shown(value)} and not a whole number.")
    if abs(value) > 999_999_999:
        raise InvalidInput(f"“{key}” is {value}, which no offset can be.")
    return value


def moment(values: Mapping[str, Any], key: str) -> datetime | None:
    """A time in ISO 8601, in UTC where it names no zone."""
    written = string(values, key)
    if not written:
        return None
    try:
        time = datetime.fromisoformat(written)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InvalidInput(f"“{key}” is “{shown(written)}” and not a time.") from None


def objects(values: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """A list of JSON objects; an empty one where there is none."""
    value = values.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise InvalidInput(f"“{key}” is not a list of objects.")
    return value


def meta(value: Any, key: str = "meta") -> dict[str, Any]:
    """A JSON object that can be stored."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInput(f"“{key}” is {shown(value)} and not an object.")
    if value:
        _check_storable(value, key)
    return value


def _check_storable(value: dict[str, Any], key: str) -> None:
    try:
        written = orjson.dumps(value)
    except orjson.JSONEncodeError:
        raise InvalidInput(f"“{key}” is nested too deeply.") from None
    if len(written) > MAX_META:
        raise InvalidInput(f"“{key}” has {len(written):,} bytes and may have {MAX_META:,}.")
    # An escaped backslash before “u0000” looks the same but is harmless, so it is looked at again.
    if b"\\u0000" in written and "\0" in _strings(value):
        raise InvalidInput(f"“{key}” has a NUL character.")


def _strings(value: Any) -> str:
    """Every string in it, keys included, run together."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(key + _strings(part) for key, part in value.items())
    return "".join(map(_strings, value)) if isinstance(value, list) else ""

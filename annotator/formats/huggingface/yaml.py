"""YAML for data cards: lists and objects in blocks, all strings in quotes, nothing clever."""

import re
from collections.abc import Mapping
from typing import Any

_INDENT = "  "
_PLAIN = re.compile("[a-z_]+")
_NO_STRINGS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def written(value: Mapping[str, Any]) -> str:
    """An object that isn't empty, as lines."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Any) -> list[str]:
    if isinstance(value, Mapping) and value:
        return [line for name, part in value.items() for line in _entry(f"{_key(name)}:", part)]
    if isinstance(value, list) and value:
        return [line for part in value for line in _item(part)]
    return [_scalar(value)]


def _entry(name: str, value: Any) -> list[str]:
    lines = _lines(value)
    if isinstance(value, Mapping | list) and value:
        return [name, *(_INDENT + line for line in lines)]
    return [f"{name} {lines[0]}"]


def _item(value: Any) -> list[str]:
    first, *rest = _lines(value)
    return [f"- {first}", *(_INDENT + line for line in rest)]


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name not in _NO_STRINGS else _scalar(name)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return f'"{"".join(map(_sign, value))}"'
    return "[]" if isinstance(value, list) else "{}" if isinstance(value, Mapping) else str(value)


def _sign(char: str) -> str:
    return char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}"

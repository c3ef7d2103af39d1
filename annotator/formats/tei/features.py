"""Feature structures: what is said of an annotation beside its label."""

import re
from collections.abc import Mapping
from typing import Any

import orjson

from annotator.formats.records import Span
from annotator.formats.tei.xml import element, escaped, worded

_UNFIT = re.compile("[^A-Za-z0-9_.-]")
_BEGINS = re.compile("[A-Za-z_]")


def structure(span: Span, name: str) -> str:
    """What there is of provenance, attributes and value; nothing where there is none of them."""
    parts = [
        _feature("provenance", span.provenance) if span.provenance else "",
        _group("attributes", span.attributes or None),
        _group("value", span.value),
    ]
    return element("fs", *parts, xml_id=name, type="annotation") if any(parts) else ""


def measure(span: Span) -> str:
    """The quote, and as a measure where its value is known."""
    value = span.value or {}
    if "low" not in value:
        return escaped(span.quote)
    quantity, bounds = _numbers(value)
    quote = worded("num", span.quote, **bounds) if bounds else escaped(span.quote)
    return element(
        "measure",
        quote,
        quantity=quantity,
        unit=_fitting(value["unit"], most=1),
        commodity=_fitting(value["counted"]),
    )


def _numbers(value: Mapping[str, Any]) -> tuple[str | None, dict[str, str]]:
    """The number, or its bounds. “More than” is here as “at least”; the feature structure tells."""
    low, high = str(value["low"]), str(value["high"])
    if value["comparator"] in (">", "≥"):
        return None, {"atLeast": low}
    if value["comparator"] in ("<", "≤"):
        return None, {"atMost": high}
    return (low, {}) if low == high else (None, {"atLeast": low, "atMost": high})


def _fitting(words: str, *, most: int = 0) -> str | None:
    """The words, with a space between any two; nothing where TEI takes fewer or other signs."""
    parts = words.split()
    return " ".join(parts) if words.isprintable() and len(parts) <= (most or len(parts)) else None


def _group(name: str, features: Mapping[str, Any] | None) -> str:
    if features is None:
        return ""
    parts = [_feature(key, value) for key, value in features.items()]
    return element("f", element("fs", *parts, type=name), name=name)


def _feature(name: str, value: Any) -> str:
    """``@n`` has the name where it is none for XML."""
    fitting = _UNFIT.sub("_", name)
    fitting = fitting if _BEGINS.match(fitting) else f"_{fitting}"
    return element("f", _value(value), name=fitting, n=name if fitting != name else None)


def _value(value: Any) -> str:
    """Strings, numbers, yes and no, and lists of strings as TEI has them; the rest is JSON."""
    if isinstance(value, bool):
        return element("binary", value=str(value).lower())
    if isinstance(value, int | float):
        return element("numeric", value=str(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return element("vColl", *map(_value, value), org="list")
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return worded("string", text) or element("string")

"""Values of figures as people read them."""

import json
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def shown(value: Any) -> str:
    """ "> 1,200 people"; empty where nothing could be read. ``value`` may be JSON still."""
    value = json.loads(value) if isinstance(value, str) else value
    if not isinstance(value, dict) or not isinstance(value.get("low"), int | float):
        return ""
    low: float = value["low"]
    high: float = value.get("high", low)
    number = _number(low) if low == high else _("%s to %s") % (_number(low), _number(high))
    comparator = value.get("comparator", "=")
    words = ["" if comparator == "=" else comparator, number, value.get("unit", "")]
    return " ".join(filter(None, [*words, value.get("counted", "")]))


def _number(number: float) -> str:
    written = f"{number:.6f}".rstrip("0").rstrip(".") if isinstance(number, float) else number
    return str(number_format(written, use_l10n=True, force_grouping=True))

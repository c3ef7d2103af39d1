"""A bar in parts, one for each state, worked out for an SVG that the server draws."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotator.overview.dashboards.standing import Counts

NAMES = {
    "accepted": _("accepted"),
    "submitted": _("submitted"),
    "returned": _("returned"),
    "in_progress": _("in progress"),
    "open": _("open"),
}
"""From done to not begun, which is how the bar fills."""


@dataclass(frozen=True, slots=True)
class Part:
    """``x`` and ``width`` are assignments: the picture is as wide as there are."""

    state: str
    name: Any
    count: int
    x: int


@dataclass(frozen=True, slots=True)
class Bar:
    parts: tuple[Part, ...]
    all: int


def bar(counts: Counts) -> Bar:
    """Without the parts that nothing is in."""
    parts, x = [], 0
    for state, name in NAMES.items():
        count = getattr(counts, state)
        if count > 0:
            parts.append(Part(state, name, count, x))
            x += count
    return Bar(tuple(parts), x)

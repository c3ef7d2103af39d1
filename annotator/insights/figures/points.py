"""A figure as far as it takes to put it in order, compare it and draw it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any

import orjson

from annotator.figures import Quantity
from annotator.insights.figures.keys import UNREAD
from annotator.insights.figures.scope import Sort

_DAY = re.compile(r"([12]\d{3})(?:-?(0[1-9]|1[0-2])(?:-?(\d\d))?)?")
_FIELDS = ("low", "high", "comparator", "unit", "counted", "magnitude")


@dataclass(frozen=True, slots=True)
class Point:
    """``day`` is empty where the article has no date; ``quantity`` None where none was read."""

    id: int
    article_id: int
    day: str
    quantity: Quantity | None
    confirmed: bool

    @property
    def unit(self) -> str:
        return self.quantity.unit if self.quantity else UNREAD

    @property
    def counted(self) -> str:
        return self.quantity.counted.lower() if self.quantity else ""

    @property
    def quantity_words(self) -> tuple[str, str]:
        """The unit and what is counted, as they were read."""
        return (self.quantity.unit, self.quantity.counted) if self.quantity else ("", "")

    @property
    def largest_first(self) -> float:
        return -self.quantity.low if self.quantity else inf

    @property
    def date(self) -> date | None:
        return day_of(self.day)


def point(id: int, article_id: int, day: str, value: str) -> Point:  # noqa: A002
    said = orjson.loads(value)
    return Point(id, article_id, day, quantity_of(said), bool(said.get("confirmed")))


def quantity_of(said: dict[str, Any]) -> Quantity | None:
    """Leniently: it was checked when it was written, and is only shown here."""
    if "low" not in said:
        return None
    return Quantity(**{name: said[name] for name in _FIELDS if name in said} | _high(said))


def _high(said: dict[str, Any]) -> dict[str, Any]:
    return {"high": said.get("high", said["low"])}


def day_of(published: str) -> date | None:
    """The date that a string begins with, in ISO 8601; the first of the month or year if that is
    all it says."""
    found = _DAY.match(published)
    if not found:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 1)


def in_order(points: Iterable[Point], sort: Sort) -> list[Point]:
    """As the statements in walks.py order them."""
    if sort == Sort.VALUE:
        return sorted(points, key=lambda one: (one.unit, one.largest_first, one.id))
    inside = sorted(
        points, key=lambda one: (one.unit, one.counted, one.largest_first, one.id)
    )  # of a story
    if sort == Sort.PUBLISHED:
        return sorted(inside, key=lambda one: (one.day, one.article_id), reverse=True)
    return sorted(inside, key=lambda one: one.article_id, reverse=True)

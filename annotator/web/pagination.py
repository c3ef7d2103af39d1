"""Paging that costs the same on every page: from an id on, not by counting rows off."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

Row = TypeVar("Row")

SCREEN = 50
"""So many rows are shown at a time."""


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows, and the ids to ask for what is before and after them (0: there is nothing)."""

    rows: list[Row]
    before: int
    after: int


def keyset(
    found: QuerySet[Any, Any], *, after: int = 0, before: int = 0, size: int = SCREEN
) -> Slice[dict[str, Any]]:
    """Rows by id, as dictionaries that hold one: those next to ``before``, else to ``after``."""
    if before:
        backwards = list(found.filter(pk__lt=before).order_by("-pk")[: size + 1])
        rows, more = backwards[:size][::-1], len(backwards) > size
        return _slice(rows, before=more, after=True)
    forwards = list(found.filter(pk__gt=after).order_by("pk")[: size + 1])
    return _slice(forwards[:size], before=bool(after), after=len(forwards) > size)


def _slice(rows: list[dict[str, Any]], *, before: bool, after: bool) -> Slice[dict[str, Any]]:
    return Slice(
        rows=rows,
        before=rows[0]["id"] if rows and before else 0,
        after=rows[-1]["id"] if rows and after else 0,
    )

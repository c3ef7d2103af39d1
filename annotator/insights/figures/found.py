"""How many figures are asked for: few enough to be put in order here, or many."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.insights.figures import keys
from annotator.insights.figures.asking import NESTED, WORDED, asked
from annotator.insights.figures.points import Point, point
from annotator.insights.figures.scope import Scope

FEW = 2000
"""Up to so many are all read, at once; more are read in the order of an index, from a place on."""


@dataclass(frozen=True, slots=True)
class Found:
    """``ids`` is None where there are many. ``units`` are counted whatever unit is asked for, most
    frequent first; among many only in some of them (``sampled``)."""

    ids: list[int] | None
    units: list[tuple[str, int]]
    sampled: bool


class _Row(NamedTuple):
    """``way`` is by which index it was found; ``narrow`` when only one unit was looked for."""

    narrow: bool
    way: int
    id: int
    unit: str


def found(scope: Scope) -> Found:
    """One query."""
    sql = " UNION ALL ".join(f"({select} LIMIT %(most)s)" for select in _selects(scope))
    without = WORDED if scope.words and not scope.speakers else NESTED
    rows = [_Row(*row) for row in asked(sql, scope.values | {"most": FEW + 1}, without)]
    wide, narrow = ([row for row in rows if row.narrow == one] for one in (False, True))
    units = {row.id: row.unit for row in wide}
    counts = Counter(unit for unit in units.values() if unit != keys.UNREAD)
    sampled = _many(wide)
    ids: list[int] | None = [one for one, unit in units.items() if scope.unit in (None, unit)]
    if sampled:
        ids = None if scope.unit is None or _many(narrow) else list({row.id for row in narrow})
    return Found(ids, counts.most_common(), sampled)


def points(ids: Sequence[int]) -> list[Point]:
    """One query."""
    return [point(*row) for row in asked(_POINTS, {"ids": list(ids)}, NESTED)]


def _many(rows: Sequence[_Row]) -> bool:
    ways = Counter(row.way for row in rows)
    return len({row.id for row in rows}) > FEW or any(count > FEW for count in ways.values())


def _selects(scope: Scope) -> Iterator[str]:
    """Whatever the unit, and if one is asked for those that have it, each way by its own index."""
    for way, (tables, conditions) in enumerate(_ways(scope)):
        yield _SELECT.format("false", way, tables, conditions)
        if scope.unit is not None:
            yield _SELECT.format("true", way, tables, f"{conditions} AND {keys.HAS_UNIT}")


def _ways(scope: Scope) -> Iterator[tuple[str, str]]:
    """Words are looked for in figures and in titles apart; a speaker's figures are few enough to
    be read."""
    if scope.speakers:
        yield keys.FROM_SPEAKERS, scope.conditions
    elif scope.words:
        yield keys.FROM_FIGURES, f"{keys.IS_FIGURE} AND {keys.IN_FIGURE}"
        for indexed in ("t.search IS NOT NULL", "t.search IS NULL"):
            yield keys.FROM_FIGURES, f"{keys.IS_FIGURE} AND {keys.IN_TITLE} AND {indexed}"
    else:
        yield keys.FROM_FIGURES, keys.IS_FIGURE


_SELECT = f"SELECT {{}}, {{}}, a.id, {keys.UNIT} {{}} WHERE {{}}"
_POINTS = f"""
SELECT {keys.COLUMNS}
FROM annotations_annotation a
JOIN annotations_annotationset s ON s.id = a.set_id
JOIN articles_article t ON t.id = s.article_id
WHERE a.id = ANY(%(ids)s)
"""  # noqa: S608

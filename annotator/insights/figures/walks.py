"""Figures of which there are many, read in the order of an index from a place on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from annotator.insights.figures import keys
from annotator.insights.figures.asking import ORDERED, asked
from annotator.insights.figures.points import Point, point
from annotator.insights.figures.scope import Scope, Sort
from annotator.insights.visibility import VISIBLE

NEWEST = 1000
"""Among many figures, those of so many sets of the newest articles are drawn."""

How = Literal["after", "at", "before"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list begins; "before" is read backwards."""

    point: Point | None = None
    how: How = "after"

    @property
    def backwards(self) -> bool:
        return self.how == "before"

    @property
    def values(self) -> dict[str, Any]:
        if not self.point:
            return {}
        return {
            "article": self.point.article_id,
            "day": self.point.day,
            "from_unit": self.point.unit,
            "counted": self.point.counted,
            "largest": self.point.largest_first,
            "id": self.point.id,
        }


def walk(
    scope: Scope, place: Place, *, size: int, unit: str, drawn: int
) -> tuple[list[Point], list[Point]]:
    """A page of figures, and as many as are drawn: the newest of a unit that have a date.

    One query.
    """
    page = _by_value(scope, place) if scope.sort == Sort.VALUE else _by_story(scope, place)
    parts_of = enumerate((page, _drawn(scope)))
    sql = " UNION ALL ".join(_PART.format(part=part, rows=rows) for part, rows in parts_of)
    given = {"size": size, "drawn_unit": unit, "drawn": drawn}
    parts: tuple[list[Point], list[Point]] = ([], [])
    for part, *row in asked(sql, scope.values | place.values | given, ORDERED):
        parts[part].append(point(*row))
    return parts


def _by_story(scope: Scope, place: Place) -> str:
    """In the story of the place from there on, then the stories after it."""
    head = _HEADS[scope.sort]
    beyond = ""
    if place.point:
        here, there = _row(head), _row(_VALUES[one] for one in head)
        sign = ">" if place.backwards else "<"
        inside = f"{here} {sign} {there} OR {_beyond(_INSIDE, place)}"
        beyond = f"AND {here} {sign}= {there} AND ({inside})"
    order = _order(head, descending=not place.backwards), _order(_INSIDE, place.backwards)
    return _STORIES.format(conditions=_conditions(scope), beyond=beyond, order=", ".join(order))


def _by_value(scope: Scope, place: Place) -> str:
    return _VALUED.format(
        conditions=_conditions(scope),
        beyond=f"AND {_beyond(_VALUE, place)}" if place.point else "",
        order=_order(_VALUE, place.backwards),
        again=_order(("unit", "largest", "found.id"), place.backwards),
    )


def _drawn(scope: Scope) -> str:
    return _NEWEST.format(conditions=f"{_said(scope)} AND {keys.UNIT} = %(drawn_unit)s")


def _conditions(scope: Scope) -> str:
    return _said(scope) + ("" if scope.unit is None else f" AND {keys.HAS_UNIT}")


def _said(scope: Scope) -> str:
    return scope.conditions + (f" AND {keys.SAID_BY}" if scope.speakers else "")


def _beyond(columns: Sequence[str], place: Place) -> str:
    sign = {"after": ">", "at": ">=", "before": "<"}[place.how]
    return f"{_row(columns)} {sign} {_row(_VALUES[one] for one in columns)}"


def _row(columns: Any) -> str:
    return f"({', '.join(columns)})"


def _order(columns: Sequence[str], descending: bool) -> str:
    return ", ".join(f"{one} DESC" if descending else one for one in columns)


_VALUES = {
    "t.id": "%(article)s",
    keys.DAY: "%(day)s",
    keys.UNIT: "%(from_unit)s",
    keys.COUNTED: "%(counted)s",
    keys.LARGEST: "%(largest)s",
    "a.id": "%(id)s",
}
_HEADS = {Sort.STORY: ("t.id",), Sort.PUBLISHED: (keys.DAY, "t.id")}
_INSIDE = (keys.UNIT, keys.COUNTED, keys.LARGEST, "a.id")
_VALUE = (keys.UNIT, keys.LARGEST, "a.id")
_PART = "(SELECT {part}, id, article_id, day, value FROM ({rows}) AS part)"
_STORIES = f"""
    SELECT {keys.COLUMNS} {keys.FROM_ARTICLES}
    WHERE t.project_id = %(project)s AND {{conditions}} {{beyond}}
    ORDER BY {{order}} LIMIT %(size)s
"""
_NEWEST = f"""
    SELECT {keys.COLUMNS}
    FROM (
        SELECT t.id, t.published, t.title, s.id AS set_id
        FROM articles_article t
        JOIN annotations_annotationset s ON s.article_id = t.id AND {VISIBLE}
        WHERE t.project_id = %(project)s AND {keys.DAY} > ''
        ORDER BY {keys.DAY} DESC, t.id DESC LIMIT {NEWEST}
    ) AS t
    CROSS JOIN LATERAL (
        SELECT a.* FROM annotations_annotation a
        WHERE a.set_id = t.set_id AND {{conditions}} OFFSET 0
    ) AS a
    ORDER BY {keys.DAY} DESC, t.id DESC LIMIT %(drawn)s
"""  # noqa: S608
_VALUED = f"""
    SELECT found.* FROM unnest(%(labels)s::bigint[]) AS one (id)
    CROSS JOIN LATERAL (
        SELECT {keys.COLUMNS}, {keys.UNIT} AS unit, {keys.LARGEST} AS largest
        {keys.FROM_FIGURES}
        WHERE a.label_id = one.id AND {{conditions}} {{beyond}}
        ORDER BY {{order}} LIMIT %(size)s
    ) AS found
    ORDER BY {{again}} LIMIT %(size)s
"""  # noqa: S608

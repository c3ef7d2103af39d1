"""A page of figures, and those to draw, whether there are few or many."""

from dataclasses import dataclass

from annotator.insights.figures import keys
from annotator.insights.figures.asking import asked
from annotator.insights.figures.found import Found, found, points
from annotator.insights.figures.points import Point, in_order, point
from annotator.insights.figures.scope import Scope
from annotator.insights.figures.walks import How, Place, walk

SIZE = 50
DRAWN = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """``count`` is None where there are many. ``unit`` is the one of those that are ``drawn``,
    newest first; ``undrawn`` more of them have a date but no place, None where nobody knows."""

    points: list[Point]
    before: int
    after: int
    count: int | None
    units: list[tuple[str, int]]
    unit: str
    drawn: list[Point]
    undrawn: int | None
    undated: int


def listed(scope: Scope, place_id: int, how: How) -> Listed:
    """Three queries, four from a place on."""
    there = found(scope)
    place = Place(_place(scope, place_id) if place_id else None, how)
    unit = scope.unit if scope.unit is not None else there.units[0][0] if there.units else ""
    return (
        _few(scope, there, place, unit)
        if there.ids is not None
        else _many(scope, there, place, unit)
    )


def _few(scope: Scope, there: Found, place: Place, unit: str) -> Listed:
    ordered = in_order(points(there.ids or ()), scope.sort)
    start = _start(ordered, scope, place)
    page = ordered[start : start + SIZE]
    of_unit = [one for one in ordered if one.quantity and one.unit == unit]
    dated = sorted((one for one in of_unit if one.day), key=lambda one: one.day, reverse=True)
    return Listed(
        points=page,
        before=page[0].id if page and start else 0,
        after=page[-1].id if ordered[start + SIZE :] else 0,
        count=len(ordered),
        units=there.units,
        unit=unit,
        drawn=dated[:DRAWN],
        undrawn=len(dated[DRAWN:]),
        undated=len(of_unit) - len(dated),
    )


def _start(ordered: list[Point], scope: Scope, place: Place) -> int:
    """Where the page begins; the place itself may have gone from among these figures."""
    if not place.point:
        return 0
    others = [one for one in ordered if one.id != place.point.id]
    at = in_order([*others, place.point], scope.sort).index(place.point)
    is_there = len(others) < len(ordered)
    if place.backwards:
        return max(at - SIZE, 0)
    return at + 1 if is_there and place.how == "after" else at


def _many(scope: Scope, there: Found, place: Place, unit: str) -> Listed:
    page, drawn = walk(scope, place, size=SIZE + 1, unit=unit, drawn=DRAWN + 1)
    more, page = len(page) > SIZE, page[:SIZE]
    if place.backwards:
        page.reverse()
    goes_back = more if place.backwards else bool(place.point)
    goes_on = bool(place.point) if place.backwards else more
    return Listed(
        points=page,
        before=page[0].id if page and goes_back else 0,
        after=page[-1].id if page and goes_on else 0,
        count=None,
        units=there.units,
        unit=unit,
        drawn=drawn[:DRAWN],
        undrawn=None,
        undated=0,
    )


def _place(scope: Scope, point_id: int) -> Point | None:
    """A figure that may be seen."""
    rows = asked(_PLACE, scope.values | {"place": point_id})
    return point(*rows[0]) if rows else None


_PLACE = f"""
SELECT {keys.COLUMNS} {keys.FROM_FIGURES} WHERE a.id = %(place)s AND {keys.IS_FIGURE}
"""

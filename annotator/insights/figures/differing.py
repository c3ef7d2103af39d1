"""Which figures of a story exclude each other: of those in one unit, and of the same thing."""

from collections import defaultdict
from collections.abc import Iterable

from annotator import figures
from annotator.insights.figures.points import Point


def differing(points: Iterable[Point]) -> set[int]:
    """The ids of those that can't be true while another of the same story is.

    A number without a unit and of nothing in particular is not compared.
    """
    groups: dict[tuple[int, str, str], list[Point]] = defaultdict(list)
    for one in points:
        if one.quantity and (one.unit or one.counted):
            groups[one.article_id, one.unit, one.counted].append(one)
    return {one.id for group in groups.values() for one in _of_group(group)}


def _of_group(group: list[Point]) -> list[Point]:
    differs = figures.differing([one.quantity for one in group if one.quantity])
    return [one for one, yes in zip(group, differs, strict=True) if yes]

"""Agreement over time and article by article: which articles belong together, and their scores."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from annotator.agreement.spans_f1 import STRICT, one_way
from annotator.insights.agreement.counting import ALL, Counted

FEWEST, MOST = 3, 26
"""Weeks that make a trend; otherwise articles are taken in the order in which they were done."""

STEPS = 12
SMALLEST = 5
"""Articles in a step of that order."""

BINS = 10


@dataclass(frozen=True, slots=True)
class Window:
    """``until`` is included."""

    since: date
    until: date
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    by_week: bool
    windows: tuple[Window, ...]


def trend(counted: Iterable[Counted]) -> Trend:
    """By the day on which the last annotator of an article was done."""
    ordered = sorted(counted, key=lambda one: (one.finished, one.id))
    weeks: defaultdict[date, list[Counted]] = defaultdict(list)
    for one in ordered:
        weeks[_monday(one.finished.date())].append(one)
    if FEWEST <= len(weeks) <= MOST:
        found = (Window(day, day + timedelta(6), tuple(of)) for day, of in weeks.items())
        return Trend(by_week=True, windows=tuple(found))
    return Trend(by_week=False, windows=tuple(_steps(ordered)))


def bins(counted: Iterable[Counted], label: str) -> tuple[list[list[int]], list[int]]:
    """Articles by their strict F1, in tenths; and those in which nobody marked anything."""
    found: list[list[int]] = [[] for _ in range(BINS)]
    none: list[int] = []
    for one in counted:
        value = of_article(one, label)
        if value is None:
            none.append(one.id)
        else:
            found[min(int(value * BINS), BINS - 1)].append(one.id)
    return found, none


def of_article(one: Counted, label: str) -> float | None:
    """The mean strict F1 over its pairs of annotators."""
    return one_way([one.f1], list(one.f1), STRICT, None if label == ALL else label).value


def _steps(ordered: Sequence[Counted]) -> Iterable[Window]:
    count = min(STEPS, len(ordered) // SMALLEST) or bool(ordered)
    for n in range(count):
        some = ordered[n * len(ordered) // count : (n + 1) * len(ordered) // count]
        yield Window(some[0].finished.date(), some[-1].finished.date(), tuple(some))


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())

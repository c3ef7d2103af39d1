"""Where figures stand in the plot."""

from datetime import date

import pytest

from annotator.figures import Quantity
from annotator.insights.figures.axes import day_ticks, number, scale, value_ticks
from annotator.insights.figures.plot import Plot, plot
from annotator.insights.figures.points import Point, day_of


def drawn(
    *said: tuple[str, float, str], counted: str = "people", high: float | None = None
) -> Plot:
    points = [
        Point(n, n, day, Quantity(low, low if high is None else high, sign, "", "people"), True)
        for n, (day, low, sign) in enumerate(said)
    ]
    found = plot(points)
    assert found
    return found


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-11-03", date(2025, 11, 3)),
        ("2025-11-03T10:00:00+02:00", date(2025, 11, 3)),
        ("2025-11-03 10:00", date(2025, 11, 3)),
        ("20251103", date(2025, 11, 3)),
        ("2025-11", date(2025, 11, 1)),
        ("2025", date(2025, 1, 1)),
        ("2025-02-31", date(2025, 2, 1)),
        ("2025-11-99", date(2025, 11, 1)),
        ("", None),
        ("last week", None),
        ("03/11/2025", None),
    ],
)
def test_days_are_read_leniently(published: str, day: date | None):
    assert day_of(published) == day


def test_later_is_further_on_and_more_is_higher():
    marks = drawn(("2025-01-01", 10, "="), ("2025-03-01", 30, "="), ("2025-02-01", 20, "=")).marks
    by_day = sorted(marks, key=lambda mark: mark.point.day)
    assert [mark.x for mark in by_day] == sorted({mark.x for mark in marks})
    assert [mark.y for mark in by_day] == sorted({mark.y for mark in marks}, reverse=True)


def test_the_scale_is_logarithmic_beyond_two_decades():
    assert not drawn(("2025-01-01", 1, "="), ("2025-03-01", 100, "=")).is_log
    wide = drawn(("2025-01-01", 1, "="), ("2025-03-01", 1000, "="), ("2025-02-01", 0, "="))
    assert wide.is_log
    assert [tick.text for tick in wide.y_ticks] == ["0.1", "1", "10", "100", "1,000"]
    assert max(mark.y for mark in wide.marks) == 290  # zero, which has no logarithm
    assert not drawn(("2025-01-01", -1, "="), ("2025-03-01", 1000, "=")).is_log


@pytest.mark.parametrize(("sign", "way"), [(">", "v-"), ("≥", "v-"), ("<", "v1"), ("≤", "v1")])
def test_open_ends_have_an_arrow(sign: str, way: str):
    (mark,) = drawn(("2025-01-01", 10, sign)).marks
    assert way in mark.line


def test_ranges_are_bars_and_single_values_are_not():
    (bar,) = drawn(("2025-01-01", 10, "="), high=20).marks
    assert "V" in bar.line
    assert drawn(("2025-01-01", 10, "≈")).marks[0].line == ""


def test_what_is_counted_has_a_shape_up_to_three_kinds():
    points = [
        Point(n, n, "2025-01-01", Quantity(1, 1, "=", "", f"kind {max(n - 3, 0)}"), True)
        for n in range(8)
    ]
    found = plot(points)
    assert found
    assert (found.series[0].counted, found.series[-1].counted) == ("kind 0", None)
    assert len({one.shape for one in found.series}) == 4


def test_nothing_to_draw():
    assert plot([]) is None
    assert plot([Point(1, 1, "", Quantity(1, 1), True)]) is None
    assert plot([Point(1, 1, "2025-01-01", None, False)]) is None


@pytest.mark.parametrize(
    "values",
    [[0], [5], [-5], [5, 5], [0, 0], [1e18, 1], [-3, 4], [0.001, 0.002], [98, 99], [0, 1e6]],
)
def test_every_scale_holds_its_values_and_has_some_ticks(values: list[float]):
    found = scale(values)
    assert found.low < found.high
    assert all(0 <= found.at(value) <= 1 for value in values)
    ticks = value_ticks(found)
    assert 2 <= len(ticks) <= 8
    assert len({tick.text for tick in ticks}) == len(ticks)


def test_numbers_beside_the_axis():
    assert [number(value) for value in (0, 0.25, 1200, 2.5e9, 1e8, -3e7)] == [
        "0", "0.25", "1,200", "2.5 × 10⁹", "10⁸", "-3 × 10⁷",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        (date(2025, 11, 3), date(2025, 11, 3), ["3 Nov"]),
        (
            date(2025, 11, 3),
            date(2025, 11, 9),
            ["3 Nov", "5 Nov", "7 Nov", "9 Nov"],
        ),
        (date(2025, 1, 3), date(2025, 4, 5), ["Feb 2025", "Mar 2025", "Apr 2025"]),
        (date(2015, 3, 1), date(2020, 3, 1), ["2016", "2017", "2018", "2019", "2020"]),
    ],
)
def test_days_below_the_axis(first: date, last: date, texts: list[str]):
    assert [text for _day, text in day_ticks(first, last)] == texts


def test_all_is_inside():
    found = drawn(("2025-01-01", 10, "<"), ("2025-01-02", 30, ">"), ("2025-01-03", 0, "="))
    assert all(
        found.LEFT < mark.x < found.END and 0 < mark.y <= found.FLOOR for mark in found.marks
    )

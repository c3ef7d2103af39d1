"""Intervals by resampling, and what a score may be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.bootstrap import MAX_GROUPS, interval
from annotator.agreement.scores import (
    Score,
    mean,
    reading_of_alpha,
    undefined,
    with_interval,
)


def share(sums: list[float]) -> float | None:
    return sums[0] / sums[1] if sums[1] else None


def test_of_a_mean_it_is_about_two_standard_errors_to_each_side() -> None:
    rows = [(at % 2, 1) for at in range(400)]
    low, high = interval(rows, share, seed=1)
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_the_seed_decides() -> None:
    rows = [(at * at % 97, 97) for at in range(40)]
    assert interval(rows, share, seed=1) == interval(rows, share, seed=1)
    assert interval(rows, share, seed=1) != interval(rows, share, seed=2)


def test_fractions_are_summed_as_well_as_whole_numbers() -> None:
    whole = [(at, 50) for at in range(50)]
    parts = [(at / 3, 50 / 3) for at in range(50)]
    assert interval(parts, share) == pytest.approx(interval(whole, share))


def test_large_sums_do_not_run_over() -> None:
    rows = [(10.0**13 + at, 10.0**13) for at in range(20)]
    low, high = interval(rows, share)
    assert low == pytest.approx(1)
    assert high == pytest.approx(1)


def test_many_articles_are_resampled_in_groups() -> None:
    rows = [(at % 2, 1) for at in range(MAX_GROUPS * 2 + 1)]
    low, high = interval(rows, share, times=200)
    assert 0.47 < low < 0.5 < high < 0.53


@pytest.mark.parametrize("rows", [[], [(1, 1)], [(0, 0), (0, 0)]])
def test_none_where_there_is_too_little(rows: list[tuple[int, int]]) -> None:
    assert interval(rows, share) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(5, 9)), min_size=2, max_size=20))
def test_in_order_and_within_what_occurs(rows: list[tuple[int, int]]) -> None:
    low, high = interval(rows, share, times=50)
    assert min(a / b for a, b in rows) <= low <= high <= max(a / b for a, b in rows)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_score_is_finite(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Score(value, 1)


def test_a_score_has_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Score(None, 1)
    with pytest.raises(ValueError, match="reason"):
        Score(1.0, 1, "why")
    assert not undefined("why").defined


def test_the_mean_is_of_those_that_are_defined() -> None:
    assert mean([Score(1, 2), undefined("why"), Score(0, 3)], "none") == Score(0.5, 5)
    assert mean([undefined("why")], "none").reason == "none"


def test_an_undefined_score_has_no_interval() -> None:
    assert with_interval(undefined("why"), (0, 1)) == undefined("why")
    assert with_interval(Score(0.5, 1), (0, 1)).high == 1


@pytest.mark.parametrize(
    ("score", "reading"),
    [
        (Score(0.8, 1), "reliable"),
        (Score(0.7, 1), "tentative"),
        (Score(0.5, 1), "unreliable"),
        (undefined("why"), ""),
    ],
)
def test_what_alpha_lets_one_conclude(score: Score, reading: str) -> None:
    assert reading_of_alpha(score) == reading

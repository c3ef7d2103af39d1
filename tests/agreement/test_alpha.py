"""c-α, π, κ and AC1, against published data."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement import metrics
from annotator.agreement.alpha import Unit, alpha, alpha_of_articles
from annotator.agreement.kappas import cohen_kappa, fleiss_kappa, gwet_ac1, scott_pi
from annotator.agreement.scores import Score


def by_observer(*rows: str) -> list[Unit]:
    """A row for each annotator; “_” or “*” where there is no value."""
    return [
        [None if value in "_*" else int(value) for value in unit]
        for unit in zip(*rows, strict=True)
    ]


def table(*rows: Sequence[int]) -> list[Unit]:
    """Units of a contingency table of two annotators."""
    return [[a, b] for a, row in enumerate(rows) for b, n in enumerate(row) for _ in range(n)]


KRIPPENDORFF = by_observer("123321412___", "1233224125_3", "_3332342251_", "12332441251_")
WIKIPEDIA = by_observer("*****34121133*3", "1*213343*******", "**21344*21133*4")
DICHOTOMOUS = by_observer("0100000010", "1110010000")
ARTSTEIN_POESIO = table([46, 0, 0], [6, 32, 6], [0, 0, 10])
COHEN = table([88, 14, 18], [10, 40, 10], [2, 6, 12])
# Fleiss 1971, p. 379: how many of six raters chose each of five categories.
FLEISS = """
    00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
    00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
# Hayes and Krippendorff 2007, p. 84, five observers.
HAYES = """
    112_2 1101_ 2333_ _00_0 000_0 000_0 102_1 1_20_ 222_2 2111_ _100_ 0000_ 1222_ 33223 111_1
    111_1 212_2 1233_ 1101_ 000_0 0011_ 00_00 2333_ 0000_ 12_22 0111_ 00010 1212_ 1122_ 112_2
    110_0 2121_ 22_22 3222_ 222_2 223_2 222_2 22_12 2222_ 111_1
"""


def by_unit(written: str) -> list[Unit]:
    return [[None if value == "_" else int(value) for value in unit] for unit in written.split()]


def fleiss() -> list[Unit]:
    return [[c for c, n in enumerate(unit) for _ in range(int(n))] for unit in FLEISS.split()]


@pytest.mark.parametrize(
    ("units", "metric", "expected"),
    [
        (KRIPPENDORFF, metrics.nominal, 0.743421),
        (KRIPPENDORFF, metrics.ordinal, 0.815388),
        (KRIPPENDORFF, metrics.interval, 0.849107),
        (KRIPPENDORFF, metrics.ratio, 0.797403),
        (WIKIPEDIA, metrics.nominal, 0.691358),
        (WIKIPEDIA, metrics.interval, 0.810845),
        (DICHOTOMOUS, metrics.nominal, 0.0952381),
    ],
)
def test_alpha(units: list[Unit], metric: metrics.Metric, expected: float) -> None:
    assert alpha(units, metric).value == pytest.approx(expected, abs=5e-7)


def test_values_that_can_be_paired_are_counted() -> None:
    assert alpha(KRIPPENDORFF).n == 40


def test_hayes_and_krippendorff_2007() -> None:
    assert alpha(by_unit(HAYES), metrics.ordinal).value == pytest.approx(0.7598, abs=5e-5)


def one_when_checked(a: int, b: int) -> float:
    """Artstein and Poesio 2008: “Chck” (2) is half as far from the others."""
    return 0.0 if a == b else 0.5 if 2 in (a, b) else 1.0


@pytest.mark.parametrize(
    ("measure", "units", "expected", "digits"),
    [
        (scott_pi, ARTSTEIN_POESIO, 0.7995, 5e-5),
        (cohen_kappa, ARTSTEIN_POESIO, 0.8013, 5e-5),
        (alpha, ARTSTEIN_POESIO, 0.800, 6e-4),
        (partial(alpha, metric=metrics.weighted(one_when_checked)), ARTSTEIN_POESIO, 0.8156, 5e-5),
        (fleiss_kappa, fleiss(), 0.430, 5e-4),
        (cohen_kappa, COHEN, 0.492, 5e-4),
        (gwet_ac1, table([80, 7], [8, 5]), 0.808, 5e-4),
        (gwet_ac1, table([8, 1], [0, 1]), 0.8658, 5e-5),
        (scott_pi, table([8, 1], [0, 1]), 0.6078, 5e-5),
    ],
)
def test_published(
    measure: Callable[[list[Unit]], Score], units: list[Unit], expected: float, digits: float
) -> None:
    assert measure(units).value == pytest.approx(expected, abs=digits)


@pytest.mark.parametrize(
    ("measure", "units", "reason"),
    [
        (alpha, [], "Nothing was given a value"),
        (alpha, [[1, None], [None, 2]], "Nothing was given a value"),
        (alpha, [[1, 1], [1, 1]], "Only one value"),
        (cohen_kappa, [], "Nothing was given a value"),
        (cohen_kappa, [[1, 1]], "Only one value"),
        (cohen_kappa, [[1, 1, 2]], "two annotators"),
        (fleiss_kappa, [], "Nothing was given a value"),
        (fleiss_kappa, [[1, 1]], "Only one value"),
        (gwet_ac1, [], "Nothing was given a value"),
        (gwet_ac1, [[1, 1]], "Only one value"),
    ],
)
def test_undefined_says_why(
    measure: Callable[[list[Unit]], Score], units: list[Unit], reason: str
) -> None:
    assert reason in measure(units).reason


def test_a_scheme_of_two_where_one_was_used() -> None:
    assert gwet_ac1([[1, 1], [1, 1]], categories=2).value == 1


def test_over_articles_with_an_interval() -> None:
    articles = [KRIPPENDORFF[at::3] for at in range(3)]
    score = alpha_of_articles(articles, times=200, seed=1)
    assert score.value == pytest.approx(0.743421, abs=5e-7)
    assert score.low is not None
    assert score.high is not None
    assert score.low < score.value < score.high
    assert score == alpha_of_articles(articles, times=200, seed=1)


@given(st.lists(st.lists(st.sampled_from([None, 1, 2, 3]), min_size=3, max_size=3), max_size=12))
def test_never_above_one_and_the_order_of_annotators_does_not_matter(units: list[Unit]) -> None:
    for measure in (alpha, partial(alpha, metric=metrics.ratio), fleiss_kappa, gwet_ac1):
        score = measure(units)
        turned = measure([unit[::-1] for unit in units])
        assert score.value is None or score.value <= 1 + 1e-12
        assert turned.value == pytest.approx(score.value)


@given(st.lists(st.integers(0, 4), max_size=12))
def test_all_the_same_is_one_or_undefined(values: list[int]) -> None:
    units = [[value, value, value] for value in values]
    for metric in (metrics.nominal, metrics.ordinal, metrics.interval, metrics.ratio):
        assert alpha(units, metric).value in (None, 1)
    assert fleiss_kappa(units).value in (None, 1)
    assert gwet_ac1(units).value in (None, 1)


def test_figures_on_both_sides_of_nothing() -> None:
    distance = metrics.ratio({})
    assert (distance(-5, 5), distance(0, 0), distance(0, 3)) == (1, 0, 1)

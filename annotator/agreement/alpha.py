"""Krippendorff's α for values given to the same things: nominal, ordinal, interval, ratio.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2019, §12.3. Any number of
annotators, values may be missing.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import fsum
from typing import Any, TypeAlias

from annotator.agreement.bootstrap import TIMES
from annotator.agreement.bootstrap import interval as bootstrap_interval
from annotator.agreement.metrics import Distance, Metric, nominal
from annotator.agreement.scores import Score, undefined, with_interval

# The values that annotators gave to one thing, one each; None where somebody gave none.
Unit: TypeAlias = Sequence[Any]

NO_PAIRS = "Nothing was given a value by two annotators."
ONE_VALUE = "Only one value was used, so there was nothing to tell apart."


def alpha(units: Sequence[Unit], metric: Metric = nominal) -> Score:
    """1 − D_o / D_e; ``n``: values that can be paired with another's."""
    paired = pairable(units)
    counts = Counter(value for unit in paired for value in unit)
    if reason := _reason(counts):
        return undefined(reason, counts.total())
    distance = metric(counts)
    observed = fsum(_disagreement(unit, distance) for unit in paired) / counts.total()
    return _score(observed, expected_disagreement(counts, distance), counts.total())


def alpha_of_articles(
    articles: Sequence[Sequence[Unit]],
    metric: Metric = nominal,
    *,
    times: int = TIMES,
    seed: int = 0,
) -> Score:
    """The same over the units of several articles, with an interval over articles.

    The expected disagreement is that of all articles in every resample, as in Krippendorff's own
    bootstrap (Hayes and Krippendorff 2007, p. 82).
    """
    score = alpha([unit for units in articles for unit in units], metric)
    if not score.defined:
        return score
    paired = [pairable(units) for units in articles]
    counts = Counter(value for units in paired for unit in units for value in unit)
    distance = metric(counts)
    expected = expected_disagreement(counts, distance)
    rows = [
        (fsum(_disagreement(unit, distance) for unit in units), sum(map(len, units)))
        for units in paired
    ]

    def measure(sums: Sequence[float]) -> float | None:
        return 1 - sums[0] / sums[1] / expected if sums[1] else None

    return with_interval(score, bootstrap_interval(rows, measure, times=times, seed=seed))


def expected_disagreement(counts: "Counter[Any]", distance: Distance) -> float:
    """D_e: the mean δ² over all pairs of values, whoever gave them and whatever to."""
    total = counts.total()
    pairs = combinations(counts.items(), 2)
    return 2 * fsum(n * k * distance(a, b) for (a, n), (b, k) in pairs) / (total * (total - 1))


def pairable(units: Sequence[Unit]) -> list[list[Any]]:
    """The values of every unit that was given two or more."""
    known = ([value for value in unit if value is not None] for unit in units)
    return [values for values in known if len(values) > 1]


def _disagreement(values: Sequence[Any], distance: Distance) -> float:
    """δ² over all pairs of a unit's values, each in both directions / (values − 1)."""
    counted = Counter(values)
    pairs = combinations(counted.items(), 2)
    return 2 * fsum(n * k * distance(a, b) for (a, n), (b, k) in pairs) / (len(values) - 1)


def _reason(counts: "Counter[Any]") -> str:
    if not counts:
        return NO_PAIRS
    return ONE_VALUE if len(counts) == 1 else ""


def _score(observed: float, expected: float, n: int) -> Score:
    return Score(1 - observed / expected, n) if expected else undefined(ONE_VALUE, n)

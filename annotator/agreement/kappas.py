"""Chance-corrected agreement on values without order: π, κ, Fleiss' κ, Gwet's AC1.

Every unit holds the values of one thing, by annotator; None where somebody gave none.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import fsum
from typing import Any

from annotator.agreement.alpha import NO_PAIRS, ONE_VALUE, Unit, pairable
from annotator.agreement.bootstrap import TIMES, interval
from annotator.agreement.scores import Score, undefined, with_interval

_TWO = "Cohen's κ compares two annotators, not more and not fewer."


def cohen_kappa(units: Sequence[Unit]) -> Score:
    """κ of two annotators, each with shares of their own: Cohen 1960, p. 40. ``n``: units."""
    if any(len(unit) != 2 for unit in units):
        return undefined(_TWO)
    both = [(a, b) for a, b in units if a is not None and b is not None]
    first, second = Counter(a for a, _ in both), Counter(b for _, b in both)
    chance = sum(first[value] * second[value] for value in first) / max(1, len(both) ** 2)
    return _corrected(both, chance)


def fleiss_kappa(units: Sequence[Unit]) -> Score:
    """κ of any number, with shares of all together: Fleiss 1971, p. 379; of two it is π.

    Where values are missing, units weigh the same and so do values. ``n``: units.
    """
    known = pairable(units)
    shares = _shares(known)
    return _corrected(known, fsum(share**2 for share in shares))


scott_pi = fleiss_kappa  # Scott 1955, of which Fleiss' κ is the generalisation


def gwet_ac1(units: Sequence[Unit], categories: int | None = None) -> Score:
    """AC1, which stays put where one value prevails: Gwet 2008, BJMSP 61, p. 36–38.

    Chance is Σ π (1 − π) / (q − 1) for q ``categories``: those of the scheme, or if not given
    those that were used. ``n``: units.
    """
    known = pairable(units)
    shares = _shares(known)
    q = max(categories or 0, len(shares))
    chance = fsum(share * (1 - share) for share in shares) / (q - 1) if q > 1 else 1.0
    return _corrected(known, chance)


def ac1_of_articles(
    articles: Sequence[Sequence[Unit]],
    categories: int | None = None,
    *,
    times: int = TIMES,
    seed: int = 0,
) -> Score:
    """AC1 over the units of several articles, with an interval over articles."""
    score = gwet_ac1([unit for units in articles for unit in units], categories)
    if not score.defined:
        return score
    known = [pairable(units) for units in articles]
    values = list(dict.fromkeys(v for units in known for unit in units for v in unit))
    q = max(categories or 0, len(values))

    def measure(sums: Sequence[float]) -> float | None:
        agreeing, units, *counts = sums
        if not units:
            return None
        chance = fsum(n * (sum(counts) - n) for n in counts) / sum(counts) ** 2 / (q - 1)
        return (agreeing / units - chance) / (1 - chance)

    rows = [_row(units, values) for units in known]
    return with_interval(score, interval(rows, measure, times=times, seed=seed))


def _row(units: Sequence[Sequence[Any]], values: Sequence[Any]) -> list[float]:
    """How much agreed, of how many units, and how often each value was given."""
    counts = Counter(value for unit in units for value in unit)
    return [fsum(map(_agreeing, units)), len(units), *(counts[value] for value in values)]


def _shares(known: Sequence[Sequence[Any]]) -> list[float]:
    counts = Counter(value for values in known for value in values)
    return [n / counts.total() for n in counts.values()]


def _observed(known: Sequence[Sequence[Any]]) -> float:
    """The mean share of pairs of annotators who gave one thing the same value."""
    return fsum(_agreeing(values) for values in known) / len(known)


def _agreeing(values: Sequence[Any]) -> float:
    pairs = list(combinations(values, 2))
    return sum(bool(a == b) for a, b in pairs) / len(pairs)


def _corrected(known: Sequence[Sequence[Any]], chance: float) -> Score:
    if not known:
        return undefined(NO_PAIRS)
    if chance >= 1:
        return undefined(ONE_VALUE, len(known))
    return Score((_observed(known) - chance) / (1 - chance), len(known))

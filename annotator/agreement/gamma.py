"""γ: how well several annotators' units can be aligned, against chance; also γ_cat and γ_k.

Mathet, Widlöcher and Métivier, Computational Linguistics 41(3), 2015, and Mathet, Computational
Linguistics 43(4), 2017. For units that may overlap and any number of annotators.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random
from statistics import fmean, pstdev

from annotator.agreement.alignment import Alignment, best_alignment
from annotator.agreement.bootstrap import TIMES, interval
from annotator.agreement.disorder import Dissimilarity, Unit, positional
from annotator.agreement.sampling import Sampler, shuffled
from annotator.agreement.scores import Score, undefined, with_interval

SAMPLES = 30
MOST_SAMPLES = 300
# Of a mean at 95 %.
_CONFIDENCE = 1.96

_TWO = "It takes two annotators of the same article."
_UNMARKED = "Nobody marked anything."
_UNALIGNED = "No two annotators marked anything in nearly the same place."
_NO_CHANCE = "By chance it would look the same."


@dataclass(frozen=True, slots=True)
class Settings:
    """``precision``: the relative error allowed in the expected disorder, at 95 %.

    At least ``samples`` random sets are made, and up to MOST_SAMPLES where it takes more.
    """

    costs: Dissimilarity = field(default_factory=Dissimilarity)
    sampler: Sampler = shuffled
    precision: float = 0.05
    samples: int = SAMPLES
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Aligned:
    """The best alignment of an article's units, and those of random ones (``chance``)."""

    best: Alignment
    chance: tuple[Alignment, ...]
    annotators: int
    settings: Settings

    @property
    def exact(self) -> bool:
        """Whether no alignment was cut short (see ``alignment.best_alignment``)."""
        return self.best.exact and all(one.exact for one in self.chance)


def aligned(
    sets: Sequence[Sequence[Unit]], length: float, settings: Settings | None = None
) -> Aligned:
    """Of one article of ``length`` code points: the units of each annotator, none included."""
    settings = settings or Settings()
    best = best_alignment(sets, settings.costs) if len(sets) > 1 else Alignment((), 0.0, True)
    if not best.groups:
        return Aligned(best, (), len(sets), settings)
    random = Random(settings.seed)  # noqa: S311
    chance = _sampled(sets, length, settings, random, settings.samples)
    more = _needed([_disorder(one, len(sets)) for one in chance], settings.precision) - len(chance)
    chance += _sampled(sets, length, settings, random, more)
    return Aligned(best, tuple(chance), len(sets), settings)


def gamma(found: Aligned) -> Score:
    """1 − δ_best / δ_random; ``n``: units. Units and labels together."""
    return gamma_of_articles([found], times=0)


def gamma_of_articles(articles: Sequence[Aligned], *, times: int = TIMES, seed: int = 0) -> Score:
    """1 − Σ δ_best / Σ δ_random, articles weighing as many as an annotator found units on average.

    With an interval over articles; ``n``: units.
    """
    rows = [_row(one) for one in articles if one.best.groups]
    units = sum(len(group) for one in articles for group in one.best.groups)
    value = _ratio([math.fsum(column) for column in zip(*rows, strict=True)])
    if value is None:
        alone = all(one.annotators < 2 for one in articles)
        return undefined(_TWO if alone else _UNMARKED if not rows else _NO_CHANCE, units)
    return with_interval(Score(value, units), interval(rows, _ratio, times=times, seed=seed))


def gamma_cat(found: Aligned, label: str | None = None, *, as_pygamma: bool = False) -> Score:
    """γ_cat, labels only; with ``label`` γ_k, that one only. ``n``: aligned pairs of units.

    1 − observed / expected share of pairs that differ in label, in each unitary alignment of v
    units weighed with 1/(v − 1) and with how close they are, max(0, 1 − d_pos): Mathet 2017.
    ``as_pygamma``: as that software has it, 1 − α d_pos, and what is not aligned differs too.
    """
    count = _Pairs(label, found, as_pygamma)
    observed, pairs = count.share(found.best)
    if observed is None:
        return undefined(_UNALIGNED, pairs)
    if observed == 0:
        return Score(1.0, pairs)
    shares = [share for share, _ in map(count.share, found.chance) if share is not None]
    expected = fmean(shares) if shares else 0.0
    return Score(1 - observed / expected, pairs) if expected else undefined(_NO_CHANCE, pairs)


class _Pairs:
    """Counts pairs of units that differ in label."""

    def __init__(self, label: str | None, found: Aligned, as_pygamma: bool) -> None:
        self.label = label
        self.annotators = found.annotators
        self.steep = found.settings.costs.alpha if as_pygamma else 1.0
        self.lone = 1.0 if as_pygamma else 0.0

    def share(self, alignment: Alignment) -> tuple[float | None, int]:
        """Which part of the weight is on pairs that differ, and how many pairs there are."""
        differing = weight = 0.0
        pairs = 0
        for group in alignment.groups:
            units = [unit for _, unit in group]
            for a, b in combinations(units, 2):
                if self.label in (None, a.label, b.label):
                    near = max(0.0, 1 - self.steep * positional(a, b)) / (len(units) - 1)
                    differing += near * (a.label != b.label)
                    weight += near
                    pairs += 1
            alone = self._alone(units)
            differing, weight = differing + alone, weight + alone
        return (differing / weight if weight else None), pairs

    def _alone(self, units: Sequence[Unit]) -> float:
        """The weight of pairs of a unit and somebody who has none here."""
        counted = sum(self.label in (None, unit.label) for unit in units)
        return self.lone * counted * (self.annotators - len(units))


def _sampled(
    sets: Sequence[Sequence[Unit]], length: float, settings: Settings, random: Random, count: int
) -> list[Alignment]:
    return [
        best_alignment(settings.sampler(sets, length, random), settings.costs) for _ in range(count)
    ]


def _needed(disorders: Sequence[float], precision: float) -> int:
    """2015, §5.3: (cv · 1.96 / precision)²."""
    mean = fmean(disorders)
    variation = pstdev(disorders) / mean if mean else 0.0
    return min(MOST_SAMPLES, math.ceil((variation * _CONFIDENCE / precision) ** 2))


def _disorder(alignment: Alignment, annotators: int) -> float:
    """Σ unitary disorders / mean number of units of an annotator."""
    return alignment.total * annotators / sum(map(len, alignment.groups))


def _row(one: Aligned) -> tuple[float, float]:
    """Observed and expected, both for as many units as there are."""
    units = sum(map(len, one.best.groups)) / one.annotators
    expected = fmean(_disorder(chance, one.annotators) for chance in one.chance)
    return one.best.total, expected * units


def _ratio(sums: Sequence[float]) -> float | None:
    if not sums or not any(sums):
        return 1.0 if sums else None
    return 1 - sums[0] / sums[1] if sums[1] else None

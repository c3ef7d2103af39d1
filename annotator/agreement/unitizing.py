"""Krippendorff's measures of unitizing: uα, |uα, cuα and (k)uα.

Krippendorff, Mathet, Bouvry and Widlöcher, Quality & Quantity 50, 2016 (with its erratum), as
restated in Krippendorff 2019, Content Analysis, 4th edition, §12.6. They answer: do people mark
the same stretches of a text with the same values? For spans that do not overlap, so layer by
layer (see ``segments.layer``). Letters are the book's: φ is the gap, ℓ a length met by two people,
ε its expectation; ``n`` of every score is the number of articles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from annotator.agreement.bootstrap import TIMES, interval
from annotator.agreement.coincidences import Sums, added
from annotator.agreement.scores import Score, undefined, with_interval
from annotator.agreement.segments import GAP, Value

_UNMARKED = "Nobody marked anything."
_ALL_MARKED = "All of the text was marked, so there is nothing left out to agree about."
_ONE_VALUE = "Only one value was used, so values could not differ."
_NEVER_MET = "No text was marked by two annotators."
_NOT_MET = "Where it was marked, nobody else had marked anything."


def u_alpha(sums: Sums) -> Score:
    """uα, units and values: 1 − (ℓ.. − Σ ℓ_cc) / (ℓ.. − Σ ε_cc).

    ε_ck = ℓ.. · (ℓ_c. ℓ_.k − [c=k] W_c) / (ℓ..² − W).
    """
    if len(sums.values) < 2:
        return undefined(_UNMARKED if sums.values in ((), (GAP,)) else _ONE_VALUE, sums.articles)
    total = sums.total
    observed = total - sum(sums.met.get((c, c), 0) for c in sums.values)
    other = total**2 - sum(sums.of(c) ** 2 for c in sums.values)
    return _score(observed * (total**2 - sum(sums.weights.values())), total * other, sums)


def binary_alpha(sums: Sums) -> Score:
    """|uα, marked or not: 1 − (ℓ_φ. − ℓ_φφ) / (ε_φ. − ε_φφ)."""
    gap, total = sums.of(GAP), sums.total
    if gap in (0, total):
        return undefined(_UNMARKED if gap == total else _ALL_MARKED, sums.articles)
    observed = gap - sums.met.get((GAP, GAP), 0)
    expected = total * gap * (total - gap)
    return _score(observed * (total**2 - sum(sums.weights.values())), expected, sums)


def cu_alpha(sums: Sums) -> Score:
    """cuα, the values of text that two people marked: 1 − (ℓ*.. − Σ ℓ*_cc) / (ℓ*.. − Σ ε*_cc).

    ε*_ck = (ℓ*_c. ℓ*_.k − [c=k] Σ a²) / (ℓ*.. − Σ a² / ℓ*..), where a is the mean length of a
    segment that another annotator marked; the mean is squared, not each other annotator's.
    """
    total = sums.marked_total
    if not total:
        return undefined(_NEVER_MET, sums.articles)
    if len(sums.marked_values) < 2:
        return undefined(_ONE_VALUE, sums.articles)
    observed = total - sum(sums.met.get((c, c), 0) for c in sums.marked_values)
    other = total**2 - sum(sums.marked(c) ** 2 for c in sums.marked_values)
    return _score(observed * (total - sum(sums.shared.values()) / total), other, sums)


def k_alpha(sums: Sums, k: Value) -> Score:
    """(k)uα, one value: 1 − (ε*_.k / ℓ*_.k) · (ℓ*_.k − ℓ*_kk) / (ε*_.k − ε*_kk)."""
    here, total = sums.marked(k), sums.marked_total
    if not here:
        return undefined(_NOT_MET if sums.of(k) else "Nobody used it.", sums.articles)
    if here == total:
        return undefined(_ONE_VALUE, sums.articles)
    observed = here - sums.met.get((k, k), 0)
    expected_share = (total * here - sums.shared.get(k, 0)) / here
    return _score(expected_share * observed, here * (total - here), sums)


def coverage(sums: Sums) -> Score:
    """ℓ*.. / ℓ..: how much of the text cuα rests on."""
    if not sums.total:
        return undefined("No two annotators did the same article.", sums.articles)
    return Score(sums.marked_total / sums.total, sums.articles)


def k_coverage(sums: Sums, k: Value) -> Score:
    """ℓ*_.k / ℓ_.k: how much of what has this value somebody else marked too, if differently."""
    if not sums.of(k):
        return undefined("Nobody used it.", sums.articles)
    return Score(sums.marked(k) / sums.of(k), sums.articles)


def _score(observed: float, expected: float, sums: Sums) -> Score:
    return Score(1 - observed / expected, sums.articles)


@dataclass(frozen=True, slots=True)
class Unitizing:
    """All of them for one layer; ``by_value``: (k)uα and its coverage."""

    u_alpha: Score
    binary_alpha: Score
    cu_alpha: Score
    coverage: Score
    by_value: dict[Value, tuple[Score, Score]]


def unitizing(articles: Sequence[Sums], *, times: int = TIMES, seed: int = 0) -> Unitizing:
    """The measures over several articles as if they were one text, with intervals over articles.

    ``times`` 0: no intervals.
    """
    total = added(articles)
    rows = _Rows(articles)

    def scored(measure: Callable[[Sums], Score]) -> Score:
        score = measure(total)
        ends = rows.interval(measure, times, seed) if score.defined else None
        return with_interval(score, ends)

    marked = [value for value in total.values if value is not GAP]
    return Unitizing(
        scored(u_alpha),
        scored(binary_alpha),
        scored(cu_alpha),
        coverage(total),
        {k: (scored(partial(k_alpha, k=k)), k_coverage(total, k)) for k in marked},
    )


class _Rows:
    """Sums as rows of numbers, for the bootstrap, and back."""

    def __init__(self, articles: Sequence[Sums]) -> None:
        total = added(articles)
        self.met, self.weights, self.shared = (
            list(total.met),
            list(total.weights),
            list(total.shared),
        )
        self.rows = [self._row(one) for one in articles]

    def interval(
        self, measure: Callable[[Sums], Score], times: int, seed: int
    ) -> tuple[float, float] | None:
        return interval(
            self.rows, lambda row: measure(self._sums(row)).value, times=times, seed=seed
        )

    def _row(self, sums: Sums) -> list[float]:
        return [
            *(sums.met.get(pair, 0) for pair in self.met),
            *(sums.weights.get(value, 0) for value in self.weights),
            *(sums.shared.get(value, 0) for value in self.shared),
        ]

    def _sums(self, row: Sequence[float]) -> Sums:
        numbers = iter(row)
        return Sums(
            1,
            {pair: n for pair in self.met if (n := next(numbers))},
            {value: next(numbers) for value in self.weights},
            {value: next(numbers) for value in self.shared},
        )

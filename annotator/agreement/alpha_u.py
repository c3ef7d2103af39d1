"""The older α_U of Krippendorff 1995 and 2004, for who compares with INCEpTION or DKPro.

Krippendorff, Sociological Methodology 25, 1995, and Content Analysis, 2nd edition, 2004, p. 251–
254. Squared distances between units that overlap, category by category; not uα (see
``unitizing``), with which its numbers have nothing in common. All in code points.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations

from annotator.agreement.scores import Score, undefined
from annotator.agreement.segments import GAP, Segment, Value, filled

# For every annotator the units, which may be empty (start = end); of one value they do not overlap.
Observers = Sequence[Sequence[Segment]]

_ALONE = "It takes two annotators."
_UNMARKED = "Nobody marked anything."


def alpha_u(length: int, observers: Observers, value: Value) -> Score:
    """1 − D_o / D_e of one category; 0 where nothing has any length. ``n``: units."""
    units = sum(one.value == value for row in observers for one in row)
    if reason := _reason(observers, units):
        return undefined(reason, units)
    observed = observed_disagreement(length, observers, value)
    return _score(observed, expected_disagreement(length, observers, value), units)


def overall_alpha_u(length: int, observers: Observers) -> Score:
    """1 − Σ D_o / Σ D_e over all categories; 0 where nothing has any length. ``n``: units."""
    units = sum(map(len, observers))
    if reason := _reason(observers, units):
        return undefined(reason, units)
    values = list(dict.fromkeys(one.value for row in observers for one in row))
    observed = sum(observed_disagreement(length, observers, value) for value in values)
    expected = sum(expected_disagreement(length, observers, value) for value in values)
    return _score(observed, expected, units)


def observed_disagreement(length: int, observers: Observers, value: Value) -> float:
    """D_o of one category, 2004 p. 253: Σ δ² over ordered pairs of annotators / (m(m−1) L²)."""
    rows = [_row(row, length, value) for row in observers]
    total = sum(
        distance(one, other) for a, b in combinations(rows, 2) for one, other in _meeting(a, b)
    )
    return 2 * total / (len(rows) * (len(rows) - 1) * length**2)


def distance(a: Segment, b: Segment) -> int:
    """δ² of two segments that overlap: of two units, of a unit within a gap, else 0."""
    if a.value is not GAP and b.value is not GAP:
        return (a.start - b.start) ** 2 + (a.end - b.end) ** 2
    for unit, gap in ((a, b), (b, a)):
        if unit.value is not GAP and gap.start <= unit.start and unit.end <= gap.end:
            return (unit.end - unit.start) ** 2
    return 0


def expected_disagreement(length: int, observers: Observers, value: Value) -> float:
    """D_e of one category, 2004 p. 254, over all ways to lay its N units ℓ into the text.

    (2/L) Σ_ℓ [ (N−1)/3 · (2ℓ³ − 3ℓ² + ℓ) + ℓ² Σ_gaps≥ℓ (gap − ℓ + 1) ] / (mL(mL−1) − Σ ℓ(ℓ−1)).
    """
    rows = [_row(row, length, value) for row in observers]
    units = [one.end - one.start for row in rows for one in row if one.value is not GAP]
    gaps = _Gaps([one.end - one.start for row in rows for one in row if one.value is GAP])
    total = sum(
        (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * gaps.room(size)
        for size in units
    )
    places = len(rows) * length
    ways = places * (places - 1) - sum(size * (size - 1) for size in units)
    return 2 * total / length / ways


class _Gaps:
    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sorted(sizes)
        self.sums = [0, *accumulate(self.sizes)]

    def room(self, size: int) -> int:
        """In how many places a unit of this size fits into one of the gaps."""
        first = bisect_left(self.sizes, size)
        count = len(self.sizes) - first
        return self.sums[-1] - self.sums[first] - count * (size - 1)


def _row(row: Sequence[Segment], length: int, value: Value) -> list[Segment]:
    """Units of one category with the gaps between them; empty ones weigh nothing."""
    return filled(sorted(one for one in row if one.value == value and one.start < one.end), length)


def _meeting(a: Sequence[Segment], b: Sequence[Segment]) -> Iterator[tuple[Segment, Segment]]:
    i = j = 0
    while i < len(a) and j < len(b):
        yield a[i], b[j]
        first, second = a[i].end, b[j].end
        i += first <= second
        j += second <= first


def _reason(observers: Observers, units: int) -> str:
    if len(observers) < 2:
        return _ALONE
    return "" if units else _UNMARKED


def _score(observed: float, expected: float, units: int) -> Score:
    return Score(1 - observed / expected if expected else 0.0, units)

"""How far apart two values are, for α: Krippendorff 2011, Computing Krippendorff's
Alpha-Reliability, part D, and 2019, §12.3.

A metric is made of how often each value occurs and gives δ²(c, k): 0 for equal ones.
"""

from collections.abc import Callable, Hashable, Mapping
from itertools import accumulate
from typing import Any, TypeAlias

Counts: TypeAlias = Mapping[Any, float]
Distance: TypeAlias = Callable[[Any, Any], float]
Metric: TypeAlias = Callable[[Counts], Distance]


def nominal(_counts: Counts) -> Distance:
    """1 for values that differ; any hashable values."""
    return _differ


def ordinal(counts: Counts) -> Distance:
    """(n_c/2 + values between + n_k/2)²; values that can be put in order."""
    ordered = sorted(counts)
    before = dict(zip(ordered, accumulate((counts[c] for c in ordered), initial=0), strict=False))
    middle = {c: before[c] + counts[c] / 2 for c in ordered}
    return lambda c, k: (middle[c] - middle[k]) ** 2


def interval(_counts: Counts) -> Distance:
    """(c − k)²; numbers."""
    return lambda c, k: float((c - k) ** 2)


def ratio(_counts: Counts) -> Distance:
    """((c − k) / (c + k))²; numbers. Those on both sides of 0 are 1 apart."""
    return lambda c, k: float(((c - k) / (abs(c) + abs(k))) ** 2) if c != k else 0.0


def weighted(distance: Distance) -> Metric:
    """A distance of one's own as a metric, with values between 0 and 1 as weighted α has it."""
    return lambda _counts: distance


def _differ(c: Hashable, k: Hashable) -> float:
    return float(c != k)

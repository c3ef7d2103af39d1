"""Whether figures can all be true: what each leaves open, as an interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from annotator.figures.quantity import Quantity

ABOUT = 0.1
"""“About 1,200” is not contradicted by what is at most a tenth of it away."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What may be, from ``low`` to ``high``; an ``open`` end is not part of it."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


def interval(quantity: Quantity) -> Interval:
    """What would not contradict a figure. Where that is vague, rather more than less:
    “tens of thousands” has no upper end."""
    low, high = quantity.low, quantity.high
    if quantity.comparator in (">", "≥"):
        return Interval(low, inf, low_open=quantity.comparator == ">")
    if quantity.comparator in ("<", "≤"):
        return Interval(-inf, high, high_open=quantity.comparator == "<")
    if quantity.comparator == "≈":
        return Interval(low - abs(low) * ABOUT, high + abs(high) * ABOUT)
    return Interval(low, high)


def can_both_be_true(one: Quantity, other: Quantity) -> bool:
    """Of figures in the same unit, and of the same thing."""
    first, second = interval(one), interval(other)
    return not (_below(first, second) or _below(second, first))


def differing(quantities: Sequence[Quantity]) -> list[bool]:
    """For each figure whether there is one among them that excludes it.

    Only the interval that ends first and the one that begins last have to be looked at.
    """
    found = [interval(one) for one in quantities]
    if not found:
        return []
    first = min(found, key=lambda one: (one.high, not one.high_open))
    last = max(found, key=lambda one: (one.low, one.low_open))
    return [_below(first, one) or _below(one, last) for one in found]


def _below(one: Interval, other: Interval) -> bool:
    """Whether all of one is less than all of the other."""
    touches_open = one.high == other.low and (one.high_open or other.low_open)
    return one.high < other.low or touches_open

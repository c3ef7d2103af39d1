"""A number with what stands behind it, or why there is none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

# Krippendorff 2019, ch. 12: conclusions may rest on α of .800, tentative ones on .667. They hold
# for α and for no other measure.
RELIABLE = 0.800
TENTATIVE = 0.667


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` is None if it is undefined, and then ``reason`` is a sentence; never NaN.

    ``n``: how many things it rests on, of the kind that the function says. ``low`` and ``high``:
    the ends of its interval, where one was computed.
    """

    value: float | None
    n: int
    reason: str = ""
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.reason):
            raise ValueError("A score has a value, or a reason why it has none.")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError("A score is a finite number.")

    @property
    def defined(self) -> bool:
        """Whether there is a number."""
        return self.value is not None


def undefined(reason: str, n: int = 0) -> Score:
    """No number, and why."""
    return Score(None, n, reason)


def mean(scores: Sequence[Score], reason: str) -> Score:
    """The plain mean of those that are defined; ``n`` is the sum of what they rest on."""
    known = [score for score in scores if score.value is not None]
    if not known:
        return undefined(reason)
    values = [score.value for score in known if score.value is not None]
    return Score(math.fsum(values) / len(values), sum(score.n for score in known))


def with_interval(score: Score, ends: tuple[float, float] | None) -> Score:
    """The same with an interval, if there is one."""
    if ends is None or score.value is None:
        return score
    return replace(score, low=ends[0], high=ends[1])


def reading_of_alpha(score: Score) -> str:
    """What Krippendorff lets one conclude: "reliable", "tentative", "unreliable" or ""."""
    if score.value is None:
        return ""
    if score.value >= RELIABLE:
        return "reliable"
    return "tentative" if score.value >= TENTATIVE else "unreliable"

"""The counts and scores of SemEval-2013 task 9.1: one set held against a true one.

Segura-Bedmar, Martínez and Herrero-Zazo 2013; counts as in MUC-5 (Chinchor and Sundheim 1993).
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from annotator.agreement.matching import match
from annotator.agreement.model import Span
from annotator.agreement.scores import Score, undefined

STRICT, EXACT, PARTIAL, TYPE = SCHEMES = ("strict", "exact", "partial", "type")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many spans are right, wrong, half right, not found, and found for nothing."""

    correct: int = 0
    incorrect: int = 0
    partial: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Those of several articles, for micro-averages."""
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def possible(self) -> int:
        """Spans of the true set."""
        return self.correct + self.incorrect + self.partial + self.missing

    @property
    def actual(self) -> int:
        """Spans of the set that is held against it."""
        return self.correct + self.incorrect + self.partial + self.spurious

    @property
    def precision(self) -> Score:
        """(COR + ½ PAR) / ACT; there are no partial ones but in the scheme PARTIAL."""
        return _share(self._credit, self.actual, "The set that is measured has no spans.")

    @property
    def recall(self) -> Score:
        """(COR + ½ PAR) / POS."""
        return _share(self._credit, self.possible, "The true set has no spans.")

    @property
    def f1(self) -> Score:
        """2PR/(P+R), which is 2 (COR + ½ PAR) / (ACT + POS)."""
        both = self.actual + self.possible
        return _share(2 * self._credit, both, "Neither set has spans.")

    @property
    def _credit(self) -> float:
        return self.correct + self.partial / 2


def counts(true: Sequence[Span], measured: Sequence[Span], scheme: str) -> Counts:
    """One matching decides for every scheme which spans are held against each other.

    What overlaps is matched whatever its label, one-to-one (see ``matching.match``).
    """
    found = match(true, measured)
    sorts = [_sort(true[one.a], measured[one.b], scheme) for one in found.matches]
    return Counts(*_tally(sorts), missing=len(found.only_a), spurious=len(found.only_b))


def _sort(true: Span, measured: Span, scheme: str) -> str:
    same = true.fragments == measured.fragments
    if scheme == PARTIAL:
        return "correct" if same else "partial"
    right = {
        STRICT: same and true.label == measured.label,
        EXACT: same,
        TYPE: true.label == measured.label,
    }
    return "correct" if right[scheme] else "incorrect"


def _tally(sorts: Iterable[str]) -> tuple[int, int, int]:
    sorts = list(sorts)
    return sorts.count("correct"), sorts.count("incorrect"), sorts.count("partial")


def _share(part: float, whole: int, reason: str) -> Score:
    return Score(part / whole, whole) if whole else undefined(reason)

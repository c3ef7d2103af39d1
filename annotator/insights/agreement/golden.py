"""Each annotator held against the gold sets: precision and recall, label by label."""

from collections.abc import Sequence
from typing import cast

from annotator.agreement.bootstrap import interval
from annotator.agreement.scores import Score, undefined, with_interval
from annotator.agreement.spans_f1 import STRICT, Tallies
from annotator.insights.agreement.counting import ALL, Counted
from annotator.insights.agreement.numbers import Plain, plain

_NOTHING_MARKED = "The annotator marked nothing of this kind."
_NOTHING_THERE = "The gold sets have nothing of this kind."


def against_gold(counted: Sequence[Counted], labels: Sequence[str]) -> list[Plain]:
    """By person and label, strictly: the same characters and label."""
    people = sorted({cast(int, who) for one in counted for who in one.gold})
    return [_of(counted, who, label) for who in people for label in (ALL, *labels)]


def _of(counted: Sequence[Counted], who: int, label: str) -> Plain:
    rows = [_row(one.gold[who], label) for one in counted if who in one.gold]
    return {
        "who": who,
        "label": label,
        "articles": len(rows),
        "precision": plain(_share(rows, 1, _NOTHING_MARKED)),
        "recall": plain(_share(rows, 2, _NOTHING_THERE)),
    }


def _row(tallies: Tallies, label: str) -> tuple[float, int, int]:
    """Of the same characters and label; of the annotator; of the gold set."""
    return tallies.get((STRICT, label or None), (0.0, 0, 0))


def _share(rows: Sequence[tuple[float, int, int]], of: int, reason: str) -> Score:
    right, whole = sum(row[0] for row in rows), sum(row[of] for row in rows)
    if not whole:
        return undefined(reason)

    def measure(sums: Sequence[float]) -> float | None:
        return sums[0] / sums[of] if sums[of] else None

    return with_interval(Score(right / whole, int(whole)), interval(rows, measure))

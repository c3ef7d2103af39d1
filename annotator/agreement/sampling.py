"""Random annotators, to learn what alignments cost by chance.

Two ways: by shuffling what there is (Mathet, Widlöcher and Métivier 2015, §5.2, and the authors'
own software), or by drawing units with like lengths, gaps and labels (pygamma-agreement, Titeux
and Riad 2021).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from statistics import fmean, pstdev
from typing import TypeAlias

from annotator.agreement.disorder import Unit

Sets: TypeAlias = Sequence[Sequence[Unit]]
# From the sets, the length of the text and a source of chance to as many random sets.
Sampler: TypeAlias = Callable[[Sets, float, Random], list[list[Unit]]]

_SHORTEST = 1e-6


def shuffled(sets: Sets, length: float, random: Random) -> list[list[Unit]]:
    """Each random annotator is a real one, chosen by chance, moved round the end of the text.

    Moves are whole numbers, and differ by more than half the mean length of a unit as long as the
    text has room for that.
    """
    shortest = fmean(unit.end - unit.start for units in sets for unit in units) / 2
    room: list[tuple[float, float]] = [(0.0, length)]
    found: list[list[Unit]] = []
    for _ in sets:
        by = _somewhere(room, length, random)
        room = _without(room, by - shortest, by + shortest)
        found.append([_moved(unit, by, length) for unit in random.choice(sets)])
    return found if any(found) else shuffled(sets, length, random)


def drawn(sets: Sets, _length: float, random: Random) -> list[list[Unit]]:
    """Number of units, their lengths and the gaps between them are drawn from normal distributions
    with the mean and deviation of the real ones, labels as often as they occur."""
    real = [unit for units in sets for unit in units]
    labels = [unit.label for unit in real]
    lengths = [unit.end - unit.start for unit in real]
    draw = _Draw(random, lengths, _gaps(sets), [len(units) for units in sets])
    found: list[list[Unit]] = []
    for _ in sets:
        least = 0 if any(found) else 1
        found.append(draw.units(least, labels))
    return found


class _Draw:
    def __init__(
        self,
        random: Random,
        lengths: Sequence[float],
        gaps: Sequence[float],
        counts: Sequence[int],
    ) -> None:
        self.random = random
        self.length = fmean(lengths), pstdev(lengths)
        self.gap = fmean(gaps), pstdev(gaps)
        self.count = fmean(counts), pstdev(counts)

    def units(self, least: int, labels: Sequence[str]) -> list[Unit]:
        found: list[Unit] = []
        at = 0.0
        for _ in range(max(least, abs(int(self.random.gauss(*self.count))))):
            start = at + self.random.gauss(*self.gap)
            at = start + max(_SHORTEST, abs(self.random.gauss(*self.length)))
            found.append(Unit(start, at, self.random.choice(labels)))
        return found


def _gaps(sets: Sets) -> list[float]:
    """Between the units of one annotator and before the first; 0 among them, as in pygamma."""
    gaps = [0.0]
    for units in sets:
        ordered = sorted(units)
        gaps += [b.start - a.end for a, b in pairwise(ordered)]
        gaps += [one.start for one in ordered[:1] if one.start > 0]
    return gaps


def _somewhere(room: Sequence[tuple[float, float]], length: float, random: Random) -> float:
    if not room:
        return random.uniform(0, length)
    start, end = random.choices(room, weights=[end - start for start, end in room])[0]
    return int(random.uniform(start, end))


def _without(
    room: Sequence[tuple[float, float]], start: float, end: float
) -> list[tuple[float, float]]:
    parts = [part for a, b in room for part in ((a, min(b, start)), (max(a, end), b))]
    return [(a, b) for a, b in parts if a < b]


def _moved(unit: Unit, by: float, length: float) -> Unit:
    shift = by - length if unit.start + by > length else by
    return Unit(unit.start + shift, unit.end + shift, unit.label)

"""The best alignment of several annotators' units: every unit in one unitary alignment.

Of Mathet, Widlöcher and Métivier 2015, §5.1, who solve it as an integer program. Here two
annotators are an assignment, which is solved exactly at any size; of more, a sweep over the text
keeps for every set of later units that may be taken already the cheapest way to get there. That
is exact while no more than ``width`` such sets are open at one place; beyond, the worst are
dropped, which is the windowed variant for long and crowded texts. A solver library would be 20 MB
and more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, sqrt

from annotator.agreement.assignment import best_assignment
from annotator.agreement.disorder import EMPTY, Dissimilarity, Unit, unitary_disorder
from annotator.agreement.packing import Group, sweep, with_singles

# Above so many units of an annotator on average exactness can take minutes where they are crowded.
# Random crowded texts: the narrow sweep finds the best, or misses it by up to 0.2 %.
MANY = 30
WIDE, NARROW = 1_000, 100
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Alignment:
    """``groups``: for each unitary alignment its units, by annotator's place.

    ``total``: the sum of unitary disorders, in Δ. ``exact``: whether no other can be better.
    """

    groups: tuple[tuple[tuple[int, Unit], ...], ...]
    total: float
    exact: bool


def best_alignment(
    sets: Sequence[Sequence[Unit]], costs: Dissimilarity, width: int | None = None
) -> Alignment:
    """Of the units of two annotators or more; ``width`` is WIDE or NARROW if not given."""
    width = width or (WIDE if sum(map(len, sets)) <= MANY * len(sets) else NARROW)
    nodes = sorted(
        ((who, unit) for who, units in enumerate(sets) for unit in units),
        key=lambda node: (node[1], node[0]),
    )
    choices = _Choices(nodes, len(sets), costs)
    if len(sets) == 2:
        chosen, exact = _of_two(choices), True
    else:
        chosen, exact = sweep(len(nodes), choices.savings, width)
    groups = tuple(tuple(nodes[at] for at in sorted(group)) for group in sorted(chosen))
    disorders = (
        unitary_disorder([unit for _, unit in group], len(sets), costs) for group in groups
    )
    return Alignment(groups, sum(disorders), exact)


# An annotator's place, and a unit.
Node = tuple[int, Unit]


class _Choices:
    """Which groups could pay, and how much each saves against leaving its units alone."""

    def __init__(self, nodes: Sequence[Node], annotators: int, costs: Dissimilarity) -> None:
        self.nodes = nodes
        self.pairs = annotators * (annotators - 1) / 2
        # A unit that costs a group more than this is better left alone.
        self.limit = (self.pairs + annotators - 1) * EMPTY + _TINY
        self.near = [dict(self._near(at, costs)) for at in range(len(nodes))]
        self.savings: dict[Group, float] = {}
        for at, later in enumerate(self.near):
            self._grow((at,), (0.0,), list(later))

    def _near(self, at: int, costs: Dissimilarity) -> Iterator[tuple[int, float]]:
        """Later units of others that may be in a group with it, and their dissimilarities."""
        who, one = self.nodes[at]
        reach = sqrt(self.limit / costs.alpha) if costs.alpha else inf
        longest = max(unit.end - unit.start for _, unit in self.nodes)
        furthest = one.start + reach * (one.end - one.start + longest)
        for other in range(at + 1, len(self.nodes)):
            owner, unit = self.nodes[other]
            if unit.start > furthest:
                return
            if owner != who and (apart := costs.of(one, unit)) <= self.limit:
                yield other, apart

    def _grow(self, group: Group, apart: tuple[float, ...], later: Sequence[int]) -> None:
        """Notes every group that begins with this one; ``apart``: of each unit from the others."""
        for place, new in enumerate(later):
            steps = [self.near[at].get(new, inf) for at in group]
            sums = (*(sum(pair) for pair in zip(apart, steps, strict=True)), sum(steps))
            if max(sums) <= self.limit:
                bigger = (*group, new)
                self._note(bigger, sums)
                self._grow(bigger, sums, later[place + 1 :])

    def _note(self, group: Group, apart: tuple[float, ...]) -> None:
        size = len(group)
        missed = self.pairs - size * (size - 1) / 2
        saving = size * EMPTY - (sum(apart) / 2 + missed * EMPTY) / self.pairs
        if saving >= -_TINY and max(apart) <= (self.pairs + size - 1) * EMPTY + _TINY:
            # Of two that cost the same the one with fewer groups, as the published example has it.
            self.savings[group] = max(0.0, saving) + (size - 1) * _TINY


def _of_two(choices: _Choices) -> list[Group]:
    by_owner = {
        (a, b) if choices.nodes[a][0] == 0 else (b, a): saving
        for (a, b), saving in choices.savings.items()
    }
    chosen = [tuple(sorted(pair)) for pair in best_assignment(by_owner)]
    return with_singles(chosen, len(choices.nodes))

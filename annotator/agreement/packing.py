"""Which groups to choose, none sharing a member, so that they save most: weighted set packing.

Members lie on a line and groups hold neighbours, so a sweep decides member by member and keeps,
for every set of later members that are taken already, only the best way there. Prices on members
(a solution of the dual linear program) say how much any way can still save; what cannot catch up
with the best known way is dropped. That keeps the answer exact. Only where more than ``width``
sets are open at once are the least promising ones dropped too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import inf
from typing import TypeAlias

_FIRST_WIDTH = 16
_ROUNDS = 4
_TINY = 1e-12

# Members, ascending.
Group: TypeAlias = tuple[int, ...]
# For the members that are taken, as bits: what was lost against the prices, and the groups so far.
_States: TypeAlias = dict[int, tuple[float, "_Chain | None"]]


def sweep(count: int, savings: Mapping[Group, float], width: int) -> tuple[list[Group], bool]:
    """All of ``count`` members in groups, those left over alone; and whether it is surely best.

    ``savings``: of groups of two or more, positive; being alone saves nothing.
    """
    losses = _losses(count, savings)
    found = _swept(losses, _FIRST_WIDTH, inf)
    if found.exact:
        return _groups(found.chain), True
    again = _swept(losses, width, found.loss)
    best = min(again, found, key=lambda one: one.loss)
    return _groups(best.chain), again.exact


def with_singles(chosen: Sequence[Group], count: int) -> list[Group]:
    """The same and all members that are in none, each alone."""
    taken = {at for group in chosen for at in group}
    return [*chosen, *((at,) for at in range(count) if at not in taken)]


@dataclass(frozen=True, slots=True)
class _Chain:
    group: Group
    before: "_Chain | None"


@dataclass(frozen=True, slots=True)
class _Found:
    loss: float
    chain: _Chain | None
    exact: bool


@dataclass(frozen=True, slots=True)
class _Option:
    """A group by its first member: the others as bits, and what is lost by choosing it."""

    group: Group
    others: int
    loss: float


def _losses(count: int, savings: Mapping[Group, float]) -> list[list[_Option]]:
    """By first member the groups that begin with it, the least loss first."""
    prices = _prices(count, savings)
    options = [[_Option((at,), 0, price)] for at, price in enumerate(prices)]
    for group, saving in savings.items():
        others = sum(1 << at for at in group[1:])
        loss = max(0.0, sum(prices[at] for at in group) - saving)
        options[group[0]].append(_Option(group, others, loss))
    return [sorted(of, key=lambda option: option.loss) for of in options]


def _prices(count: int, savings: Mapping[Group, float]) -> list[float]:
    """Such that no group saves more than the prices of its members together; low in all."""
    prices = [0.0] * count
    groups_of: defaultdict[int, list[tuple[Group, float]]] = defaultdict(list)
    for group, saving in savings.items():
        for at in group:
            groups_of[at].append((group, saving))
            prices[at] = max(prices[at], saving / len(group))
    for turn in range(_ROUNDS):
        for at in range(count) if turn % 2 else reversed(range(count)):
            needed = (s - sum(prices[o] for o in g) + prices[at] for g, s in groups_of[at])
            prices[at] = max(0.0, max(needed, default=0.0))
    return prices


def _swept(losses: Sequence[Sequence[_Option]], width: int, most: float) -> _Found:
    """The way of least loss, if it is no more than ``most``."""
    states: _States = {0: (0.0, None)}
    exact = True
    for at, options in enumerate(losses):
        states = _stepped(states, 1 << at, options, most + _TINY)
        if len(states) > width:
            exact = False
            states = dict(nsmallest(width, states.items(), key=lambda item: (item[1][0], item[0])))
    loss, chain = states.get(0, (inf, None))
    return _Found(loss, chain, exact)


def _stepped(states: _States, bit: int, options: Sequence[_Option], most: float) -> _States:
    found: _States = {}
    for taken, (loss, chain) in states.items():
        if taken & bit:
            _keep(found, taken ^ bit, loss, chain)
            continue
        for option in options:
            if (total := loss + option.loss) > most:
                break
            if not taken & option.others:
                _keep(found, taken | option.others, total, _Chain(option.group, chain))
    return found


def _keep(states: _States, taken: int, loss: float, chain: _Chain | None) -> None:
    if taken not in states or loss < states[taken][0]:
        states[taken] = loss, chain


def _groups(chain: _Chain | None) -> list[Group]:
    found = []
    while chain is not None:
        found.append(chain.group)
        chain = chain.before
    return found[::-1]

"""Groups of articles dealt out by shares, with every label in the same shares as far as can be.

Iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011) over groups: the label that is
left in the fewest articles is dealt out first, each group to where most of it is still wanted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Protocol

Wanted = list[float]
"""How many more articles each split should get."""


class Labelled(Protocol):
    @property
    def uid(self) -> str: ...

    @property
    def labels(self) -> frozenset[str]: ...


def deal(groups: Sequence[Sequence[Labelled]], shares: Sequence[int], seed: int) -> list[int]:
    """The number of the split of each group."""
    return _Dealing(groups, shares, seed).dealt()


class _Dealing:
    def __init__(
        self, groups: Sequence[Sequence[Labelled]], shares: Sequence[int], seed: int
    ) -> None:
        self._counts = [Counter(label for one in group for label in one.labels) for group in groups]
        self._sizes = [len(group) for group in groups]
        self._keys = [_key(group, seed) for group in groups]
        self._sides = [place for place, share in enumerate(shares) if share]
        self._left: Counter[str] = sum(self._counts, Counter())
        self._wanted = {
            label: [number * share / 100 for share in shares]
            for label, number in {**self._left, "": sum(self._sizes)}.items()
        }
        self._dealt: dict[int, int] = {}

    def dealt(self) -> list[int]:
        while label := self._rarest():
            self._deal(label, (n for n, own in enumerate(self._counts) if own[label]))
            del self._left[label]
        self._deal("", range(len(self._sizes)))
        return [self._dealt[number] for number in range(len(self._sizes))]

    def _rarest(self) -> str:
        """Of the labels that are not dealt out; the name decides between equals."""
        return min(self._left, key=lambda label: (self._left[label], label), default="")

    def _deal(self, label: str, numbers: Iterable[int]) -> None:
        """Large groups first, because later they fit nowhere; equals in the order of the seed."""
        waiting = [number for number in numbers if number not in self._dealt]
        for number in sorted(waiting, key=lambda n: (-self._sizes[n], self._keys[n])):
            self._give(number, self._best(label, self._keys[number]))

    def _best(self, label: str, key: bytes) -> int:
        """Where most of it is wanted, then most articles; between equals chance decides."""
        turn = key[0] % len(self._sides)
        sides = self._sides[turn:] + self._sides[:turn]
        return max(sides, key=lambda side: (self._wanted[label][side], self._wanted[""][side]))

    def _give(self, number: int, side: int) -> None:
        self._dealt[number] = side
        self._wanted[""][side] -= self._sizes[number]
        for label, count in self._counts[number].items():
            self._wanted[label][side] -= count
            self._left[label] -= count


def _key(group: Sequence[Labelled], seed: int) -> bytes:
    """As good as chance, and the same for the same articles in any order."""
    first = min(one.uid for one in group)
    return blake2b(f"{seed}\n{first}".encode(), digest_size=16).digest()

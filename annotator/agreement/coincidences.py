"""How much text any two annotators of an article gave which values: what uα is made of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from annotator.agreement.segments import GAP, Segment, Value, filled


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one article, or of several added up; in code points.

    ``met``: ℓ_ck by the two values. ``weights``: W_c by value, |S|² of segments and |S| of gaps.
    ``shared``: Σ a² by value, a being the mean length of a segment that others marked.
    """

    articles: int
    met: Mapping[tuple[Value, Value], float]
    weights: Mapping[Value, float]
    shared: Mapping[Value, float]

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value that met another or itself, the gap among them."""
        return tuple(dict.fromkeys(c for c, _ in self.met))

    @property
    def marked_values(self) -> tuple[Value, ...]:
        """Every value that met another or itself in text that both had marked."""
        return tuple(dict.fromkeys(c for c, k in self.met if c is not GAP and k is not GAP))

    @property
    def total(self) -> float:
        """ℓ.., which is the number of annotators times the length of the text."""
        return sum(self.met.values())

    @property
    def marked_total(self) -> float:
        """ℓ*.."""
        return sum(n for (c, k), n in self.met.items() if c is not GAP and k is not GAP)

    def of(self, value: Value) -> float:
        """ℓ_c."""
        return sum(n for (c, _), n in self.met.items() if c == value)

    def marked(self, value: Value) -> float:
        """ℓ*_c."""
        return sum(n for (c, k), n in self.met.items() if c == value and k is not GAP)


def sums(length: int, observers: Sequence[Sequence[Segment]]) -> Sums:
    """Of one article of ``length`` code points, done by these annotators.

    Each annotator's segments are in order and do not overlap (see ``segments.layer``). An article
    of fewer than two annotators or no text adds nothing.
    """
    others = len(observers) - 1
    if others < 1 or not length:
        return Sums(0, {}, {}, {})
    whole = [filled(segments, length) for segments in observers]
    met: defaultdict[tuple[Value, Value], int] = defaultdict(int)
    seen: defaultdict[tuple[int, Segment], int] = defaultdict(int)
    for size, here in _stretches(whole):
        _meet(met, size, here)
        _see(seen, size, here)
    return Sums(
        1, {pair: n / others for pair, n in met.items()}, _weights(whole), _shared(seen, others)
    )


def added(articles: Iterable[Sums]) -> Sums:
    """Those of several articles, as if they were one text."""
    articles = list(articles)
    return Sums(
        sum(one.articles for one in articles),
        _added(one.met for one in articles),
        _added(one.weights for one in articles),
        _added(one.shared for one in articles),
    )


_Key = TypeVar("_Key")


def _added(parts: Iterable[Mapping[_Key, float]]) -> dict[_Key, float]:
    total: defaultdict[_Key, float] = defaultdict(float)
    for part in parts:
        for key, number in part.items():
            total[key] += number
    return dict(total)


def _stretches(whole: Sequence[Sequence[Segment]]) -> Iterator[tuple[int, list[Segment]]]:
    """Text between neighbouring borders of anybody's, with everybody's segment there."""
    at = [0] * len(whole)
    here = [segments[0] for segments in whole]
    start, last = 0, whole[0][-1].end
    while start < last:
        end = min(one.end for one in here)
        yield end - start, here
        start = end
        for who, one in enumerate(here):
            if one.end == end and end < last:
                at[who] += 1
                here[who] = whole[who][at[who]]


def _meet(met: dict[tuple[Value, Value], int], size: int, here: Sequence[Segment]) -> None:
    for a, b in combinations(here, 2):
        met[a.value, b.value] += size
        met[b.value, a.value] += size


def _see(seen: dict[tuple[int, Segment], int], size: int, here: Sequence[Segment]) -> None:
    """Adds to every segment here how much of it others marked, all of them together."""
    marked = sum(one.value is not GAP for one in here)
    if marked > 1:
        for who, one in enumerate(here):
            if one.value is not GAP:
                seen[who, one] += size * (marked - 1)


def _shared(seen: Mapping[tuple[int, Segment], int], others: int) -> dict[Value, float]:
    found: defaultdict[Value, float] = defaultdict(float)
    for (_, one), size in seen.items():
        found[one.value] += (size / others) ** 2
    return found


def _weights(whole: Sequence[Sequence[Segment]]) -> dict[Value, float]:
    found: defaultdict[Value, float] = defaultdict(float)
    for segments in whole:
        for one in segments:
            size = one.end - one.start
            found[one.value] += size if one.value is GAP else size**2
    return found

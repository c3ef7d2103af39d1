"""Which span of one annotator is which of another: optimal one-to-one matching on IoU."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotator.agreement.assignment import best_assignment
from annotator.agreement.model import Span
from annotator.agreement.overlaps import Shared, iou, shared

# Spans of one label that share less than this are not the same thing, unless their heads are.
NEAR = 0.1
# Under another label it takes half: a figure inside a claim is not another name for the claim.
NEAR_OTHER_LABEL = 0.5

Group = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Match:
    """Places of two spans in their sequences; ``iou`` of their characters."""

    a: int
    b: int
    iou: float


@dataclass(frozen=True, slots=True)
class Matching:
    """Who is who; ``only_a`` and ``only_b`` are the places of those without a counterpart."""

    matches: tuple[Match, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


def one_group(_label: str) -> object:
    """All labels may stand for each other; to be used as ``group``."""
    return None


def match(a: Sequence[Span], b: Sequence[Span], group: Group = one_group) -> Matching:
    """One-to-one: equal spans, then of the same label, then of others; greatest sum of IoU each.

    Of the same label match those with a Jaccard index of at least NEAR or the same head; others
    whose labels are of one group, with at least NEAR_OTHER_LABEL. Taking equal spans first costs
    nothing: 1 − IoU obeys the triangle inequality.
    """
    found = [Match(i, j, 1.0) for i, j in equal(a, b)]
    rest_a, rest_b = _rest(a, {one.a for one in found}), _rest(b, {one.b for one in found})
    common = shared([a[i] for i in rest_a], [b[j] for j in rest_b])
    common = {(rest_a[i], rest_b[j]): length for (i, j), length in common.items()}
    for allowed in (_same_label, _other_label(group)):
        found += _best(a, b, common, found, allowed)
    return Matching(
        tuple(sorted(found, key=lambda one: one.a)),
        _rest(a, {one.a for one in found}),
        _rest(b, {one.b for one in found}),
    )


def equal(a: Sequence[Span], b: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Places of spans with the same characters and label, each used once."""
    places: defaultdict[object, list[int]] = defaultdict(list)
    for j in reversed(range(len(b))):
        places[b[j].fragments, b[j].label].append(j)
    for i, one in enumerate(a):
        if waiting := places.get((one.fragments, one.label)):
            yield i, waiting.pop()


_Allowed = Callable[[Span, Span, float], bool]


def _same_label(a: Span, b: Span, near: float) -> bool:
    return a.label == b.label and (near >= NEAR or (a.head is not None and a.head == b.head))


def _other_label(group: Group) -> _Allowed:
    return lambda a, b, near: near >= NEAR_OTHER_LABEL and group(a.label) == group(b.label)


def _best(
    a: Sequence[Span], b: Sequence[Span], common: Shared, found: list[Match], allowed: _Allowed
) -> list[Match]:
    taken_a, taken_b = {one.a for one in found}, {one.b for one in found}
    weights = {}
    for (i, j), length in common.items():
        if i not in taken_a and j not in taken_b:
            near = iou(a[i], b[j], length)
            if allowed(a[i], b[j], near):
                weights[i, j] = near
    return [Match(i, j, weights[i, j]) for i, j in best_assignment(weights)]


def _rest(spans: Sequence[Span], taken: set[int]) -> tuple[int, ...]:
    return tuple(at for at in range(len(spans)) if at not in taken)

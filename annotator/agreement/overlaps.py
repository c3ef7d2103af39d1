"""How many code points two spans share: sets of characters, fragments and all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from annotator.agreement.model import Span
from annotator.text.spans import Fragments, length

# Places of the two spans in their sequences, to the code points they share (at least one).
Shared = dict[tuple[int, int], int]
_Open = tuple[int, int]  # where a fragment ends, and the place of its span


def shared(a: Sequence[Span], b: Sequence[Span]) -> Shared:
    """Every two spans, one of ``a`` and one of ``b``, that overlap.

    One sweep over the text: the cost is that of sorting, and of the overlaps there are.
    """
    opened: tuple[list[_Open], list[_Open]] = ([], [])
    found: defaultdict[tuple[int, int], int] = defaultdict(int)
    for start, end, side, at in sorted([*_sided(a, 0), *_sided(b, 1)]):
        others = [one for one in opened[1 - side] if one[0] > start]
        opened[1 - side][:] = others
        for other_end, other in others:
            key = (other, at) if side else (at, other)
            found[key] += min(end, other_end) - start
        opened[side].append((end, at))
    return found


def _sided(spans: Sequence[Span], side: int) -> list[tuple[int, int, int, int]]:
    return [(start, end, side, at) for at, one in enumerate(spans) for start, end in one.fragments]


def iou(a: Span, b: Span, common: int) -> float:
    """Intersection over union (Jaccard) of the characters of two spans that share ``common``."""
    return common / (length(a.fragments) + length(b.fragments) - common)


def common_length(a: Fragments, b: Fragments) -> int:
    """Code points in both; both normalised."""
    i = j = total = 0
    while i < len(a) and j < len(b):
        total += max(0, min(a[i][1], b[j][1]) - max(a[i][0], b[j][0]))
        if a[i][1] <= b[j][1]:
            i += 1
        else:
            j += 1
    return total


def union(spans: Iterable[Span]) -> Fragments:
    """Every character that one of them marks, as fragments; () if there are none."""
    pieces = sorted(piece for span in spans for piece in span.fragments)
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def common(a: Fragments, b: Fragments) -> Fragments:
    """The characters that both mark; () if there are none. Both normalised."""
    i = j = 0
    found: list[tuple[int, int]] = []
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            found.append((start, end))
        if a[i][1] <= b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)

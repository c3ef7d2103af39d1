"""How overlapping annotations are drawn: flat sibling segments, each annotation in a lane."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """One fragment of annotation ``key``: code points [start, end) of the text.

    ``weight``: the whole length of the annotation; the longest takes the nearest lane.
    """

    key: str
    start: int
    end: int
    weight: int


@dataclass(frozen=True, slots=True)
class Cover:
    """An annotation over a segment; ``begins`` and ``ends`` where a fragment truly does."""

    key: str
    lane: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Code points [start, end) of the text, covered by the same annotations, by lane."""

    start: int
    end: int
    covers: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    pieces: list[Piece]


def segments(start: int, end: int, pieces: Iterable[Piece]) -> list[Segment]:
    """The block [start, end) cut at every border inside it.

    Pieces of one key share a lane and must not overlap each other; those outside are ignored.
    """
    stretches = _stretches(start, end, pieces)
    lanes = _lanes(stretches)
    return [_segment(stretch, lanes) for stretch in stretches]


def _stretches(start: int, end: int, pieces: Iterable[Piece]) -> list[_Stretch]:
    opening: defaultdict[int, list[Piece]] = defaultdict(list)
    closing: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        first, last = max(piece.start, start), min(piece.end, end)
        if first < last:
            opening[first].append(piece)
            closing[last].append(piece)
    active: dict[Piece, None] = {}
    found = []
    for here, there in pairwise(sorted({start, end, *opening, *closing})):
        for piece in closing[here]:
            active.pop(piece, None)
        active.update(dict.fromkeys(opening[here]))
        found.append(_Stretch(here, there, list(active)))
    return found


def _lanes(stretches: list[_Stretch]) -> dict[str, int]:
    lanes: dict[str, int] = {}
    neighbours = _neighbours(stretches)
    for key in _by_weight(stretches):
        taken = {lanes[other] for other in neighbours[key] if other in lanes}
        lanes[key] = next(lane for lane in count() if lane not in taken)
    return lanes


def _neighbours(stretches: list[_Stretch]) -> dict[str, set[str]]:
    """For every key those it overlaps (and itself)."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    before: set[str] = set()
    for stretch in stretches:
        here = {piece.key for piece in stretch.pieces}
        for new in here - before:
            found[new] |= here
            for other in here:
                found[other].add(new)
        before = here
    return found


def _by_weight(stretches: list[_Stretch]) -> list[str]:
    ranks: dict[str, tuple[int, int]] = {}
    for stretch in stretches:
        for piece in stretch.pieces:
            rank = (-piece.weight, piece.start)
            ranks[piece.key] = min(rank, ranks.get(piece.key, rank))
    return sorted(ranks, key=lambda key: (ranks[key], key))


def _segment(stretch: _Stretch, lanes: dict[str, int]) -> Segment:
    covers = [
        Cover(
            piece.key,
            lanes[piece.key],
            begins=piece.start == stretch.start,
            ends=piece.end == stretch.end,
        )
        for piece in stretch.pieces
    ]
    return Segment(stretch.start, stretch.end, tuple(sorted(covers, key=lambda c: c.lane)))

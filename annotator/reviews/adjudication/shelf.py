"""Comparisons made last, kept in memory: right as long as no compared set has changed."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from threading import Lock

from annotator.annotations.side_by_side import Source
from annotator.reviews.adjudication.comparing import Comparison

MAX_KEPT = 50_000
"""Annotations kept in each process."""

_Key = tuple[int, tuple[tuple[int, int, datetime], ...]]

_kept: OrderedDict[_Key, Comparison] = OrderedDict()
_lock = Lock()


def get(article_id: int, versions: Iterable[tuple[int, int, datetime]]) -> Comparison | None:
    """The comparison of sets by number, version and time of change, if it is at hand."""
    with _lock:
        key = article_id, tuple(sorted(versions))
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def put(article_id: int, comparison: Comparison) -> Comparison:
    with _lock:
        key = article_id, tuple(sorted(map(_version, comparison.sources)))
        _kept[key] = comparison
        _kept.move_to_end(key)
        while len(_kept) > 1 and sum(map(_size, _kept.values())) > MAX_KEPT:
            _kept.popitem(last=False)
    return comparison


def _version(one: Source) -> tuple[int, int, datetime]:
    return one.id, one.version, one.updated


def _size(comparison: Comparison) -> int:
    return sum(len(one.marks) for one in comparison.conflicts)

"""Comparisons made last, kept in memory: right as long as no compared set has changed."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from annotator.annotations.side_by_side import Source
from annotator.reviews.adjudication.comparing import Comparison

MAX_KEPT = 50_000
"""Annotations kept in each process."""

_Key = tuple[int, tuple[tuple[int, int, datetime], ...]]

_kept: OrderedDict[_Key, Comparison] = OrderedDict()
_lock = Lock()


def get(article_id: int, sources: Sequence[Source]) -> Comparison | None:
    """The comparison of these versions of these sets, if it is at hand."""
    with _lock:
        key = _key(article_id, sources)
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def put(article_id: int, comparison: Comparison) -> Comparison:
    with _lock:
        _kept[_key(article_id, comparison.sources)] = comparison
        _kept.move_to_end(_key(article_id, comparison.sources))
        while len(_kept) > 1 and sum(map(_size, _kept.values())) > MAX_KEPT:
            _kept.popitem(last=False)
    return comparison


def _key(article_id: int, sources: Sequence[Source]) -> _Key:
    return article_id, tuple(sorted((one.id, one.version, one.updated) for one in sources))


def _size(comparison: Comparison) -> int:
    return sum(len(one.marks) for one in comparison.conflicts)

"""An article's text cut into blocks, kept in memory while it is being worked on.

Texts never change, so a reading is filed under the digest of its text and is never stale.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from annotator.articles.models import Article
from annotator.text.blocks import Block, blocks

MAX_KEPT = 8_000_000
"""Code points kept in each process."""


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    blocks: tuple[Block, ...]


class _Shelf:
    """The readings used last, up to ``MAX_KEPT`` code points of text."""

    def __init__(self) -> None:
        self._readings: OrderedDict[str, Reading] = OrderedDict()
        self._length = 0
        self._lock = Lock()

    def get(self, digest: str) -> Reading | None:
        with self._lock:
            if digest in self._readings:
                self._readings.move_to_end(digest)
            return self._readings.get(digest)

    def put(self, digest: str, reading: Reading) -> None:
        with self._lock:
            if digest in self._readings:
                return
            self._readings[digest] = reading
            self._length += len(reading.text)
            while self._length > MAX_KEPT and len(self._readings) > 1:
                _, dropped = self._readings.popitem(last=False)
                self._length -= len(dropped.text)


_shelf = _Shelf()


def reading(article_id: int, digest: str) -> Reading:
    """The text of an article, by one query or none. Whether it may be seen was asked before."""
    kept = _shelf.get(digest)
    if kept is None:
        text = Article.objects.values_list("text", flat=True).get(pk=article_id)
        kept = Reading(text, tuple(blocks(text)))
        _shelf.put(digest, kept)
    return kept

"""An article's text cut into blocks, kept in memory while it is being worked on.

Texts never change, so a reading is right as long as its digest is that of the article.
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
    digest: str
    lang: str
    text: str
    blocks: tuple[Block, ...]


class _Shelf:
    """The readings used last, up to ``MAX_KEPT`` code points of text."""

    def __init__(self) -> None:
        self._readings: OrderedDict[int, Reading] = OrderedDict()
        self._length = 0
        self._lock = Lock()

    def get(self, article_id: int) -> Reading | None:
        with self._lock:
            if article_id in self._readings:
                self._readings.move_to_end(article_id)
            return self._readings.get(article_id)

    def put(self, article_id: int, reading: Reading) -> None:
        with self._lock:
            if old := self._readings.pop(article_id, None):
                self._length -= len(old.text)
            self._readings[article_id] = reading
            self._length += len(reading.text)
            while self._length > MAX_KEPT and len(self._readings) > 1:
                _, dropped = self._readings.popitem(last=False)
                self._length -= len(dropped.text)


_shelf = _Shelf()


def reading(article_id: int, digest: str) -> Reading:
    """The text of an article, by one query or none. Whether it may be seen was asked before."""
    kept = _shelf.get(article_id)
    if kept is None or kept.digest != digest:
        text, lang = Article.objects.values_list("text", "lang").get(pk=article_id)
        kept = Reading(digest, lang, text, tuple(blocks(text)))
        _shelf.put(article_id, kept)
    return kept


def kept(article_id: int) -> Reading | None:
    """The reading that is at hand, without a query. Right if its digest is still the article's."""
    return _shelf.get(article_id)

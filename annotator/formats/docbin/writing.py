"""Docs out of records, in shards: a DocBin is held in memory whole, and spaCy reads folders."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson

from annotator.formats import native
from annotator.formats.alignment import fit
from annotator.formats.docbin import training
from annotator.formats.docbin.shards import Shard
from annotator.formats.docbin.words import Words, words_of
from annotator.formats.documents import Document, count_unheld, documents
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record
from annotator.formats.writing import SPLITS, Piece, Writing, split_of
from annotator.text.spans import Fragment, extent

MOST_DOCS = 200
MOST_WORDS = 200_000
"""A shard is full when it has so many; the Docs of one article stay together."""


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """``train/0001.spacy`` and so on, and ``config.cfg``."""
    folders = {split: _Folder(split) for split in SPLITS}
    languages, lengths = Counter[str](), Counter[int]()
    for record in records:
        folder = folders[split_of(record.split)]
        if folder.is_full:
            yield folder.piece()
        languages[record.lang] += 1
        words = words_of(record.text)
        for document in documents(record):
            places = _places(document, words, writing.borders, losses)
            lengths.update(end - start for start, end in filter(None, places))
            folder.add(words, places, document)
    yield from (folder.piece() for folder in folders.values() if not folder.is_empty)
    dev = "dev" if folders["dev"].shards else "train"
    yield "config.cfg", training.config(languages, lengths, dev=dev)


class _Folder:
    """The shards of one split; only the last is in memory."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.shards = 0
        self._shard = Shard()

    @property
    def is_full(self) -> bool:
        return len(self._shard) >= MOST_DOCS or self._shard.words >= MOST_WORDS

    @property
    def is_empty(self) -> bool:
        return not len(self._shard)

    def add(self, words: Words, places: list[Fragment | None], document: Document) -> None:
        spans = [
            (*place, span.label)
            for span, place in zip(document.spans, places, strict=True)
            if place
        ]
        data = _user_data(document, places)
        self._shard.add(words.words, words.spaces, spans if document.one else None, data)

    def piece(self) -> Piece:
        """The shard as a file; the next one begins."""
        self.shards += 1
        packed = self._shard.packed()
        self._shard = Shard()
        return f"{self._name}/{self.shards:04}.spacy", packed


def _places(
    document: Document, words: Words, borders: str, losses: Losses
) -> list[Fragment | None]:
    """The words of each span, as a half-open range of their numbers."""
    count_unheld(document, losses, Loss.FRAGMENTS)
    found: list[Fragment | None] = []
    for span in document.spans:
        place = fit(words.places, *extent(span.fragments), borders, losses)
        found.append(place and (words.numbers[place[0]], words.numbers[place[1] - 1] + 1))
    return found


def _user_data(document: Document, places: list[Fragment | None]) -> dict[str, Any]:
    """The native object of an article that has but this set."""
    meant = {span.speaker for span in document.spans}
    alone = replace(
        document.record,
        sets=[document.one] if document.one else [],
        speakers=[entry for entry in document.record.speakers if entry.id in meant],
    )
    data: dict[str, Any] = orjson.loads(native.line(alone))
    del data["text"]
    for span, place in zip(data["spans"], places, strict=True):
        span["tokens"] = place
    return data

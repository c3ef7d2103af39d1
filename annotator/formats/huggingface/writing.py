"""Records as rows of Parquet, and the data card about them."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
import pyarrow as pa
from pyarrow import parquet

from annotator.formats import native
from annotator.formats.huggingface import card, tags
from annotator.formats.huggingface.features import JSON_OF_SPANS, SPLITS, Features
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record
from annotator.formats.writing import Piece, Spools, Writing, split_of
from annotator.text.tokens import tokenize

ROWS = 100
CHARACTERS = 2_000_000
"""A group of rows is written when it has so many, or texts of so many characters."""


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """``data/train-00000-of-00001.parquet`` and so on, and ``README.md``."""
    features, counts = Features(writing.scheme), card.Counts()
    with Spools() as spools:
        files: dict[str, _File] = {}
        try:
            for record in records:
                losses.count(Loss.TEXTS, int(not writing.texts))
                counts.add(record)
                split = SPLITS[split_of(record.split)]
                if split not in files:
                    files[split] = _File(spools.file(_path(split)), features)
                files[split].add(_row(record, features, texts=writing.texts), len(record.text))
        finally:
            for file in files.values():
                file.close()
        splits = {name: files[name].size for name in SPLITS.values() if name in files}
        yield from spools.pieces()
    yield "README.md", card.written(writing, features, counts, splits)


def _path(split: str) -> str:
    return f"data/{split}-00000-of-00001.parquet"


class _File:
    """The rows of one split; those of one group are in memory."""

    def __init__(self, file: Any, features: Features) -> None:
        about = orjson.dumps({"info": {"features": features.json()}})
        self._schema = features.schema().with_metadata({"huggingface": about})
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._file = file
        self._group: list[dict[str, Any]] = []
        self._characters = self._rows = self._bytes = 0

    @property
    def size(self) -> card.Size:
        return card.Size(self._rows, self._bytes, self._file.tell())

    def add(self, row: dict[str, Any], characters: int) -> None:
        self._group.append(row)
        self._characters += characters
        if len(self._group) >= ROWS or self._characters >= CHARACTERS:
            self._flush()

    def close(self) -> None:
        if self._group:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        table = pa.Table.from_pylist(self._group, self._schema)
        self._writer.write_table(table)
        self._rows += table.num_rows
        self._bytes += table.nbytes
        self._group.clear()
        self._characters = 0


def _row(record: Record, features: Features, *, texts: bool) -> dict[str, Any]:
    row: dict[str, Any] = orjson.loads(native.line(record))
    row["meta"] = _json(row["meta"])
    for span in row["spans"]:
        span["start"], span["end"] = span["fragments"][0][0], span["fragments"][-1][1]
        span["fragments"] = [{"start": start, "end": end} for start, end in span["fragments"]]
        for name in JSON_OF_SPANS:
            span[name] = _json(span[name]) if name in span else None
    places = tokenize(record.text)
    row["token_starts"] = [start for start, _ in places]
    row["token_ends"] = [end for _, end in places]
    row["tokens"] = [record.text[start:end] for start, end in places]
    if not texts:
        _leave_out_texts(row)
    one = tags.best(record)
    for column, labels in features.tags.items():
        row[column] = tags.tagged(one.spans, labels, places) if one else None
    return row


def _leave_out_texts(row: dict[str, Any]) -> None:
    row["text"], row["tokens"] = "", []
    for span in row["spans"]:
        span["quote"] = ""


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()

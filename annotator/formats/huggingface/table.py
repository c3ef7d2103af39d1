"""A Parquet file, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, cast

import orjson
import pyarrow as pa
from pyarrow import parquet

from annotator.errors import InvalidInput
from annotator.formats.records import Limits, Source

MOST_COLUMNS = 1_000
_ROWS = 50
_BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, TypeError, OverflowError)
_DAMAGED = "This is no Parquet file, or it is damaged."


class Table:
    """``features`` are what Hugging Face's metadata say of the columns, if anything."""

    def __init__(self, file: parquet.ParquetFile) -> None:
        self._file = file
        self.names: list[str] = file.schema_arrow.names
        self.features = _features(file.schema_arrow.metadata or {})

    def rows(self) -> Iterator[dict[str, Any]]:
        batches = self._file.iter_batches(batch_size=_ROWS)
        while (rows := _understood(lambda: _next(batches))) is not None:
            yield from rows


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[Table]:
    """InvalidInput if it is none, or unpacks to more than it may."""
    with source.open() as stream, TemporaryFile() as copy:
        file = _understood(lambda: parquet.ParquetFile(_seekable(stream, copy)))
        _check(file.metadata, limits)
        yield Table(file)


def _seekable(stream: IO[bytes], copy: IO[bytes]) -> IO[bytes]:
    """The end of the file says what is in it; in an archive it can't be jumped to."""
    if stream.seekable():
        return stream
    copyfileobj(stream, copy)
    copy.seek(0)
    return copy


def _next(batches: Any) -> list[dict[str, Any]] | None:
    batch = next(batches, None)
    return None if batch is None else cast(list[dict[str, Any]], batch.to_pylist())


def _understood(read: Any) -> Any:
    try:
        return read()
    except _BROKEN:
        raise InvalidInput(_DAMAGED) from None


def _check(metadata: parquet.FileMetaData, limits: Limits) -> None:
    if metadata.num_columns > MOST_COLUMNS:
        raise InvalidInput(
            f"The file has {metadata.num_columns:,} columns, and {MOST_COLUMNS:,} are read at most."
        )
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    size = sum(group.total_byte_size for group in groups)
    if size > limits.unzipped:
        raise InvalidInput(
            f"The file unpacks to {size:,} bytes, and {limits.unzipped:,} are read at most."
        )


def _features(metadata: dict[bytes, bytes]) -> dict[str, Any]:
    try:
        found = orjson.loads(metadata.get(b"huggingface", b"{}"))["info"]["features"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}

"""Records out of Parquet files, our own and anybody's."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import foreign, native_reading, tagged
from annotator.formats.huggingface import table
from annotator.formats.huggingface.features import JSON_OF_SPANS
from annotator.formats.records import Item, Note, Opened, Options, Problem, Source


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """The rows of every .parquet file; a data card beside them says nothing about articles."""
    for source in sources:
        if source.name.lower().endswith(".parquet"):
            try:
                yield from _read_file(source, options)
            except InvalidInput as error:
                yield Problem(source.name, 0, error.message)


def _read_file(source: Source, options: Options) -> Iterator[Item]:
    yield Opened(source.name, "huggingface", "utf-8")
    with table.opened(source, options.limits) as found:
        if "schema" in found.names and "content_sha256" in found.names:
            yield from _read_own(found, source.name)
        else:
            yield from _read_others(found, source.name)


def _read_own(found: table.Table, file: str) -> Iterator[Item]:
    for number, row in enumerate(found.rows(), 1):
        try:
            yield native_reading.article(_native(row), file, number, b"")
        except InvalidInput as error:
            yield Problem(file, number, error.message)


def _native(row: dict[str, Any]) -> dict[str, Any]:
    """The row as an object of the native format, which says what is wrong with it."""
    if not row.get("text"):
        raise InvalidInput("The text was left out when this was written.")
    try:
        row["meta"] = _loaded(row["meta"], "meta")
        for span in row["spans"] or ():
            span["fragments"] = [[part["start"], part["end"]] for part in span["fragments"]]
            for name in JSON_OF_SPANS:
                span[name] = _loaded(span[name], name)
    except (KeyError, TypeError):
        raise InvalidInput("Something is missing that every article of ours has.") from None
    return row


def _loaded(written: str | None, name: str) -> Any:
    try:
        return None if written is None else orjson.loads(written)
    except orjson.JSONDecodeError:
        raise InvalidInput(f"“{name}” is not valid JSON.") from None


def _read_others(found: table.Table, file: str) -> Iterator[Item]:
    shape = tagged.Shape(found.names, found.features)
    for sentence in shape.notes:
        yield Note(file, 0, sentence)
    for number, row in enumerate(found.rows(), 1):
        try:
            given, left_out = shape.article(row)
            yield from foreign.article(given, file, number, b"")
        except InvalidInput as error:
            yield Problem(file, number, error.message)
            continue
        for column in sorted(left_out):
            yield Note(
                file, number, f"The column “{column}” is left out: JSON has nothing like it."
            )

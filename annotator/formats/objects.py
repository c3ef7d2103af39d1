"""Files of JSON objects, however they stand in them: one a line, or in a list."""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import encodings, lines
from annotator.formats.elements import elements
from annotator.formats.lines import MAX_LINE, ReadOne
from annotator.formats.records import Item, Opened, Options, Problem, Source

_HEAD = 1024


def each(
    sources: Iterable[Source], options: Options, form: str, read_one: ReadOne
) -> Iterator[Item]:
    """What ``read_one`` makes of each object; ``line`` is its number in a list.

    What is wrong with one object, or with one file, leaves the others as they are.
    """
    for source in sources:
        try:
            encoding = encodings.of(source, options)
            yield Opened(source.name, form, encoding, head=encodings.mark_of(encoding))
            yield from _of(source, encoding, read_one)
        except InvalidInput as error:
            yield Problem(source.name, error.details.get("line", 0), error.message)


def _of(source: Source, encoding: str, read_one: ReadOne) -> Iterator[Item]:
    by_line = _is_by_line(source, encoding)
    with source.open() as stream:
        if by_line:
            yield from lines.each(stream, source.name, encoding, read_one)
        else:
            for number, value in enumerate(elements(stream, encoding), 1):
                yield from lines.read_value(value, _line(value), source.name, number, read_one)


def _line(value: Any) -> bytes:
    """The value in a line of its own, so that it can be given back."""
    try:
        return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # halves of characters and numbers beyond 64 bits
        return json.dumps(value).encode() + b"\n"


def _is_by_line(source: Source, encoding: str) -> bool:
    """By the first line: files called .json have been seen with an object in each line."""
    with source.open() as stream:
        text = encodings.reader(stream, encoding)
        head = text.read(_HEAD)
        if head.removeprefix("\ufeff").lstrip().startswith("["):
            return False
        if PurePosixPath(source.name.lower()).suffix != ".json":
            return True
        first, end, _more = head.partition("\n")
        return _is_json((first if end else head + text.readline(MAX_LINE)).removeprefix("\ufeff"))


def _is_json(line: str) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True

"""JSON lines, and JSON in one piece."""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import encodings, foreign, native_reading, tagged
from annotator.formats.records import Item, Note, Problem
from annotator.formats.values import shown

MAX_LINE = 64 * 1024 * 1024
MAX_PIECE = 64 * 1024 * 1024
_MARK = "\ufeff".encode()

ReadOne = Callable[[dict[str, Any], str, int, bytes], Iterable[Item]]
"""What makes items of an object, given the file, the line, and the bytes that it came as."""


def read(stream: IO[bytes], file: str, encoding: str) -> Iterator[Item]:
    """The articles of a file with one JSON object a line, of ours or of somebody else."""
    return each(stream, file, encoding, _read_one)


def each(stream: IO[bytes], file: str, encoding: str, read_one: ReadOne) -> Iterator[Item]:
    """What ``read_one`` makes of each line; empty lines count for nothing.

    A line that is no JSON object, or of which it raises InvalidInput, becomes a Problem.
    """
    for number, (line, raw) in enumerate(_lines(stream, encoding), 1):
        if number == 1:
            line = line.removeprefix(_MARK)
        if len(line) > MAX_LINE:
            yield Problem(file, number, f"The line is longer than {MAX_LINE:,} bytes.")
        elif line and not line.isspace():
            yield from _read_line(line, raw, file, number, read_one)


def read_piece(stream: IO[bytes], file: str, encoding: str) -> Iterator[Item] | None:
    """The articles of one JSON list or object; None if the file is neither."""
    data = stream.read(MAX_PIECE + 1)
    if len(data) > MAX_PIECE:
        return None
    try:
        value = orjson.loads(encodings.decode(data, encoding).removeprefix("\ufeff"))
    except (orjson.JSONDecodeError, InvalidInput):
        return None
    return _read_values(value if isinstance(value, list) else [value], file)


def _read_values(found: list[Any], file: str) -> Iterator[Item]:
    for number, value in enumerate(found, 1):
        yield from read_value(value, orjson.dumps(value) + b"\n", file, number, _read_one)


def _lines(stream: IO[bytes], encoding: str) -> Iterator[tuple[bytes, bytes]]:
    """Each line in UTF-8, as far as it can be, and as it came; of one too long only a part."""
    if encoding == encodings.UTF_8:
        for line in _bounded(stream, b"\n"):
            yield line, line
        return
    with encodings.reader(stream, encoding) as text:
        for line in _bounded(text, "\n"):
            yield line.encode("utf-8", "surrogatepass"), encodings.as_it_came(line, encoding)


def _bounded(stream: Any, end: Any) -> Iterator[Any]:
    while line := stream.readline(MAX_LINE + 1):
        yield line
        while len(line) > MAX_LINE and not line.endswith(end):
            line = stream.readline(MAX_LINE + 1)


def _read_line(
    line: bytes, raw: bytes, file: str, number: int, read_one: ReadOne
) -> Iterator[Item]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        yield Problem(file, number, explain(error), raw)
        return
    yield from read_value(value, raw, file, number, read_one)


def read_value(value: Any, raw: bytes, file: str, number: int, read_one: ReadOne) -> Iterator[Item]:
    """What ``read_one`` makes of a value, or a Problem."""
    try:
        if not isinstance(value, dict):
            raise InvalidInput("This is not a JSON object.")
        yield from read_one(value, file, number, raw)
    except InvalidInput as error:
        yield Problem(file, number, error.message, raw)


def _read_one(value: dict[str, Any], file: str, number: int, raw: bytes) -> Iterator[Item]:
    if native_reading.is_native(value):
        yield native_reading.article(value, file, number, raw)
        for key in native_reading.unknown_keys(value):
            sentence = f"“{shown(key)}” is not known to this version and left out."
            yield Note(file, number, sentence)
    else:
        found, notes = tagged.from_json(value)
        yield from (Note(file, number, sentence) for sentence in notes)
        yield from foreign.article(found, file, number, raw)


def explain(error: orjson.JSONDecodeError) -> str:
    if "UTF-8" in error.msg:
        return "This is not UTF-8 text; choose another encoding."
    if "surrogate" in error.msg:
        return "A string has half of a character in it (a lone surrogate)."
    what = error.msg.split(": line ")[0]
    return f"This is not valid JSON: {what} (at character {error.colno})."

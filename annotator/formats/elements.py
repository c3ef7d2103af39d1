"""JSON of any size, one element of its outermost list at a time."""

import json
from collections.abc import Iterator
from typing import IO, Any

from annotator.errors import InvalidInput
from annotator.formats import encodings

MAX_ELEMENT = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_SPACE = " \t\n\r"


def elements(stream: IO[bytes], encoding: str) -> Iterator[Any]:
    """The elements of a JSON list, or the one value if it is none.

    In the memory that the largest element takes. InvalidInput, with ``line``, where it isn't JSON,
    and where an element is longer than MAX_ELEMENT characters.
    """
    reader = _Reader(stream, encoding)
    try:
        yield from _elements(reader)
    finally:
        reader.detach()


def _elements(reader: "_Reader") -> Iterator[Any]:
    if reader.peek() != "[":
        yield reader.value()
    else:
        reader.take()
        if reader.peek() == "]":
            reader.take()
        else:
            yield from _listed(reader)
    if reader.peek():
        raise reader.refusal("there is more after its end")


def _listed(reader: "_Reader") -> Iterator[Any]:
    while True:
        yield reader.value()
        mark = reader.peek()
        reader.take()
        if mark == "]":
            return
        if mark != ",":
            raise reader.refusal("a comma is missing" if mark else "it breaks off")


class _Reader:
    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._text = encodings.reader(stream, encoding)
        self._encoding = encoding
        self._scan = json.JSONDecoder().raw_decode
        self._buffer = self._text.read(_CHUNK).removeprefix("\ufeff")
        self._at = 0
        self._line = 1
        encodings.check(self._buffer, encoding)

    def detach(self) -> None:
        """Leaves the stream to whoever opened it."""
        self._text.detach()

    def peek(self) -> str:
        """The next sign that isn't space; nothing at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self) -> None:
        self._at += 1

    def value(self) -> Any:
        self.peek()
        while True:
            try:
                value, end = self._scan(self._buffer, self._at)
            except (json.JSONDecodeError, RecursionError) as error:
                if isinstance(error, RecursionError):
                    raise self.refusal("it is nested too deeply") from None
                if not self._more():
                    raise self._explained(error) from None
                continue
            # A number may go on in what has not been read yet.
            if end == len(self._buffer) and self._more():
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        """Reads on, as much again as is waiting, so that a long element is not scanned often."""
        waiting = len(self._buffer) - self._at
        if waiting > MAX_ELEMENT:
            raise self.refusal(f"an element has more than {MAX_ELEMENT:,} characters")
        data = self._text.read(max(_CHUNK, waiting))
        encodings.check(data, self._encoding)
        self._line += self._buffer.count("\n", 0, self._at)
        self._buffer = self._buffer[self._at :] + data
        self._at = 0
        return bool(data)

    def _explained(self, error: json.JSONDecodeError) -> InvalidInput:
        line = self._line + self._buffer.count("\n", 0, error.pos)
        what = error.msg if error.pos < len(self._buffer) else "it breaks off"
        return InvalidInput(f"This is not valid JSON: {what}.", line=line)

    def refusal(self, what: str) -> InvalidInput:
        line = self._line + self._buffer.count("\n", 0, self._at)
        return InvalidInput(f"This is not valid JSON: {what}.", line=line)

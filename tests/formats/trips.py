"""There and back: files as a format writes them, and what they say when they are read again."""

from collections.abc import Iterable
from io import BytesIO
from itertools import count
from typing import Any

import orjson
from hypothesis import strategies as st

from annotator.formats import native
from annotator.formats.losses import Losses
from annotator.formats.reading import read
from annotator.formats.records import Note, Options, Problem, Record, Source
from annotator.formats.registry import format_named
from annotator.formats.writing import Writing
from tests.formats.files import any_record, source
from tests.formats.hard import SCHEME, article, marked, one_set

CORPORA = st.lists(st.integers(0, 99).map(str), max_size=2, unique=True).flatmap(
    lambda names: st.tuples(*(any_record(uid=f"a-{name}") for name in names))
)
"""A few articles, each with an id of its own."""


def written(
    form: str, records: Iterable[Record], **how: Any
) -> tuple[dict[str, bytes], dict[str, int]]:
    """The files by name, and what was lost."""
    losses = Losses()
    files: dict[str, bytes] = {}
    for name, data in format_named(form).write(records, Writing(scheme=SCHEME, **how), losses):
        files[name] = files.get(name, b"") + data
    return files, losses.plain()


def only(form: str, records: Iterable[Record], **how: Any) -> bytes:
    """The one file that there is."""
    ((_name, data),) = written(form, records, **how)[0].items()
    return data


def objects(data: bytes) -> list[Any]:
    """JSON lines."""
    return [orjson.loads(line) for line in data.splitlines()]


def found(files: dict[str, bytes]) -> list[Record]:
    """The articles in the files, which must be without problems and notes."""
    items = list(read([source(name, data) for name, data in files.items()], Options()))
    assert not [item for item in items if isinstance(item, Problem | Note)], items
    return [item for item in items if isinstance(item, Record)]


def said(records: Iterable[Record]) -> list[Any]:
    """All that the project's own format says of them."""
    return [orjson.loads(native.line(record)) for record in records]


class Slow(BytesIO):
    """A file that knows how far it was read."""

    furthest = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.furthest = max(self.furthest, self.tell())
        return data

    def read1(self, size: int | None = -1) -> bytes:
        return self.read(size)

    def readline(self, size: int | None = -1) -> bytes:
        line = super().readline(size)
        self.furthest = max(self.furthest, self.tell())
        return line


def read_ahead(name: str, data: bytes) -> int:
    """How far a file has been read when its first article is there."""
    streams: list[Slow] = []

    def opened() -> Slow:
        streams.append(Slow(data))
        return streams[-1]

    items = read([Source(name, len(data), opened)], Options())
    assert any(isinstance(item, Record) for item in items)
    return max(stream.furthest for stream in streams)


def first_piece(form: str) -> bytes:
    """What is written first of a corpus that never ends."""
    text = "word " * 500
    corpus = (article(f"a-{n}", text, one_set(marked(text, ("Claim", text)))) for n in count())
    pieces = format_named(form).write(corpus, Writing(scheme=SCHEME), Losses())
    return next(data for _name, data in pieces if data)

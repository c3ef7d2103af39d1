"""The lines of a text file of any size, whatever their ends and encoding."""

from collections.abc import Iterator

from annotator.formats import encodings
from annotator.formats.records import Source

MAX_LINE = 4_000_000


def lines_of(source: Source, encoding: str, limit: int = MAX_LINE) -> Iterator[str]:
    """Without their ends; what is not in the encoding is found by ``encodings.check``. Of a line
    with more characters than ``limit`` there is so much that its length tells."""
    with source.open() as stream, encodings.reader(stream, encoding) as text:
        first = True
        while line := text.readline(limit + 1):
            cut = line
            while len(cut) > limit and not cut.endswith("\n"):
                cut = text.readline(limit + 1)
            line = line.removesuffix("\n").removesuffix("\r")
            yield line.removeprefix("\ufeff") if first else line
            first = False

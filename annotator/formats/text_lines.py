"""The lines of a text file of any size, whatever their ends and encoding."""

from collections.abc import Iterator

from annotator.formats import encodings
from annotator.formats.records import Source

MAX_LINE = 4_000_000
"""So many characters are read of a line at most; who wants less may look at its length."""


def lines_of(source: Source, encoding: str) -> Iterator[str]:
    """Without their ends; what is not in the encoding is found by ``encodings.check``."""
    with source.open() as stream, encodings.reader(stream, encoding) as text:
        first = True
        while line := text.readline(MAX_LINE + 1):
            cut = line
            while len(cut) > MAX_LINE and not cut.endswith("\n"):
                cut = text.readline(MAX_LINE + 1)
            line = line.removesuffix("\n").removesuffix("\r")
            yield line.removeprefix("\ufeff") if first else line
            first = False

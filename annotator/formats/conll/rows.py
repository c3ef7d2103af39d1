"""Documents out of one file of tokens, one at a time."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.records import Note, Options, Problem, Source
from annotator.formats.text_lines import lines_of
from annotator.formats.values import shown
from annotator.text.clean import MAX_LENGTH

MAX_TOKENS = 20_000
"""A document that nothing ends is parted at the next sentence."""
_DOCSTART = "-DOCSTART-"
_PARTED = "A document of more than {most:,} tokens was parted into several."


@dataclass(slots=True)
class Tokens:
    """A document: its words with their tags, and which of them sentences begin with."""

    line: int
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)


Found = Tokens | Problem | Note


def documents(source: Source, options: Options) -> Generator[Found, None, None]:
    """Each document after what is wrong in it; rows that aren't understood are left out."""
    encoding = encodings.of(source, options)
    reader = _Reader(source.name, encoding)
    for number, line in enumerate(lines_of(source, encoding), 1):
        yield from reader.take(line, number)
    yield from reader.rest()


class _Reader:
    def __init__(self, file: str, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self._columns = 0
        self._document = Tokens(1)
        self._most = MAX_TOKENS
        self._breaks = False

    def take(self, line: str, number: int) -> Iterator[Found]:
        if line.startswith(_DOCSTART):
            yield from self.rest()
            self._document = Tokens(number)
            self._most = MAX_LENGTH  # where documents are told apart, no article has more
        elif not line or line.isspace():
            if len(self._document.words) >= self._most:
                yield from self._part(number)
            self._breaks = True
        else:
            try:
                encodings.check(line, self._encoding)
                self._row(line)
            except InvalidInput as error:
                raw = f"{line}\n".encode(errors="replace")
                yield Problem(self._file, number, error.message, raw)

    def rest(self) -> Iterator[Tokens]:
        if self._document.words:
            yield self._document

    def _part(self, number: int) -> Iterator[Found]:
        yield Note(self._file, number, _PARTED.format(most=self._most))
        yield self._document
        self._document = Tokens(number)

    def _row(self, line: str) -> None:
        cells = line.split("\t") if "\t" in line else line.split()
        if line.startswith("#") and len(cells) != (self._columns or 2):
            return  # a comment, and not the token “#”
        if len(cells) < 2 or not cells[0].strip():
            raise InvalidInput(f"“{shown(line)}” is no token with a tag.")
        self._columns = self._columns or len(cells)
        if len(cells) != self._columns:
            raise InvalidInput(
                f"The row has {len(cells)} columns, and the first one has {self._columns}."
            )
        if self._breaks or not self._document.words:
            self._document.breaks.add(len(self._document.words))
        self._breaks = False
        self._document.words.append(cells[0].strip())
        self._document.tags.append(cells[-1].strip())

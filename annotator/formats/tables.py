"""Tables: CSV and TSV, one article a row."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice

from annotator.errors import InvalidInput
from annotator.formats import encodings, foreign
from annotator.formats.records import Item, Opened, Problem, Record, Source
from annotator.formats.values import shown
from annotator.text.clean import MAX_LENGTH, clean

MAX_CELL = 2 * MAX_LENGTH
MAX_ROW = 8 * MAX_LENGTH
NAMES = {
    "text": ("text", "body", "content", "article", "article_text", "full_text", "document"),
    "uid": ("id", "uid", "article_id", "doc_id", "document_id", "guid"),
    "title": ("title", "headline", "heading"),
    "url": ("url", "link", "address", "uri", "permalink"),
    "source": ("source", "publisher", "publication", "outlet", "newspaper", "agency", "site"),
    "byline": ("byline", "author", "authors", "by", "writer"),
    "published": ("published", "date", "pubdate", "publication_date", "published_at", "datetime"),
    "lang": ("lang", "language", "locale"),
}
"""Our fields, and what their columns are usually called."""

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 20
_LIKE_A_TEXT = 60
_LONGEST_NAME = 200

# The module's own limit holds for the whole process; ours is what an article may have and more.
csv.field_size_limit(MAX_CELL)


class _RowTooLong(Exception):
    pass


@dataclass(slots=True)
class _Row:
    line: int
    cells: list[str]
    raw: str
    wrong: str = ""


class _Tee:
    """Gives lines to the CSV reader and remembers those of the row that is being read."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream
        self._taken: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        first = True
        while line := self._stream.readline(MAX_ROW):
            self._taken.append(line)
            self._size += len(line)
            if self._size >= MAX_ROW:
                raise _RowTooLong
            yield line.removeprefix("\ufeff") if first else line
            first = False

    def take(self) -> str:
        text = "".join(self._taken)
        self._taken.clear()
        self._size = 0
        return text


def read(source: Source, encoding: str, columns: dict[str, str]) -> Iterator[Item]:
    """Says how the table is understood, then gives its articles."""
    file = source.name
    delimiter, rows = _peek(source, encoding)
    if not rows:
        yield Problem(file, 0, "There is nothing in this file.")
        return
    if rows[0].wrong:
        yield Problem(file, rows[0].line, rows[0].wrong)
        return
    encodings.check(rows[0].raw, encoding)
    header = _unlike(rows[0].cells)
    opened = Opened(file, "csv", encoding, header, choose(header, rows[1:], columns))
    opened.head = encodings.as_it_came(rows[0].raw, encoding)
    yield opened
    if "text" not in opened.columns:
        yield Problem(file, 1, f"No column looks like the text; there are {_listed(header)}.")
        return
    yield from _articles(source, opened, delimiter)


def choose(header: Sequence[str], rows: Sequence["_Row"], given: dict[str, str]) -> dict[str, str]:
    """Which column is which field: as given where the table has such columns, else guessed."""
    chosen = {field: name for field, name in given.items() if name in header}
    for field, usual in NAMES.items():
        free = [name for name in header if name not in chosen.values()]
        if field not in given:
            found = next((name for word in usual for name in free if _key(name) == word), None)
            if found is not None:
                chosen[field] = found
    if "text" not in chosen and "text" not in given:
        longest = _longest(header, rows, set(chosen.values()))
        if longest is not None:
            chosen["text"] = longest
    return chosen


def _longest(header: Sequence[str], rows: Sequence["_Row"], taken: set[str]) -> str | None:
    """The column whose cells are as long as texts are."""
    best, most = None, _LIKE_A_TEXT * len(rows)
    for place, name in enumerate(header):
        size = sum(len(row.cells[place]) for row in rows if place < len(row.cells))
        if name not in taken and size > most:
            best, most = name, size
    return best


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name.strip().lower())


def _peek(source: Source, encoding: str) -> tuple[str, list[_Row]]:
    """The delimiter, and the first rows."""
    with source.open() as stream, encodings.reader(stream, encoding, newline="") as text:
        first = text.readline(MAX_ROW)
    delimiter = "\t" if source.name.lower().endswith(".tsv") else _delimiter(first)
    return delimiter, list(islice(_rows(source, encoding, delimiter), _SAMPLE_ROWS))


def _delimiter(line: str) -> str:
    outside = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=outside.count)


def _rows(source: Source, encoding: str, delimiter: str) -> Iterator[_Row]:
    """The rows that have something in them; one that can't be read says why."""
    with source.open() as stream, encodings.reader(stream, encoding, newline="") as text:
        tee = _Tee(text)
        rows = csv.reader(tee, delimiter=delimiter, strict=True)
        line, over = 1, False
        while not over:
            try:
                row = _Row(line, next(rows), tee.take())
            except StopIteration:
                return
            except (csv.Error, _RowTooLong) as error:
                reason, over = _explain(error)
                row = _Row(line, [], tee.take(), reason)
            line = rows.line_num + 1
            if any(row.cells) or row.wrong:
                yield row


def _explain(error: Exception) -> tuple[str, bool]:
    """What is wrong with a row, and whether nothing after it can be trusted."""
    if isinstance(error, _RowTooLong) or "field limit" in str(error):
        return (
            f"A cell has more than {MAX_CELL:,} characters: perhaps a quotation mark is never "
            "closed. The rest of the file was not read."
        ), True
    if "end of data" in str(error):
        return "The file ends inside a quoted cell: it was cut off, or a mark is missing.", True
    return f"This row is not written as CSV should be: {error}.", False


def _unlike(names: Sequence[str]) -> list[str]:
    """The names of the columns, each once and none empty."""
    unlike: list[str] = []
    for place, name in enumerate(names, 1):
        wanted = name.strip()[:_LONGEST_NAME] or f"column {place}"
        while wanted in unlike:
            wanted = f"{wanted} ({place})"
        unlike.append(wanted)
    return unlike


def _articles(source: Source, opened: Opened, delimiter: str) -> Iterator[Item]:
    rows = _rows(source, opened.encoding, delimiter)
    next(rows)
    for row in rows:
        raw = encodings.as_it_came(row.raw, opened.encoding)
        try:
            yield _article(row, opened, raw)
        except InvalidInput as error:
            yield Problem(opened.file, row.line, error.message, raw)


def _article(row: _Row, opened: Opened, raw: bytes) -> Record:
    """Columns that are none of our fields, and cells that don't fit theirs, become metadata."""
    _check(row, opened)
    rest = {name: cell for name, cell in zip(opened.header, row.cells, strict=False) if cell}
    text = rest.pop(opened.columns["text"], "")
    fields = dict.fromkeys(foreign.KEYS, "")
    for field, name in opened.columns.items():
        if field != "text":
            fields[field] = foreign.fitting(field, rest.get(name))
            if fields[field]:
                del rest[name]
    return foreign.record(clean(text), opened.file, row.line, raw, fields, rest, [])


def _check(row: _Row, opened: Opened) -> None:
    if row.wrong:
        raise InvalidInput(row.wrong)
    if len(row.cells) > len(opened.header):
        raise InvalidInput(
            f"The row has {len(row.cells)} cells and the table {len(opened.header)} columns."
        )
    encodings.check("".join(row.cells), opened.encoding)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(f"“{shown(name)}”" for name in names[:10]) + more

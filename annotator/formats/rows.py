"""CSV out: one row an annotation.

A set without annotations, and an article without sets, have one row with the rest empty, because
that nothing was found is also data. What CSV leaves out is the text of the articles and their
metadata.

A spreadsheet takes a cell that begins with = + - @ or a control character for a formula. Such a
cell gets an apostrophe in front; so does one that only has apostrophes before such a character,
so that ``unguard`` finds back exactly what it was.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO

import orjson

from annotator.formats.native import in_order, set_id, written
from annotator.formats.records import Record, Set, Span
from annotator.text.spans import unparse

HEADER = (
    "article", "title", "url", "source", "byline", "published", "lang", "revision",
    "content_sha256", "set", "set_kind", "set_name", "set_state", "set_created", "set_updated",
    "set_submitted", "annotation", "label", "start", "end", "fragments", "quote", "note",
    "attributes",
)  # fmt: skip
MARK = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_EMPTY_SET = ("",) * 7
_EMPTY_SPAN = ("",) * 8


def guard(cell: str) -> str:
    """The cell as text that no spreadsheet calculates with."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before ``guard``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def rows_of(record: Record) -> Iterator[tuple[str, ...]]:
    article = (
        *(record.uid, record.title, record.url, record.source, record.byline, record.published),
        *(record.lang, str(record.revision), record.digest),
    )
    head = tuple(map(guard, article))
    for one in in_order(record):
        cells = head + tuple(map(guard, _set(one)))
        for span in one.spans:
            yield cells + tuple(map(guard, _span(span)))
        if not one.spans:
            yield cells + _EMPTY_SPAN
    if not record.sets:
        yield head + _EMPTY_SET + _EMPTY_SPAN


def _set(one: Set) -> tuple[str, ...]:
    times = (written(time) or "" for time in (one.created, one.updated, one.submitted))
    return set_id(one.kind, one.name), one.kind, one.name, one.state, *times


def _span(span: Span) -> tuple[str, ...]:
    return (
        span.id,
        span.label,
        str(span.fragments[0][0]),
        str(span.fragments[-1][1]),
        unparse(span.fragments),
        span.quote,
        span.note,
        orjson.dumps(span.attributes).decode() if span.attributes else "",
    )

"""CSV out: one row an annotation.

A set without annotations, and an article without sets, have one row with the rest empty, because
that nothing was found is also data. Who says a claim stands in its row: as marked, and as in the
register; a speaker's own row has the latter too. “relations” are those that leave the annotation:
``said by:ID;quoted in:ID``. “provenance” says how an annotation came into the gold set, “split”
where a release put the article. What CSV leaves out is the text of the articles and their metadata,
what the register knows beyond names, and the ids of relations.

A spreadsheet takes a cell that begins with = + - @ or a control character for a formula. Such a
cell gets an apostrophe in front; so does one that only has apostrophes before such a character,
so that ``unguard`` finds back exactly what it was.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain

import orjson

from annotator.formats.documents import count_article
from annotator.formats.losses import Loss, Losses
from annotator.formats.native import VALUE, in_order, set_id, written
from annotator.formats.records import Entry, Record, Set, Span
from annotator.formats.writing import Piece, Writing, one_file
from annotator.text.spans import unparse

HEADER = (
    "article", "title", "url", "source", "byline", "published", "lang", "revision",
    "content_sha256", "set", "set_kind", "set_name", "set_state", "set_created", "set_updated",
    "set_submitted", "annotation", "label", "start", "end", "fragments", "quote", "note",
    "attributes", "speaker", "canonical_speaker", "form", "value_low", "value_high", "comparator",
    "unit", "counted", "magnitude", "confirmed", "relations", "provenance", "split",
)  # fmt: skip
MARK = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_EMPTY_SET = ("",) * 7
_EMPTY_SPAN = ("",) * 20
_NO_VALUE = ("",) * len(VALUE)
_AND = "; "


def guard(cell: str) -> str:
    """The cell as text that no spreadsheet calculates with."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before ``guard``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """The table with its header; ``writing.mark``: with a byte-order mark, which Excel needs."""

    def parts() -> Iterator[bytes]:
        yield (MARK if writing.mark else "").encode() + table([HEADER])
        seen: set[str] = set()
        for record in records:
            count_article(record, losses, Loss.TEXTS, Loss.META)
            more = {entry.id for entry in record.speakers if _is_more(entry)} - seen
            losses.count(Loss.SPEAKERS, len(more))
            losses.count(Loss.RELATION_IDS, sum(len(one.relations) for one in record.sets))
            seen |= more
            yield table(rows_of(record, texts=writing.texts))

    return one_file(f"{writing.name}.csv", parts())


def _is_more(entry: Entry) -> bool:
    """Whether the register knows anything beyond the name."""
    return bool(entry.kind or entry.role or entry.wikidata or entry.notes or entry.aliases)


def table(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def rows_of(record: Record, *, texts: bool = True) -> Iterator[tuple[str, ...]]:
    """Without ``texts`` there are no words of the article either, only their places."""
    article = (
        *(record.uid, record.title, record.url, record.source, record.byline, record.published),
        *(record.lang, str(record.revision), record.digest),
    )
    head = tuple(map(guard, article))
    names = {entry.id: entry.name for entry in record.speakers}
    for one in in_order(record):
        cells = head + tuple(map(guard, _set(one)))
        leaving = _leaving(one)
        for span in one.spans:
            words = chain(_span(span, texts=texts), _who(span, names, texts=texts))
            last = guard(leaving.get(span.id, "")), span.provenance, record.split
            yield (*cells, *map(guard, words), *_said(span), *last)
        if not one.spans:
            yield (*cells, *_EMPTY_SPAN, record.split)
    if not record.sets:
        yield (*head, *_EMPTY_SET, *_EMPTY_SPAN, record.split)


def _set(one: Set) -> tuple[str, ...]:
    times = (written(time) or "" for time in (one.created, one.updated, one.submitted))
    return set_id(one.kind, one.name), one.kind, one.name, one.state, *times


def _span(span: Span, *, texts: bool) -> tuple[str, ...]:
    return (
        span.id,
        span.label,
        str(span.fragments[0][0]),
        str(span.fragments[-1][1]),
        unparse(span.fragments),
        span.quote if texts else "",
        span.note,
        orjson.dumps(span.attributes).decode() if span.attributes else "",
    )


def _who(span: Span, names: dict[str, str], *, texts: bool) -> tuple[str, ...]:
    """Who says it, by the words of the text and by name, and in which form."""
    quotes = dict.fromkeys(quote for quote, _ in span.said_by if texts)
    known = dict.fromkeys(name for _, name in span.said_by if name)
    form = span.attributes.get("form")
    return (
        _AND.join(quotes),
        _AND.join(known) or names.get(span.speaker, ""),
        form if isinstance(form, str) else "",
    )


def _said(span: Span) -> tuple[str, ...]:
    """What a figure says; one that was read without finding anything is not confirmed."""
    if span.value is None:
        return _NO_VALUE
    found = (span.value.get(name, False if name == "confirmed" else "") for name in VALUE)
    return tuple(_cell(part) for part in found)


def _cell(value: str | float | bool) -> str:
    """A number below zero stays one."""
    return guard(value) if isinstance(value, str) else orjson.dumps(value).decode()


def _leaving(one: Set) -> dict[str, str]:
    """The relations that leave each span."""
    found: dict[str, list[str]] = {}
    for link in one.relations:
        found.setdefault(link.source, []).append(f"{link.type}:{link.target}")
    return {source: ";".join(written) for source, written in found.items()}

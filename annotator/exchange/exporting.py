"""A corpus as bytes, streamed from one moment's state of the database."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import ngettext_lazy

from annotator.exchange.choices import Format, Selection
from annotator.exchange.corpus import articles_of, records, snapshot, speakers_in
from annotator.exchange.sentences import counted
from annotator.formats import native, rows

TYPES = {
    Format.JSONL: "application/jsonl; charset=utf-8",
    Format.CSV: "text/csv; charset=utf-8",
}

_NOT_IN_CSV = {
    "all": ngettext_lazy(
        "CSV leaves out the text of %(number)s article.",
        "CSV leaves out the texts of %(number)s articles.",
        "n",
    ),
    "meta": ngettext_lazy(
        "CSV leaves out the metadata of %(number)s article.",
        "CSV leaves out the metadata of %(number)s articles.",
        "n",
    ),
    "speakers": ngettext_lazy(
        "CSV leaves out the kind, role, other names and notes of %(number)s speaker.",
        "CSV leaves out the kinds, roles, other names and notes of %(number)s speakers.",
        "n",
    ),
}


def export(selection: Selection, form: Format, *, mark: bool = False) -> Iterator[bytes]:
    """``mark``: a byte-order mark, without which Excel takes CSV for another encoding."""
    with snapshot():
        yield from _csv(selection, mark=mark) if form == Format.CSV else _jsonl(selection)


def file_name(selection: Selection, form: Format) -> str:
    return f"{selection.project.slug}.{form.value}"


def _jsonl(selection: Selection) -> Iterator[bytes]:
    for batch in records(selection):
        yield b"".join(map(native.write, batch))


def _csv(selection: Selection, *, mark: bool) -> Iterator[bytes]:
    yield (rows.MARK if mark else "").encode() + rows.write([rows.HEADER])
    for batch in records(selection):
        yield rows.write(row for record in batch for row in rows.rows_of(record))


def losses(selection: Selection, form: Format) -> list[str]:
    """What the format can't hold, a sentence each: nothing is left out silently."""
    if form == Format.JSONL:
        return []
    articles = articles_of(selection).order_by()
    counts = articles.aggregate(all=Count("pk"), meta=Count("pk", filter=~Q(meta={})))
    counts["speakers"] = speakers_in(selection)
    return [
        counted(sentence, counts[name]) for name, sentence in _NOT_IN_CSV.items() if counts[name]
    ]

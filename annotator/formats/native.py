"""The project's own JSONL: one article a line, with everything about it, in a fixed order.

``native.schema.json`` beside this file describes it, ``native_reading`` reads it. Articles come in
the order of their import, sets by kind and name, spans by set, place, label and id, relations by
set, type and the places of their ends, speakers by name, so that the same corpus always makes the
same bytes.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

from annotator.formats import textless
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import FIELDS, Entry, Link, Record, Set, Span
from annotator.formats.writing import Piece, Writing, one_file

SCHEMA = "news-annotator/1"
UNIT = "codepoint"
VALUE = ("low", "high", "comparator", "unit", "counted", "magnitude", "confirmed")


def set_id(kind: str, name: str) -> str:
    """What spans call their set: unique in the article."""
    return f"{kind}:{name}" if name else kind


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """A line for each record; nothing is lost but the texts, where they are not wanted."""

    def lines() -> Iterator[bytes]:
        for record in records:
            losses.count(Loss.TEXTS, not writing.texts)
            yield line(record, texts=writing.texts)

    return one_file(f"{writing.name}.jsonl", lines())


def line(record: Record, *, texts: bool = True) -> bytes:
    """The record's line."""
    article = plain(record)
    return dumped(article if texts else textless.without(article))


def dumped(article: dict[str, Any]) -> bytes:
    return orjson.dumps(article, option=orjson.OPT_APPEND_NEWLINE)


def plain(record: Record) -> dict[str, Any]:
    """The record as JSON values, in the order of the file."""
    sets = in_order(record)
    article = {
        "schema": SCHEMA,
        "id": record.uid,
        **written_fields(record),
        "revision": record.revision,
        "content_sha256": record.digest,
        "text": record.text,
        "offset_unit": UNIT,
        "meta": record.meta,
        "sets": [written_set(one) for one in sets],
        "spans": [span for one in sets for span in _written_spans(one)],
        "relations": [link for one in sets for link in written_links(one)],
        "speakers": [written_entry(entry) for entry in record.speakers],
    }
    return article | ({"split": record.split} if record.split else {})


def written_fields(record: Record) -> dict[str, str]:
    return {name: getattr(record, name) for name in FIELDS}


def in_order(record: Record) -> list[Set]:
    """The sets in their order, and what is in each; the speakers are put in theirs too."""
    sets = sorted(record.sets, key=lambda one: (one.kind, one.name))
    for one in sets:
        one.spans.sort(key=_place)
        if one.relations:
            _sort_links(one)
    record.speakers.sort(key=lambda entry: (entry.name, entry.id))
    return sets


def _place(span: Span) -> tuple[int, int, str, str]:
    return span.fragments[0][0], span.fragments[-1][1], span.label, span.id


def _sort_links(one: Set) -> None:
    places = {span.id: place for place, span in enumerate(one.spans)}
    one.relations.sort(
        key=lambda link: (places[link.source], link.type, places[link.target], link.id)
    )


def written_set(one: Set) -> dict[str, Any]:
    return {
        "id": set_id(one.kind, one.name),
        "kind": one.kind,
        "name": one.name,
        "state": one.state,
        "created": written(one.created),
        "updated": written(one.updated),
        "submitted": written(one.submitted),
    }


def written(time: datetime | None) -> str | None:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z") if time else None


def _written_spans(one: Set) -> list[dict[str, Any]]:
    name = set_id(one.kind, one.name)
    return [_written_span(span, name) for span in one.spans]


def _written_span(span: Span, set_name: str) -> dict[str, Any]:
    part: dict[str, Any] = {
        "id": span.id,
        "set": set_name,
        "label": span.label,
        "fragments": span.fragments,
        "quote": span.quote,
    }
    add_more(part, span)
    return part


def add_more(part: dict[str, Any], span: Span) -> None:
    """Puts in what few annotations have."""
    if span.note:
        part["note"] = span.note
    if span.attributes:
        part["attributes"] = span.attributes
    if span.speaker:
        part["speaker"] = span.speaker
    if span.value is not None:
        part["value"] = written_value(span.value)
    if span.provenance:
        part["provenance"] = span.provenance


def written_value(value: dict[str, Any]) -> dict[str, Any]:
    """In the order of ``figures``, which a database doesn't keep."""
    return {name: value[name] for name in VALUE if name in value}


def written_links(one: Set) -> list[dict[str, Any]]:
    name = set_id(one.kind, one.name)
    return [_written_link(link, name) for link in one.relations]


def _written_link(link: Link, set_name: str) -> dict[str, Any]:
    return {
        "id": link.id,
        "set": set_name,
        "type": link.type,
        "from": link.source,
        "to": link.target,
    }


def written_entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "role": entry.role,
        "wikidata": entry.wikidata,
        "notes": entry.notes,
        "aliases": entry.aliases,
    }

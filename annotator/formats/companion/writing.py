"""What is kept of a document, as JSON."""

from hashlib import sha256
from typing import Any

import orjson

from annotator.formats.documents import Document
from annotator.formats.native import add_more, written_entry, written_fields, written_set
from annotator.formats.records import Link, Span
from annotator.text.spans import unparse

SCHEMA = "news-annotator-document/1"
Form = tuple[Any, Any, Any]
"""How a document shows an annotation: where it is with its label, its attributes, its note."""


def mark_of(form: Form) -> str:
    """Tells two ways of showing an annotation apart, each of the three parts by itself."""
    return "-".join(sha256(orjson.dumps(part)).hexdigest()[:12] for part in form)


def written(
    document: Document,
    form: str,
    marks: dict[str, tuple[str, Span]],
    relations: dict[str, tuple[str, Link]],
) -> dict[str, Any]:
    """The JSON object. ``marks`` and ``relations`` are by what the document calls each; the strings
    are an annotation's mark, and what a relation's type is written as."""
    record, one = document.record, document.one
    used = {span.speaker for span in document.spans}
    return {
        "schema": SCHEMA,
        "format": form,
        "article": {
            "id": record.uid,
            **written_fields(record),
            "revision": record.revision,
            "content_sha256": record.digest,
            "meta": record.meta,
        },
        "set": written_set(one) if one else None,
        "spans": {key: _written_span(mark, span) for key, (mark, span) in marks.items()},
        "relations": {key: _written_link(*link) for key, link in relations.items()},
        "speakers": [written_entry(entry) for entry in record.speakers if entry.id in used],
    }


def _written_span(mark: str, span: Span) -> dict[str, Any]:
    part: dict[str, Any] = {"id": span.id, "mark": mark, "label": span.label}
    part["fragments"] = unparse(span.fragments)
    add_more(part, span)
    return part


def _written_link(shown: str, link: Link) -> dict[str, Any]:
    return {"id": link.id, "written": shown, "type": link.type}

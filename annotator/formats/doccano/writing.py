"""doccano's JSON lines out."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import orjson

from annotator.formats.documents import Document, count_unheld, documents
from annotator.formats.keeping import KEY, UTF_16, Shown, kept, metadata
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record, Span
from annotator.formats.writing import Piece, Writing, chosen, one_file
from annotator.text.offsets import to_utf16
from annotator.text.spans import Fragments

VARIANTS = ("relations", "spans")
RESERVED = ("id", "text", "label", "labels", "entities", "relations")


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """A line for each annotation set, and for each article without sets."""
    lines = _Lines(chosen(VARIANTS, writing), writing.unit, losses)
    return one_file(
        f"{writing.name}.jsonl",
        (lines.line(one) for record in records for one in documents(record)),
    )


class _Lines:
    """Numbers documents, entities, relations and comments through the file, as doccano does."""

    def __init__(self, variant: str, unit: str, losses: Losses) -> None:
        self._with_relations = variant == "relations"
        self._unit = unit
        self._losses = losses
        self._documents, self._entities = count(1), count(1)
        self._relations, self._comments = count(1), count(1)

    def line(self, document: Document) -> bytes:
        count_unheld(document, self._losses, Loss.FRAGMENTS)
        flat, left = metadata(document.record, RESERVED)
        shown = places(document, self._unit)
        given = {"id": next(self._documents), "text": document.record.text}
        if self._with_relations:
            given |= self._entities_of(document, shown)
            own = kept(document, shown, left, self._unit)
        else:
            self._losses.count(Loss.RELATIONS, len(document.relations))
            given["label"] = [(start, end, span.label) for span, start, end, _ in shown]
            own = kept(document, shown, left, self._unit) | {"relations": []}
        comments = flat.pop("Comments", [])
        if not are_comments(comments):
            left["Comments"], comments = comments, []
        given["Comments"] = [*comments, *self._notes(document)]
        return orjson.dumps(given | flat | {KEY: own}, option=orjson.OPT_APPEND_NEWLINE)

    def _entities_of(self, document: Document, shown: list[Shown]) -> dict[str, Any]:
        numbers = {span.id: next(self._entities) for span, *_ in shown}
        entities = [
            {"id": numbers[span.id], "label": span.label, "start_offset": start, "end_offset": end}
            for span, start, end, _ in shown
        ]
        relations = [
            {
                "id": next(self._relations),
                "from_id": numbers[link.source],
                "to_id": numbers[link.target],
                "type": link.type,
            }
            for link in document.relations
        ]
        return {"entities": entities, "relations": relations}

    def _notes(self, document: Document) -> list[dict[str, Any]]:
        return [
            {"id": next(self._comments), "comment": comment(span)}
            for span in document.spans
            if span.note
        ]


def comment(span: Span) -> str:
    """How the note of an annotation stands among the comments on its article."""
    return f"“{span.quote}”: {span.note}"


def are_comments(value: Any) -> bool:
    """Whether it can stand under “Comments”."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and isinstance(one.get("comment"), str) for one in value
    )


def places(document: Document, unit: str) -> list[Shown]:
    """Where each annotation begins and ends, and its fragments, in code points or in UTF-16."""
    spans = document.spans
    fragments = [span.fragments for span in spans]
    if unit == UTF_16:
        fragments = _in_utf16(document.record.text, fragments)
    return [
        (span, parts[0][0], parts[-1][1], parts)
        for span, parts in zip(spans, fragments, strict=True)
    ]


def _in_utf16(text: str, fragments: list[Fragments]) -> list[Fragments]:
    moved = iter(to_utf16(text, [at for parts in fragments for pair in parts for at in pair]))
    return [tuple((next(moved), next(moved)) for _ in parts) for parts in fragments]

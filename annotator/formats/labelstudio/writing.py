"""Label Studio's JSON out."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import orjson

from annotator.formats.keeping import KEY, metadata
from annotator.formats.labelstudio import config
from annotator.formats.labelstudio.attributes import CONTROLS, control_name, encoded, hint
from annotator.formats.losses import Losses
from annotator.formats.native import add_more, in_order, set_id, written, written_entry, written_set
from annotator.formats.records import Link, Record, SchemeAttribute, Set, Span
from annotator.formats.writing import Piece, Writing, one_file

Part = dict[str, Any]
_LONG_AGO = "1970-01-01T00:00:00Z"
_JUDGED = ("annotator", "gold")


def write(records: Iterable[Record], writing: Writing, _: Losses) -> Iterator[Piece]:
    """The tasks, one a line, and the labelling configuration; nothing is lost."""
    tasks = _Tasks(writing)
    yield from one_file(f"{writing.name}.json", tasks.lines(records))
    yield config.FILE, config.written(writing.scheme, tasks.labels, tasks.relations)


class _Tasks:
    """Numbers tasks, annotations and annotators, and keeps in mind which names were used."""

    def __init__(self, writing: Writing) -> None:
        self.labels: set[str] = set()
        self.relations: set[str] = set()
        self._attributes = {
            label.name: {one.name: one for one in label.attributes}
            for label in writing.scheme.labels
        }
        self._tasks, self._annotations = count(1), count(1)
        self._people: dict[str, int] = {}

    def lines(self, records: Iterable[Record]) -> Iterator[bytes]:
        separator = b"[\n"
        for record in records:
            yield separator + orjson.dumps(self._task(record))
            separator = b",\n"
        yield b"[\n]\n" if separator == b"[\n" else b"\n]\n"

    def _task(self, record: Record) -> Part:
        flat, left = metadata(record, ("text",))
        sets = in_order(record)
        return {
            "id": next(self._tasks),
            "data": {"text": record.text} | flat,
            "annotations": [self._annotation(record, one) for one in sets if one.kind in _JUDGED],
            "predictions": [
                self._prediction(record, one) for one in sets if one.kind not in _JUDGED
            ],
            "meta": {
                KEY: {
                    "id": record.uid,
                    "revision": record.revision,
                    "meta": left,
                    "speakers": [written_entry(entry) for entry in record.speakers],
                }
            },
        }

    def _annotation(self, record: Record, one: Set) -> Part:
        who = set_id(one.kind, one.name)
        created = written(one.created or one.updated) or _LONG_AGO
        return {
            "id": next(self._annotations),
            "completed_by": self._people.setdefault(who, len(self._people) + 1),
            "was_cancelled": False,
            "ground_truth": one.kind == "gold",
            "created_at": created,
            "updated_at": written(one.updated) or created,
            "lead_time": None,
            "result": self._results(record.text, one, "manual"),
            KEY: written_set(one),
        }

    def _prediction(self, record: Record, one: Set) -> Part:
        return {
            "id": next(self._annotations),
            "model_version": one.name,
            "score": None,
            "result": self._results(record.text, one, "prediction"),
            KEY: written_set(one),
        }

    def _results(self, text: str, one: Set, origin: str) -> list[Part]:
        found: list[Part] = []
        for span in one.spans:
            self.labels.add(span.label)
            meta: Part = {}
            controls = self._controls(span, meta) if span.attributes else []
            found += _regions(text, span, origin, meta)
            found += controls
        for link in one.relations:
            self.relations.add(link.type)
            found.append(_relation(link))
        return found

    def _controls(self, span: Span, meta: Part) -> list[Part]:
        """What can be said with controls; all else is left to ``meta``."""
        known = self._attributes.get(span.label, {})
        left, kinds, controls = {}, {}, []
        for name, value in span.attributes.items():
            attribute = known.get(name)
            said = encoded(attribute, value) if attribute else None
            if attribute is None or said is None:
                left[name] = value
                continue
            controls.append(_control(span, attribute, said))
            if hint(attribute, value):
                kinds[name] = attribute.kind
        meta |= {key: part for key, part in (("attributes", left), ("kinds", kinds)) if part}
        return controls


def _regions(text: str, span: Span, origin: str, own: Part) -> Iterator[Part]:
    """A region for each fragment; what there is to say is said of the first."""
    meta = _meta(span, own)
    uid = span.id
    for number, (start, end) in enumerate(span.fragments):
        if number:
            yield _leads(uid, f"{span.id}+{number}")
            uid = f"{span.id}+{number}"
        region: Part = {
            "id": uid,
            "from_name": config.CONTROL,
            "to_name": config.OBJECT,
            "type": "labels",
            "origin": origin,
            "value": {"start": start, "end": end, "text": text[start:end], "labels": [span.label]},
        }
        if meta and not number:
            region["meta"] = meta
        yield region


def _meta(span: Span, own: Part) -> Part:
    more: Part = {}
    add_more(more, span)
    more.pop("attributes", None)
    note = more.pop("note", "")
    own |= more
    return ({"text": [note]} if note else {}) | ({KEY: own} if own else {})


def _leads(source: str, target: str) -> Part:
    return {
        "type": "relation",
        "from_id": source,
        "to_id": target,
        "direction": "right",
        "labels": [config.CONTINUED],
    }


def _relation(link: Link) -> Part:
    return _leads(link.source, link.target) | {"id": link.id, "labels": [link.type]}


def _control(span: Span, attribute: SchemeAttribute, said: Part) -> Part:
    start, end = span.fragments[0]
    return {
        "id": span.id,
        "from_name": control_name(span.label, attribute.name),
        "to_name": config.OBJECT,
        "type": CONTROLS[attribute.kind],
        "origin": "manual",
        "value": {"start": start, "end": end} | said,
    }

"""Web Annotations out."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.formats.losses import Losses
from annotator.formats.native import (
    in_order,
    set_id,
    written_entry,
    written_fields,
    written_set,
    written_value,
)
from annotator.formats.records import Link, Record, Set, Span
from annotator.formats.webannotation import terms
from annotator.formats.webannotation.terms import iri
from annotator.formats.writing import Piece, Writing, one_file

Part = dict[str, Any]
AROUND = 32
"""How many characters before and behind a quote are given, to find it by."""
HEAD_END = b'"@graph":['
TAIL = b"]}"


def write(records: Iterable[Record], writing: Writing, _: Losses) -> Iterator[Piece]:
    """One document with a page in each line; nothing is lost."""
    return one_file(f"{writing.name}.jsonld", _lines(records))


def _lines(records: Iterable[Record]) -> Iterator[bytes]:
    yield orjson.dumps({"@context": terms.CONTEXT})[:-1] + b"," + HEAD_END
    separator = b"\n"
    for record in records:
        yield separator + orjson.dumps(_page(record))
        separator = b",\n"
    yield b"\n" + TAIL + b"\n"


def _page(record: Record) -> Part:
    source = record.url if terms.is_iri(record.url) else iri(record.uid)
    sets = in_order(record)
    language = {"language": record.lang} if record.lang else {}
    text = {"id": source, "type": "Text", "format": "text/plain", "value": record.text}
    return {
        "id": iri(record.uid, "page"),
        "type": "AnnotationPage",
        terms.ARTICLE: text | language,
        terms.RECORD: _record(record, sets),
        "items": [item for one in sets for item in _items(record, one, source)],
    }


def _record(record: Record, sets: list[Set]) -> Part:
    fields = written_fields(record)
    return {
        "id": record.uid,
        **fields,
        "revision": record.revision,
        "content_sha256": record.digest,
        "meta": record.meta,
        "sets": [written_set(one) for one in sets],
        "speakers": [written_entry(entry) for entry in record.speakers],
    }


def _items(record: Record, one: Set, source: str) -> Iterator[Part]:
    name = set_id(one.kind, one.name)
    creator = _creator(one)
    known = {entry.id: entry.wikidata for entry in record.speakers}
    for span in one.spans:
        yield {
            "id": iri(record.uid, name, span.id),
            "type": "Annotation",
            "motivation": "tagging",
            **creator,
            terms.SET: name,
            "body": list(_bodies(span, known)),
            "target": [_target(record.text, source, *pair) for pair in span.fragments],
        }
    for link in one.relations:
        yield _relation(link, record.uid, name) | creator


def _creator(one: Set) -> Part:
    """Who or what annotated; nobody in particular made the gold set."""
    if not one.name:
        return {}
    kind = "Person" if one.kind == "annotator" else "Software"
    return {"creator": {"type": kind, "name": one.name}}


def _bodies(span: Span, known: dict[str, str]) -> Iterator[Part]:
    yield _body("tagging", span.label)
    for name, value in span.attributes.items():
        more: Part = {terms.ATTRIBUTE: name}
        if not isinstance(value, str):
            more[terms.JSON] = value
        yield _body("describing", _said(value)) | more
    if span.value is not None:
        figure = written_value(span.value)
        yield _body("describing", _said(figure)) | {terms.FIGURE: figure}
    if span.speaker:
        yield _identity(span.speaker, known.get(span.speaker, ""))
    if span.note:
        yield _body("commenting", span.note)
    if span.provenance:
        yield _body("assessing", span.provenance)


def _said(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _body(purpose: str, value: str) -> Part:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _identity(speaker: str, wikidata: str) -> Part:
    source = f"http://www.wikidata.org/entity/{wikidata}" if wikidata else iri("speaker", speaker)
    return {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": source,
        terms.SPEAKER: speaker,
    }


def _target(text: str, source: str, start: int, end: int) -> Part:
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"source": source, "selector": [quote, place]}


def _relation(link: Link, uid: str, name: str) -> Part:
    where = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": iri(uid, name, link.target),
    }
    return {
        "id": iri(uid, name, "relation", link.id),
        "type": "Annotation",
        "motivation": "linking",
        terms.SET: name,
        "body": [where, _body("classifying", link.type)],
        "target": iri(uid, name, link.source),
    }

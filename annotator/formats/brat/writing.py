"""brat out: each document as it is met, and at last the names that all of them use."""

from collections.abc import Iterable, Iterator

import orjson

from annotator.formats import companion
from annotator.formats.brat.names import Collection
from annotator.formats.brat.standoff import Marked, quoted
from annotator.formats.documents import Document, paths
from annotator.formats.losses import Losses
from annotator.formats.records import Entry, Link, Record, Span
from annotator.formats.writing import Names, Piece, Writing

NAME = "brat"


def write(records: Iterable[Record], writing: Writing, _: Losses) -> Iterator[Piece]:
    """Three files for each document, and two for all; nothing is lost."""
    names, collection = Names(), Collection(writing.scheme)
    for record in records:
        for path, document in paths(record, names):
            yield from _document(path, document, collection)
    yield "annotation.conf", collection.annotation_conf().encode()
    yield "visual.conf", collection.visual_conf().encode()


def _document(path: str, document: Document, collection: Collection) -> Iterator[Piece]:
    text = document.record.text
    spans = {f"T{number}": span for number, span in enumerate(document.spans, 1)}
    links = {f"R{number}": link for number, link in enumerate(document.relations, 1)}
    shown = {key: collection.marked(text, span) for key, span in spans.items()}
    marks = {key: (companion.mark_of(one.form), spans[key]) for key, one in shown.items()}
    lines = "".join((*_annotations(text, document, shown), *_relations(spans, links, collection)))
    types = {key: (collection.relations[link.type], link) for key, link in links.items()}
    beside = companion.written(document, NAME, marks, types)
    yield f"{path}.txt", text.encode()
    yield f"{path}.ann", lines.encode()
    yield f"{path}.json", orjson.dumps(beside, option=orjson.OPT_APPEND_NEWLINE)


def _annotations(text: str, document: Document, shown: dict[str, Marked]) -> Iterator[str]:
    entries = {entry.id: entry for entry in document.record.speakers if entry.wikidata}
    attributes = notes = names = 0
    for (key, one), span in zip(shown.items(), document.spans, strict=True):
        places = ";".join(f"{start} {end}" for start, end in one.places)
        yield f"{key}\t{one.type} {places}\t{quoted(text, one.places)}\n"
        for name, value in one.attributes:
            attributes += 1
            yield f"A{attributes}\t{name} {key}{value and ' '}{value}\n"
        for type_, note in one.notes:
            notes += 1
            yield f"#{notes}\t{type_} {key}\t{note}\n"
        if span.speaker in entries:
            names += 1
            yield _reference(names, key, entries[span.speaker])


def _reference(number: int, key: str, entry: Entry) -> str:
    return f"N{number}\tReference {key} Wikidata:{entry.wikidata}\t{entry.name}\n"


def _relations(
    spans: dict[str, Span], links: dict[str, Link], collection: Collection
) -> Iterator[str]:
    keys = {span.id: key for key, span in spans.items()}
    for key, link in links.items():
        ends = f"Arg1:{keys[link.source]} Arg2:{keys[link.target]}"
        yield f"{key}\t{collection.relations[link.type]} {ends}\n"

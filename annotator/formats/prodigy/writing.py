"""Prodigy's JSON lines out."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

import orjson

from annotator.formats.alignment import fit
from annotator.formats.documents import Document, count_unheld, documents
from annotator.formats.keeping import KEY, kept, metadata
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Link, Record, Span
from annotator.formats.writing import Piece, Writing, one_file
from annotator.text.spans import Fragment, extent
from annotator.text.tokens import tokenize

Part = dict[str, Any]


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """A line for each annotation set, and for each article without sets."""
    lines = (line for record in records for line in _lines(record, writing, losses))
    return one_file(f"{writing.name}.jsonl", lines)


def _lines(record: Record, writing: Writing, losses: Losses) -> Iterator[bytes]:
    places = tokenize(record.text)
    tokens = _tokens(record.text, places)
    for document in documents(record):
        task = _task(document, places, writing, losses)
        given = {"text": record.text, "tokens": tokens} | task
        yield orjson.dumps(given, option=orjson.OPT_APPEND_NEWLINE)


def _tokens(text: str, places: list[Fragment]) -> list[Part]:
    """“ws”: whether white space comes behind it."""
    return [
        {
            "text": text[start:end],
            "start": start,
            "end": end,
            "id": number,
            "ws": text[end : end + 1].isspace(),
        }
        for number, (start, end) in enumerate(places)
    ]


def _task(document: Document, places: list[Fragment], writing: Writing, losses: Losses) -> Part:
    count_unheld(document, losses, Loss.FRAGMENTS)
    flat, left = metadata(document.record, ())
    found = [
        (span, _part(span, places, fitted))
        for span in document.spans
        if (fitted := fit(places, *extent(span.fragments), writing.borders, losses))
    ]
    parts = {span.id: part for span, part in found}
    links = [one for one in document.relations if one.source in parts and one.target in parts]
    losses.count(Loss.RELATIONS, len(document.relations) - len(links))
    shown = [(span, part["start"], part["end"], span.fragments) for span, part in found]
    own = kept(document, shown, left)
    return {
        "spans": [part for _span, part in found],
        "relations": [_relation(link, parts) for link in links],
        "meta": flat,
        "answer": "accept",
        **_whose(document, writing),
        KEY: own,
    }


def _part(span: Span, places: list[Fragment], fitted: Fragment) -> Part:
    first, last = fitted[0], fitted[1] - 1
    return {
        "start": places[first][0],
        "end": places[last][1],
        "token_start": first,
        "token_end": last,
        "label": span.label,
        "id": span.id,
    }


def _relation(link: Link, parts: dict[str, Part]) -> Part:
    """Tokens stand for spans: the last one of each."""
    head, child = parts[link.source], parts[link.target]
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "label": link.type,
        "head_span": head,
        "child_span": child,
    }


def _whose(document: Document, writing: Writing) -> Part:
    """Hashes and names that the same corpus has again whenever it is written.

    The input is the text, the task is what was asked about it: the labels to choose from.
    """
    labels = ",".join(label.name for label in writing.scheme.labels)
    session = f"{writing.name}-{document.annotator}" if document.annotator else None
    one = document.one
    time = (one.submitted or one.updated or one.created) if one else None
    return {
        "_input_hash": _hash(document.record.text),
        "_task_hash": _hash(f"{document.record.text}\n{labels}"),
        "_session_id": session,
        "_annotator_id": session,
        "_view_id": "relations" if document.relations else "spans_manual",
        "_timestamp": int(time.timestamp()) if time else None,
    }


def _hash(text: str) -> int:
    """A number of 32 bits with a sign, as Prodigy's are."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big", signed=True)

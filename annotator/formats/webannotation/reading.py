"""Web Annotations in."""

from collections.abc import Iterator, Sequence
from typing import IO, Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import encodings, lines
from annotator.formats.elements import MAX_ELEMENT, elements
from annotator.formats.records import Item, Opened, Options, Problem, Source
from annotator.formats.webannotation import terms
from annotator.formats.webannotation.annotations import listed
from annotator.formats.webannotation.pages import Page, article
from annotator.formats.webannotation.writing import HEAD_END, TAIL

Part = dict[str, Any]
_DEEPEST = 3
"""A graph has collections, which have pages, which have annotations."""


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """Articles; what somebody else wrote must have the texts in it."""
    for source in sources:
        try:
            encoding = encodings.of(source, options)
            yield Opened(source.name, "webannotation", encoding)
            with source.open() as stream:
                yield from _of(stream, encoding, source.name)
        except InvalidInput as error:
            yield Problem(source.name, error.details.get("line", 0), error.message)


def _of(stream: IO[bytes], encoding: str, file: str) -> Iterator[Item]:
    """Ours a page at a time, others whole."""
    if encoding == encodings.UTF_8 and _is_ours(stream):
        yield from _by_line(stream, file)
        return
    stream.seek(0)
    found: list[Page] = []
    single: list[Part] = []
    for value in elements(stream, encoding):
        _collect(value, found, single)
    found += Page.of({"type": "AnnotationPage", "items": single}).by_source()
    if not found:
        raise InvalidInput("There are no web annotations in this file.")
    for number, page in enumerate(found, 1):
        yield from _page(page, page.line(), file, number)


def _is_ours(stream: IO[bytes]) -> bool:
    first = stream.readline(MAX_ELEMENT).rstrip()
    return first.endswith(HEAD_END) and terms.RECORD.encode() in first


def _by_line(stream: IO[bytes], file: str) -> Iterator[Item]:
    number = 1
    while line := stream.readline(MAX_ELEMENT):
        number += 1
        given = line.strip().removesuffix(b",")
        if given == TAIL:
            return
        try:
            value = orjson.loads(given)
        except orjson.JSONDecodeError as error:
            yield Problem(file, number, lines.explain(error), line)
            continue
        if not isinstance(value, dict):
            yield Problem(file, number, "This is not a JSON object.", line)
            continue
        yield from _page(Page.of(value), given + b"\n", file, number)


def _page(page: Page, raw: bytes, file: str, line: int) -> Iterator[Item]:
    try:
        yield from article(page, file, line, raw)
    except InvalidInput as error:
        yield Problem(file, line, error.message, raw)


def _collect(value: Any, found: list[Page], single: list[Part], depth: int = 0) -> None:
    """Pages of a document, and annotations that stand in no page."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return
    kinds = listed(value.get("type", value.get("@type")))
    if terms.RECORD in value or "AnnotationPage" in kinds:
        found += Page.of(value).by_source()
    elif "Annotation" in kinds:
        single.append(value)
    for inner in listed(value.get("@graph")) + listed(value.get("first")):
        _collect(inner, found, single, depth + 1)

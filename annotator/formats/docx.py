"""Word documents: paragraphs and the cells of tables as lines, in their order."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import archives, single
from annotator.formats.records import Item, Note, Opened, Options, Source

MAX_BYTES = 100_000_000
MAX_XML = 20_000_000
"""Of all parts that are XML, unpacked: they are held in memory whole."""

_BROKEN = "This is no Word document, or a damaged one."
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", _FALLBACK}
"""What was deleted, and what is there a second time for old programs."""

_WORDS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}
_NOTES = {
    f"{_W}footnoteReference": "footnotes",
    f"{_W}endnoteReference": "endnotes",
    f"{_W}commentReference": "comments",
}


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """One article a document. What it refers to outside of itself is not looked at."""
    return single.each(sources, options, MAX_BYTES, _document)


def _document(source: Source, raw: bytes, options: Options) -> Iterator[Item]:
    _check_package(source, options)
    document = _parsed(raw)
    yield Opened(source.name, "docx", "utf-8")
    body = document.element.body
    text = "\n".join(_lines(body)).strip("\n")
    if not text.strip():
        raise InvalidInput("There is no text in this document.")
    yield single.article(text, source.name, raw, _fields(document, source), options)
    yield from _unread(body, source)


def _check_package(source: Source, options: Options) -> None:
    """InvalidInput if it is damaged, or unpacks to more than a document can be."""
    with source.open() as stream:
        if not stream.read(2) == b"PK":
            raise InvalidInput(_BROKEN)
    limits = replace(options.limits, unzipped=min(options.limits.unzipped, 3 * MAX_BYTES))
    with archives.opened(source, limits) as members:
        parts = [one for one in members if isinstance(one, Source)]
    if len(parts) < len(members):
        raise InvalidInput("Parts of this document are encrypted, or are archives themselves.")
    if sum(part.size for part in parts if part.name.endswith((".xml", ".rels"))) > MAX_XML:
        raise InvalidInput("This document is too large: it can't be read in one piece.")


def _parsed(raw: bytes) -> Any:
    from docx import Document

    try:
        document = Document(io.BytesIO(raw))
        assert document.element.body is not None  # noqa: S101
    except Exception:  # a package can be broken in more ways than its library expects
        raise InvalidInput(_BROKEN) from None
    return document


def _lines(body: Any) -> Iterator[str]:
    """Those in tables, text boxes and forms, too."""
    for paragraph in body.iter(f"{_W}p"):
        if not any(parent.tag in _LEFT_OUT for parent in paragraph.iterancestors()):
            yield "".join(_words(paragraph))


def _words(paragraph: Any) -> Iterator[str]:
    from lxml.etree import iterwalk

    walk = iterwalk(paragraph, events=("start",))
    for _event, element in walk:
        if element.tag in _LEFT_OUT or (element.tag == f"{_W}p" and element is not paragraph):
            walk.skip_subtree()
        elif element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _WORDS and element.getparent().tag == f"{_W}r":
            yield _WORDS[element.tag]


def _fields(document: Any, source: Source) -> dict[str, str]:
    """What the document says of itself, as far as that can be read."""
    found = {"url": source.url}
    try:
        said = document.core_properties
        found["title"] = " ".join((said.title or "").split())
        found["byline"] = said.author or ""
        found["lang"] = said.language or ""
        found["published"] = said.created.date().isoformat() if said.created else ""
    except Exception:  # noqa: S110 - what is said of a text is worth less than the text
        pass
    return found


def _unread(body: Any, source: Source) -> Iterator[Note]:
    found = {name: sum(1 for _ in body.iter(tag)) for tag, name in _NOTES.items()}
    unread = [f"{count} {name}" for name, count in found.items() if count]
    if unread:
        yield Note(source.name, 0, f"Not read: {', '.join(unread)}.")

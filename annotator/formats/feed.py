"""RSS and Atom feeds: every entry is an article, as far as the feed tells it."""

import io
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any
from xml.parsers import expat

from annotator.errors import InvalidInput
from annotator.formats import declared, foreign, markup, single
from annotator.formats.addresses import joined
from annotator.formats.records import Item, Note, Opened, Options, Problem, Record, Source
from annotator.formats.values import shown

MAX_BYTES = 20_000_000
MAX_ENTRIES = 10_000
MAX_BROKEN = 1_000_000
"""In characters: what isn't well-formed takes longer to make sense of."""

_BROKEN = "The feed is not well-formed here; what comes after may be missing."
_ISO = re.compile(r"\d{4}-\d\d")
_LEGIBLE = ("text/html", "application/xhtml+xml", "text/plain", "text", "html", "xhtml")


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    return single.each(sources, options, MAX_BYTES, _feed)


def _feed(source: Source, raw: bytes, options: Options) -> Iterator[Item]:
    xml, encoding, notes = declared.decoded(source, options, raw)
    xml = xml.lstrip()
    if "<!ENTITY" in xml:
        raise InvalidInput("This file defines entities of its own, which are not read.")
    notes += _broken(xml, source)
    found = _understood(xml, source)
    yield Opened(source.name, "feed", encoding)
    yield from notes
    for number, entry in enumerate(found["entries"], 1):
        yield from _entry(entry, found["feed"], f"entry {number}", source)


def _broken(xml: str, source: Source) -> list[Note]:
    """A note if it is not well-formed; InvalidInput if it is too large, too, to be read so."""
    try:
        expat.ParserCreate("utf-8").Parse(_bytes(xml), True)
    except expat.ExpatError as error:
        if len(xml) > MAX_BROKEN:
            sentence = f"This is not well-formed XML: {expat.ErrorString(error.code)}."
            raise InvalidInput(sentence, line=error.lineno) from None
        return [Note(source.name, error.lineno, _BROKEN)]
    return []


def _understood(xml: str, source: Source) -> Mapping[str, Any]:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": source.url}
    try:
        # A stream: a string would be taken for an address, or for the name of a file.
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(_bytes(xml)),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception:  # a feed can be broken in more ways than its library expects
        raise InvalidInput("This feed is broken in a way that it can't be read.") from None
    if not found.get("version"):
        raise InvalidInput("This is no RSS or Atom feed.")
    if not found["entries"]:
        raise InvalidInput("There are no entries in this feed.")
    if len(found["entries"]) > MAX_ENTRIES:
        raise InvalidInput(f"A feed may have {MAX_ENTRIES:,} entries; this has more.")
    return found


def _entry(entry: Any, feed: Any, place: str, source: Source) -> Iterator[Item]:
    title = _line(entry.get("title_detail"))
    called = f"{place}, “{shown(title)}”" if title else place
    try:
        text, whole = _text(entry)
        if not text:
            raise InvalidInput("The feed says nothing of this article but its title.")
        yield _record(text, title, entry, feed, source)
        if not whole:
            sentence = "The feed has a description of this article, and not its full text."
            yield Note(source.name, 0, f"{called}: {sentence}")
    except InvalidInput as error:
        yield Problem(source.name, 0, f"{called}: {error.message}")


def _record(text: str, title: str, entry: Any, feed: Any, source: Source) -> Record:
    uid = foreign.fitting("uid", entry.get("id", ""))
    fields = {
        "title": title,
        "url": _link(entry, feed, source),
        "source": _line(dict.get(entry, "source", {}).get("title_detail"))
        or _line(feed.get("title_detail")),
        "byline": _byline(entry),
        "published": _published(entry),
        "lang": (dict.get(entry, "language") or feed.get("language") or "").replace("_", "-"),
    }
    record = single.article(text, source.name, _bytes(text), fields)
    record.uid = uid
    return record


def _text(entry: Any) -> tuple[str, bool]:
    """The text, and whether it is meant to be all of it."""
    contents = [one for one in entry.get("content", ()) if one.get("type") in _LEGIBLE]
    for content in sorted(contents, key=lambda one: len(one.get("value", "")), reverse=True):
        if text := _shown(content):
            return text, True
    return _shown(entry.get("summary_detail")), False


def _shown(detail: Any) -> str:
    """What a reader sees of a text that may be HTML."""
    value = (detail or {}).get("value") or ""
    if (detail or {}).get("type") in ("text/plain", "text"):
        return str(value).strip()
    return markup.text_of(markup.parsed(f"<div>{value}</div>")) if value.strip() else ""


def _line(detail: Any) -> str:
    return " ".join(_shown(detail).split())


def _link(entry: Any, feed: Any, source: Source) -> str:
    """Nothing where the feed has no address of the article; its id may be there instead."""
    return joined(source.url or str(feed.get("link") or ""), str(entry.get("link") or ""))


def _byline(entry: Any) -> str:
    people = [*entry.get("authors", ()), dict.get(entry, "author_detail") or {}]
    names = dict.fromkeys(str(one.get("name") or "").strip() for one in people)
    return "; ".join(filter(None, names)) or str(entry.get("author") or "")


def _published(entry: Any) -> str:
    """In ISO 8601, and in the time zone that the feed tells."""
    written = str(dict.get(entry, "published") or dict.get(entry, "updated") or "").strip()
    if _ISO.match(written):
        return written
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, OverflowError):
        parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed) if parsed else written


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")

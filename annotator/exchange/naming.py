"""What a file is called that came from an address, so that its name tells what is in it."""

import codecs
import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.sniffing import KINDS
from annotator.formats.values import shown
from annotator.web.outbound import Answer

ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "application/ld+json": ".jsonld",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/zip": ".zip",
}
"""Of names, by what servers call it."""

_SAYS_LITTLE = {"", "text/plain", "application/octet-stream", "binary/octet-stream"}
"""Types that servers give whatever they have no name for; the address then tells more."""

_TEXT = {"html", "feed", "text", "csv"}
"""Kinds of files of which the server may tell the encoding."""

_HEAD = 2_000
_FEED = re.compile(rb"<(rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"<(!doctype html|html|head|body)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


def name_of(answer: Answer) -> str:
    """The address in a readable form; InvalidInput if it is nothing that can be read."""
    parts = urlsplit(answer.url)
    name = (parts.hostname or "") + unquote(parts.path).rstrip("/")
    own = PurePosixPath(name).suffix
    ending = _ending(answer, own.lower())
    if KINDS.get(own.lower()) == KINDS[ending]:
        name, ending = name.removesuffix(own), own
    query = unquote(parts.query).replace("/", "_")
    return f"{name}?{query}{ending}" if query else f"{name}{ending}"


def understood(answer: Answer, name: str) -> bytes:
    """The file. Where only the server says what its encoding is, it becomes UTF-8 with a mark."""
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    kind = KINDS[PurePosixPath(name).suffix.lower()]
    if not charset or kind not in _TEXT or encodings.marked(answer.body):
        return answer.body
    try:
        text = encodings.decode(answer.body, encodings.lookup(charset[1]))
    except InvalidInput:
        return answer.body
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _ending(answer: Answer, own: str) -> str:
    """By the type, by the address where that says more, and by the first bytes."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    head = answer.body[:_HEAD]
    if kind in _SAYS_LITTLE and own in KINDS:
        return own
    ending = ENDINGS.get(kind) or (_by(head) if kind in _SAYS_LITTLE else "")
    if ending in (".html", ".xml", ".txt"):
        return _by(head) or ending
    if not ending:
        raise InvalidInput(
            _("This is “%(type)s”, which is nothing that can be read.") % {"type": shown(kind)}
        )
    return ending


def _by(head: bytes) -> str:
    if head.startswith(b"%PDF"):
        return ".pdf"
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return ""
    if _FEED.search(head):
        return ".xml"
    return ".html" if _PAGE.search(head) else ""

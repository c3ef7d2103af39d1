"""What a file is, by its name, by its first bytes, and by what is beside it."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.elements import MAX_ELEMENT, elements
from annotator.formats.encodings import marked
from annotator.formats.records import Source

HEAD = 4096
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".zip": "zip",
    ".ann": "brat",
    ".conll": "conll",
    ".iob": "conll",
    ".iob2": "conll",
    ".bio": "conll",
    ".bilou": "conll",
    ".spacy": "spacy",
    ".parquet": "huggingface",
    ".xmi": "uima",
    ".jsonld": "webannotation",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""By the ending of a name: a format of ``registry``, or one of text, jsonl, json, csv and zip."""

BESIDE = {
    "brat": {"annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf"},
    "labelstudio": {"labels.xml"},
    "uima": {"typesystem.xml"},
    "huggingface": {"readme.md"},
    "spacy": {"config.cfg", "meta.json"},
}
"""Files that belong to a format and hold no articles."""
MAY_BE_EMPTY = {".ann"}
ALWAYS_BESIDE = {"losses.txt", "manifest.json", "sha256sums"}

READABLE = (
    "News Annotator reads text, JSON lines, CSV, web pages, feeds, DOCX, PDF, the formats of other "
    "tools, and zip archives of these."
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOOKS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),  # where the name says something else
    (b"{\\rtf", "a rich text document (RTF)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_PLAIN_CONTROLS = frozenset(b"\t\n\v\f\r\x1a\x1b")
_CONTROLS = bytes(byte for byte in range(32) if byte not in _PLAIN_CONTROLS)


_OWN_BYTES = {"zip", "docx", "pdf", "spacy", "huggingface"}
"""Kinds that are no text; whoever reads them says what is wrong with them."""

_JSON_LINES = ("conll", "doccano", "prodigy", "labelstudio")
_JSON = ("brat", "webanno", "uima", "webannotation")
_WEBANNO = b"#FORMAT=WebAnno TSV"
_DOCSTART = b"-DOCSTART-"


def sort_out(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """The files of each format that needs them together; what is left is found under “”.

    Those are formats of several files, and some whose names are those of others: a text with an
    .ann file beside it is brat's. Files that hold no articles are left out.
    """
    found: dict[str, list[Source]] = {"": []}
    names = {source.name for source in sources}
    for source in sources:
        form = _together(source, names)
        found.setdefault(form, []).append(source)
    for form, beside in BESIDE.items():
        if form in found:
            found[form] += [one for one in found[""] if _last(one) in beside]
            found[""] = [one for one in found[""] if _last(one) not in beside]
    if len(sources) > 1:
        found[""] = [one for one in found[""] if _last(one) not in ALWAYS_BESIDE]
    return found


def _together(source: Source, names: set[str]) -> str:
    path = PurePosixPath(source.name)
    kind = KINDS.get(path.suffix.lower(), "")
    if kind == "text" and str(path.with_suffix(".ann")) in names:
        return "brat"
    if kind in ("json", "jsonl") and _last(source) not in ALWAYS_BESIDE:
        return _json_format(source, kind)
    if kind == "csv" and _begins(source, _WEBANNO):
        return "webanno"
    if kind == "text" and _begins(source, _DOCSTART):
        return "conll"
    return kind if kind in ("brat", "conll", "spacy", "huggingface", "uima") else ""


def _json_format(source: Source, kind: str) -> str:
    """Whose JSON it is, by its first object; nothing where it is ours or any other."""
    try:
        first = _first_object(source, kind)
    except InvalidInput:
        return ""
    if isinstance(first, dict):
        for form in _JSON_LINES if kind == "jsonl" else (*_JSON, *_JSON_LINES):
            if import_module(f"annotator.formats.{form}").recognises(first):
                return form
    return ""


def _first_object(source: Source, kind: str) -> Any:
    with source.open() as stream:
        sample = stream.read(encodings.SAMPLE)
    if not sample:
        return None
    encoding = encodings.detect(sample, whole=len(sample) >= source.size)
    with source.open() as stream:
        if kind == "json":
            return next(elements(stream, encoding), None)
        with encodings.reader(stream, encoding) as text:
            line = text.readline(MAX_ELEMENT).removeprefix("\ufeff")
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


def _begins(source: Source, mark: bytes) -> bool:
    with source.open() as stream:
        return stream.read(HEAD).removeprefix(b"\xef\xbb\xbf").startswith(mark)


def _last(source: Source) -> str:
    return PurePosixPath(source.name).name.lower()


def kind_of(name: str, head: bytes) -> str:
    """One of the values of KINDS; InvalidInput if it isn't what its name says."""
    kind = KINDS.get(PurePosixPath(name.lower()).suffix)
    if kind is None:
        raise InvalidInput(f"The name says nothing that can be read. {READABLE}")
    if kind in _OWN_BYTES:
        if kind == "zip" and not head.startswith(_ZIP):
            raise InvalidInput("This is not a zip archive, whatever its name says.")
        return kind
    looks = _looks_like(head, kind)
    if looks:
        raise InvalidInput(f"This is {looks} and not what its name says. {READABLE}")
    return kind


def _looks_like(head: bytes, kind: str) -> str:
    for magic, what in _LOOKS:
        if head.startswith(magic):
            return what
    if head.startswith(_ZIP):
        return "a Word or Excel document" if b"[Content_Types].xml" in head else "a zip archive"
    page = head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html"))
    if page and kind not in ("html", "feed"):
        return "a web page (HTML)"
    return "" if marked(head) or _is_text(head) else "no text"


def _is_text(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 20 <= len(head)

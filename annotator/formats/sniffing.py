"""What a file is, by its name and by its first bytes."""

from pathlib import PurePosixPath

from annotator.errors import InvalidInput
from annotator.formats.encodings import marked

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
}
READABLE = "News Annotator reads .txt, .jsonl, .json, .csv, .tsv, and .zip files of these."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LOOKS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
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


def kind_of(name: str, head: bytes) -> str:
    """“text”, “jsonl”, “json”, “csv” or “zip”; InvalidInput if it isn't what its name says."""
    kind = KINDS.get(PurePosixPath(name.lower()).suffix)
    if kind is None:
        raise InvalidInput(f"The name says nothing that can be read. {READABLE}")
    if kind == "zip":
        if not head.startswith(_ZIP):
            raise InvalidInput("This is not a zip archive, whatever its name says.")
        return kind
    looks = _looks_like(head)
    if looks:
        raise InvalidInput(f"This is {looks} and not what its name says. {READABLE}")
    return kind


def _looks_like(head: bytes) -> str:
    for magic, what in _LOOKS:
        if head.startswith(magic):
            return what
    if head.startswith(_ZIP):
        return "a Word or Excel document" if b"[Content_Types].xml" in head else "a zip archive"
    if head.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML)"
    return "" if marked(head) or _is_text(head) else "no text"


def _is_text(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 20 <= len(head)

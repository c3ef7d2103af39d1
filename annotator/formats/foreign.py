"""An article from a JSON object or a table row that somebody else made."""

import re
from pathlib import PurePosixPath
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import links, spans, usual, values
from annotator.formats.records import (
    LENGTHS,
    MAX_NAME,
    Item,
    Link,
    Note,
    Record,
    Set,
    Span,
    digest_of,
    words_in,
)
from annotator.text.clean import Cleaned, clean_with_map

KEYS = {
    "uid": ("id",),
    "title": ("title",),
    "url": ("url",),
    "source": ("source",),
    "byline": ("byline", "author"),
    "published": ("published", "date"),
    "lang": ("lang", "language"),
}
"""Our fields, and the keys that they are found under."""

_NAMES = {key: name for name, keys in KEYS.items() for key in keys}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def article(given: dict[str, Any], file: str, line: int, raw: bytes) -> list[Item]:
    """The record, with notes of what was changed. Unknown keys become metadata."""
    rest = usual.renamed(given)
    original = values.string(given, "text")
    if "text" not in rest:
        raise InvalidInput("There is no “text”.")
    cleaned = clean_with_map(original)
    del rest["text"]
    sets, converted = _sets(rest, original, cleaned, file)
    meta = rest.pop("meta") if isinstance(rest.get("meta"), dict) else {}
    fields = fields_of(rest, meta)
    found = record(cleaned.text, file, line, raw, fields, {**meta, **rest}, sets)
    said = [CONVERTED] if converted else []
    if sets and rest.get("relations") and not sets[0].relations:
        said.append(links.NOT_UNDERSTOOD)
    return [found, *(Note(file, line, sentence) for sentence in said)]


def record(
    text: str,
    file: str,
    line: int,
    raw: bytes,
    fields: dict[str, str],
    meta: dict[str, Any],
    sets: list[Set],
) -> Record:
    found = Record(
        file=file,
        line=line,
        uid="",
        text=text,
        digest=digest_of(text),
        words=words_in(text),
        meta=values.meta(meta),
        sets=sets,
        raw=raw,
    )
    for name, value in fields.items():
        setattr(found, name, value)
    return found


CONVERTED = "The offsets count UTF-16 code units; they were converted to characters."


def set_name(file: str) -> str:
    """What an imported set is called: the name of its file."""
    return PurePosixPath(file).name[-MAX_NAME:]


def _sets(
    rest: dict[str, Any], original: str, cleaned: Cleaned, file: str
) -> tuple[list[Set], bool]:
    if rest.get("spans") is None:
        rest.pop("spans", None)
        return [], False
    found, converted = spans.read(values.objects(rest, "spans"), original, cleaned)
    del rest["spans"]
    one = Set("imported", set_name(file), "submitted", found, relations=_links(rest, found))
    return [one], converted


def _links(rest: dict[str, Any], found: list[Span]) -> list[Link]:
    """What says more than a relation can hold, or can't be understood, stays metadata."""
    understood = links.foreign(rest.get("relations"), found)
    if understood is not None and links.are_plain(rest["relations"]):
        del rest["relations"]
    return understood or []


def fields_of(rest: dict[str, Any], meta: dict[str, Any]) -> dict[str, str]:
    """Our fields, taken out of ``rest``, or copied from the metadata where only it has them."""
    found = dict.fromkeys(LENGTHS, "")
    for key, name in _NAMES.items():
        if key in rest and not found[name]:
            found[name] = fitting(name, rest[key])
            if found[name] or rest[key] in (None, ""):
                del rest[key]
    for key, name in _NAMES.items() if meta else ():
        if key in meta and not found[name] and name != "uid":
            found[name] = fitting(name, meta[key])
    return found


def fitting(name: str, value: Any) -> str:
    """The value in one line, or nothing if it doesn't fit the field: then it stays metadata."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return ""
    values.storable(value, name)
    line = " ".join(value.split())
    if len(line) > LENGTHS[name] or (name == "lang" and not _LANGUAGE.fullmatch(line)):
        return ""
    return line

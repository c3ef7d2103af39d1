"""What is kept of a document, from a file that may be anybody's."""

from collections.abc import Generator
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import figures, links, register, spans, values
from annotator.formats.companion.kept import Companion
from annotator.formats.companion.writing import SCHEMA
from annotator.formats.native_reading import fields_of, provenance_of, revision_of, set_of
from annotator.formats.records import (
    LENGTHS,
    MAX_NOTE,
    Entry,
    Link,
    Problem,
    Record,
    Set,
    Source,
    Span,
)
from annotator.text.spans import parse

MAX_BYTES = 16 * 1024 * 1024


def is_one(value: Any, form: str) -> bool:
    """Whether a JSON object was written beside a document of that format."""
    return isinstance(value, dict) and value.get("schema") == SCHEMA and value.get("format") == form


def parsed(data: bytes | str, form: str) -> dict[str, Any]:
    """The JSON object; InvalidInput if it isn't one for that format."""
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"It may have {MAX_BYTES:,} bytes, and this has {len(data):,}.")
    try:
        given = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise InvalidInput("This is not valid JSON.") from None
    if not isinstance(given, dict) or not is_one(given, form):
        raise InvalidInput(f"This was not written beside a document of “{form}”.")
    return given


def understood(given: dict[str, Any]) -> Companion:
    """What the object says; InvalidInput unless this version would write it."""
    parts = values.objects({"spans": list(_part(given, "spans").values())}, "spans")
    speakers = register.read({"speakers": given.get("speakers"), "spans": parts})
    record = _record(_part(given, "article"), speakers)
    one = None if given.get("set") is None else set_of(_part(given, "set"))
    known = {entry.id for entry in speakers}
    found = {key: _span(part, one, known) for key, part in _part(given, "spans").items()}
    relations = {key: _link(part) for key, part in _part(given, "relations").items()}
    return Companion(record, one, found, relations, values.string(given, "before"))


def beside(source: Source | None, form: str) -> Generator[Problem, None, Companion | None]:
    """What stands in the file beside a document, if there is one that can be read."""
    if source is None:
        return None
    try:
        with source.open() as stream:
            return understood(parsed(stream.read(MAX_BYTES + 1), form))
    except InvalidInput as error:
        yield Problem(source.name, 0, error.message)
        return None


def _part(given: dict[str, Any], key: str) -> dict[str, Any]:
    value = given.get(key)
    if not isinstance(value, dict):
        raise InvalidInput(f"“{key}” is {values.shown(value)} and not an object.")
    return value


def _record(given: dict[str, Any], speakers: list[Entry]) -> Record:
    """Everything but the text."""
    return Record(
        file="",
        line=0,
        uid=values.string(given, "id", LENGTHS["uid"]),
        text="",
        digest=values.string(given, "content_sha256"),
        words=0,
        revision=revision_of(given),
        meta=values.meta(given.get("meta")),
        sets=[],
        speakers=speakers,
        raw=b"",
        **fields_of(given),
    )


def _span(part: dict[str, Any], one: Set | None, speakers: set[str]) -> tuple[str, Span]:
    speaker = values.string(part, "speaker", register.MAX_ID)
    return values.string(part, "mark"), Span(
        id=values.string(part, "id"),
        label=spans.label(part),
        fragments=parse(values.string(part, "fragments")),
        quote="",
        note=values.string(part, "note", MAX_NOTE),
        attributes=values.meta(part.get("attributes"), "attributes"),
        speaker=speaker if speaker in speakers else "",
        value=figures.read(part.get("value")),
        provenance=provenance_of(part, one) if one else "",
    )


def _link(part: Any) -> tuple[str, Link]:
    if not isinstance(part, dict):
        raise InvalidInput("A relation is not an object.")
    uid = values.string(part, "id", LENGTHS["uid"])
    return values.string(part, "written"), Link(uid, links.type_of(part.get("type")), "", "")

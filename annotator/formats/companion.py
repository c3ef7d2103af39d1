"""What a document of another tool has no place for, kept as JSON of our own with it.

That is the article's metadata, whose annotation set it is, the register's entries, and of each
annotation what the tool shows otherwise. ``mark`` is a short digest of how an annotation was
written: as long as it fits what is read, nobody has changed the annotation in the other tool, and
it is again exactly as it was. What was changed there counts as it is now; it keeps its id.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import figures, links, plain, register, spans, values
from annotator.formats.documents import Document, set_named
from annotator.formats.foreign import set_name
from annotator.formats.native import VALUE
from annotator.formats.native import written as moment
from annotator.formats.native_reading import PROVENANCES
from annotator.formats.records import (
    LENGTHS,
    MAX_NAME,
    MAX_NOTE,
    Entry,
    Link,
    Problem,
    Record,
    Set,
    Source,
    Span,
    digest_of,
    words_in,
)
from annotator.text.clean import Cleaned, clean, clean_with_map
from annotator.text.spans import check, parse, quote_of, unparse

SCHEMA = "news-annotator-document/1"
MAX_BYTES = 64 * 1024 * 1024
_FIELDS = tuple(name for name in LENGTHS if name != "uid")


def mark_of(form: Any) -> str:
    """Tells two ways of writing an annotation apart; ``form`` is anything that JSON can hold."""
    return sha256(orjson.dumps(form)).hexdigest()[:16]


def written(
    document: Document,
    form: str,
    marks: dict[str, tuple[str, Span]],
    relations: dict[str, tuple[str, Link]],
) -> dict[str, Any]:
    """The JSON object. ``marks`` and ``relations`` are by what the document calls each; the strings
    are an annotation's mark, and what a relation's type is written as."""
    record, one = document.record, document.one
    used = {span.speaker for span in document.spans}
    return {
        "schema": SCHEMA,
        "format": form,
        "article": {
            "id": record.uid,
            **{name: getattr(record, name) for name in _FIELDS},
            "revision": record.revision,
            "content_sha256": record.digest,
            "meta": record.meta,
        },
        "set": _written_set(document.set_id, one) if one else None,
        "spans": {key: _written_span(mark, span) for key, (mark, span) in marks.items()},
        "relations": {key: _written_link(*link) for key, link in relations.items()},
        "speakers": [_written_entry(entry) for entry in record.speakers if entry.id in used],
    }


def _written_set(name: str, one: Set) -> dict[str, Any]:
    return {
        "id": name,
        "state": one.state,
        "created": moment(one.created),
        "updated": moment(one.updated),
        "submitted": moment(one.submitted),
    }


def _written_span(mark: str, span: Span) -> dict[str, Any]:
    """What few annotations have is only written where there is some."""
    part: dict[str, Any] = {"id": span.id, "mark": mark, "label": span.label}
    part["fragments"] = unparse(span.fragments)
    for name in ("note", "attributes", "speaker", "provenance"):
        if getattr(span, name):
            part[name] = getattr(span, name)
    if span.value is not None:
        part["value"] = {name: span.value[name] for name in VALUE if name in span.value}
    return part


def _written_link(shown: str, link: Link) -> dict[str, Any]:
    return {"id": link.id, "written": shown, "type": link.type}


def _written_entry(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Companion:
    """What was written for a document; ``spans`` and ``relations`` by what it calls each.

    ``before``: white space that the text begins with, where the document has no place for it.
    """

    record: Record
    one: Set | None
    spans: dict[str, tuple[str, Span]] = field(default_factory=dict)
    relations: dict[str, tuple[str, Link]] = field(default_factory=dict)
    before: str = ""

    def restored(self, key: str, form: Any, found: Span, text: str) -> Span:
        """The annotation as it was, if it is still written like that; else as it was found."""
        if key not in self.spans:
            return found
        mark, kept = self.spans[key]
        if mark == mark_of(form):
            whole = replace(kept, quote=quote_of(text, kept.fragments))
            check(text, whole.fragments, whole.quote)
            return whole
        return replace(found, id=kept.id, speaker=kept.speaker)

    def named(self, key: str, found: Link, written: str) -> Link:
        """The relation with its own id, and with its own type as long as that is written so."""
        if key not in self.relations:
            return found
        shown, kept = self.relations[key]
        return replace(found, id=kept.id, type=kept.type if shown == written else found.type)


def is_one(value: Any, form: str) -> bool:
    """Whether a JSON object was written beside a document of that format."""
    return isinstance(value, dict) and value.get("schema") == SCHEMA and value.get("format") == form


def read(data: bytes, form: str) -> Companion:
    """InvalidInput unless it is one that this version writes."""
    return understood(parsed(data, form))


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
    parts = values.objects({"spans": list(_part(given, "spans").values())}, "spans")
    speakers = register.read({"speakers": given.get("speakers"), "spans": parts})
    record = _record(_part(given, "article"), speakers)
    one = _set(given, record.file)
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
            return read(stream.read(MAX_BYTES + 1), form)
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
        revision=max(1, values.whole(given.get("revision", 1), "revision")),
        meta=values.meta(given.get("meta")),
        sets=[],
        speakers=speakers,
        raw=b"",
        **{name: values.string(given, name, LENGTHS[name]) for name in _FIELDS},
    )


def _set(given: dict[str, Any], file: str) -> Set | None:
    if given.get("set") is None:
        return None
    part = _part(given, "set")
    name = values.string(part, "id", MAX_NAME + 20)
    made = set_named(name, [], file=file, state=values.string(part, "state"))
    for time in ("created", "updated", "submitted"):
        setattr(made, time, values.moment(part, time))
    return made


def _span(part: dict[str, Any], one: Set | None, speakers: set[str]) -> tuple[str, Span]:
    speaker = values.string(part, "speaker", register.MAX_ID)
    provenance = values.string(part, "provenance")
    is_gold = one is not None and one.kind == "gold"
    return values.string(part, "mark"), Span(
        id=values.string(part, "id"),
        label=spans.label(part),
        fragments=parse(values.string(part, "fragments")),
        quote="",
        note=values.string(part, "note", MAX_NOTE),
        attributes=values.meta(part.get("attributes"), "attributes"),
        speaker=speaker if speaker in speakers else "",
        value=figures.read(part.get("value")),
        provenance=provenance if provenance in PROVENANCES and is_gold else "",
    )


def _link(part: Any) -> tuple[str, Link]:
    if not isinstance(part, dict):
        raise InvalidInput("A relation is not an object.")
    uid = values.string(part, "id", LENGTHS["uid"])
    return values.string(part, "written"), Link(uid, links.type_of(part.get("type")), "", "")


def cleaned(text: str, companion: Companion | None) -> Cleaned:
    """The text as it is kept. A byte-order mark that belongs to a text of ours stays."""
    if companion and companion.record.digest == digest_of(text):
        return Cleaned(clean("\ufeff" + text), lambda offset: offset)
    return clean_with_map(text)


def is_of(companion: Companion | None, text: str) -> bool:
    """Whether the text is still the one that the companion was written for."""
    return companion is None or companion.record.digest == digest_of(text)


def article(
    companion: Companion | None,
    text: str,
    file: str,
    found: tuple[list[Span], list[Link]] | None,
    *,
    raw: bytes = b"",
    speakers: Iterable[Entry] = (),
    line: int = 1,
) -> Record:
    """The article with one set of what was found in its document; None if it has no set.

    ``speakers`` are those that the document itself tells of.
    """
    head = companion.record if companion else Record(file, line, "", "", "", 0)
    made = replace(
        head,
        file=file,
        line=line,
        text=text,
        digest=digest_of(text),
        words=words_in(text),
        stem="" if head.uid else plain.stem_of(file),
        raw=raw,
        sets=[],
    )
    if found and (companion is None or companion.one or found[0]):
        one = companion.one if companion else None
        made.sets = [_filled(one or Set("imported", set_name(file), "submitted", []), *found)]
    used = {span.speaker for one in made.sets for span in one.spans}
    made.speakers = [entry for entry in (*head.speakers, *speakers) if entry.id in used]
    return made


def _filled(one: Set, found: list[Span], relations: list[Link]) -> Set:
    one.spans, one.relations = found, relations
    return one

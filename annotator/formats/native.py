"""The project's own JSONL: one article a line, with everything about it, in a fixed order.

``native.schema.json`` beside this file describes it. Articles come in the order of their import,
sets by kind and name, spans by set, place, label and id, so that the same corpus always makes the
same bytes.
"""

from datetime import UTC, datetime
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import spans, values
from annotator.formats.records import (
    LENGTHS,
    MAX_NAME,
    MAX_NOTE,
    Record,
    Set,
    Span,
    digest_of,
    words_in,
)
from annotator.text.clean import clean
from annotator.text.spans import check, normalise

FAMILY = "news-annotator/"
SCHEMA = "news-annotator/1"
UNIT = "codepoint"
KINDS = ("annotator", "gold", "imported", "suggested")
STATES = ("open", "in_progress", "submitted")
KEYS = frozenset(
    {"schema", "id", "revision", "content_sha256", "text", "offset_unit", "meta", "sets", "spans"}
    | (LENGTHS.keys() - {"uid"})
)


def is_native(given: dict[str, Any]) -> bool:
    return str(given.get("schema", "")).startswith(FAMILY)


def set_id(kind: str, name: str) -> str:
    """What spans call their set: unique in the article."""
    return f"{kind}:{name}" if name else kind


def write(record: Record) -> bytes:
    """The record's line."""
    sets = in_order(record)
    head = {name: getattr(record, name) for name in LENGTHS if name != "uid"}
    return orjson.dumps(
        {
            "schema": SCHEMA,
            "id": record.uid,
            **head,
            "revision": record.revision,
            "content_sha256": record.digest,
            "text": record.text,
            "offset_unit": UNIT,
            "meta": record.meta,
            "sets": [_written_set(one) for one in sets],
            "spans": [span for one in sets for span in _written_spans(one)],
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def in_order(record: Record) -> list[Set]:
    """The sets in their order, and the spans of each."""
    sets = sorted(record.sets, key=lambda one: (one.kind, one.name))
    for one in sets:
        one.spans.sort(key=_place)
    return sets


def _place(span: Span) -> tuple[int, int, str, str]:
    return span.fragments[0][0], span.fragments[-1][1], span.label, span.id


def _written_set(one: Set) -> dict[str, Any]:
    return {
        "id": set_id(one.kind, one.name),
        "kind": one.kind,
        "name": one.name,
        "state": one.state,
        "created": written(one.created),
        "updated": written(one.updated),
        "submitted": written(one.submitted),
    }


def written(time: datetime | None) -> str | None:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z") if time else None


def _written_spans(one: Set) -> list[dict[str, Any]]:
    name = set_id(one.kind, one.name)
    return [_written_span(span, name) for span in one.spans]


def _written_span(span: Span, set_name: str) -> dict[str, Any]:
    """A note and attributes are only written where there are some: they seldom are."""
    part: dict[str, Any] = {
        "id": span.id,
        "set": set_name,
        "label": span.label,
        "fragments": span.fragments,
        "quote": span.quote,
    }
    if span.note:
        part["note"] = span.note
    if span.attributes:
        part["attributes"] = span.attributes
    return part


def article(given: dict[str, Any], file: str, line: int, raw: bytes) -> Record:
    """The record; InvalidInput if it isn't one that this version writes."""
    _check_version(given)
    text = _text(given)
    digest = digest_of(text)
    if given.get("content_sha256") not in (None, digest):
        raise InvalidInput("The text is not the one of its “content_sha256”.")
    return Record(
        file=file,
        line=line,
        uid=_uid(given),
        text=text,
        digest=digest,
        words=words_in(text),
        revision=max(1, values.whole(given.get("revision", 1), "revision")),
        meta=values.meta(given.get("meta")),
        sets=_sets(given, text),
        raw=raw,
        **{name: values.string(given, name, LENGTHS[name]) for name in LENGTHS if name != "uid"},
    )


def unknown_keys(given: dict[str, Any]) -> list[str]:
    """Keys that a later version may have added, and that this one leaves out."""
    return sorted(given.keys() - KEYS)


def _check_version(given: dict[str, Any]) -> None:
    if given["schema"] != SCHEMA:
        raise InvalidInput(
            f"This was written as “{values.shown(given['schema'])}” by another version of "
            f"News Annotator; this one reads “{SCHEMA}”."
        )
    if given.get("offset_unit", UNIT) != UNIT:
        raise InvalidInput(f"“offset_unit” is not “{UNIT}”.")


def _text(given: dict[str, Any]) -> str:
    """It was cleaned when it first came in, so it must be as it is kept."""
    text = values.string(given, "text")
    # A byte-order mark put before it is taken off instead of one that belongs to the text.
    if clean("\ufeff" + text) != text:
        raise InvalidInput("The text has line ends that are not “\\n”.")
    return text


def _uid(given: dict[str, Any]) -> str:
    uid = values.string(given, "id", LENGTHS["uid"])
    if not uid:
        raise InvalidInput("There is no “id”.")
    return uid


def _sets(given: dict[str, Any], text: str) -> list[Set]:
    sets: dict[str, Set] = {}
    for part in values.objects(given, "sets"):
        found = _set(part)
        name = set_id(found.kind, found.name)
        if part.get("id", name) != name or name in sets:
            raise InvalidInput(f"The set “{values.shown(name)}” comes twice or under another id.")
        sets[name] = found
    seen: set[tuple[Any, str]] = set()
    for number, part in enumerate(values.objects(given, "spans"), 1):
        try:
            span = _span(part, text)
            _owner(sets, part).spans.append(span)
            if (part["set"], span.id) in seen:
                raise InvalidInput(f"The id “{values.shown(span.id)}” comes twice in its set.")
            seen.add((part["set"], span.id))
        except InvalidInput as error:
            raise InvalidInput(f"Span {number}: {error.message}") from None
    return list(sets.values())


def _set(part: dict[str, Any]) -> Set:
    kind, state = part.get("kind"), part.get("state")
    if kind not in KINDS:
        raise InvalidInput(f"The kind of a set is “{values.shown(kind)}”.")
    if state not in STATES:
        raise InvalidInput(f"The state of a set is “{values.shown(state)}”.")
    return Set(
        kind=kind,
        name=values.string(part, "name", MAX_NAME),
        state=state,
        spans=[],
        created=values.moment(part, "created"),
        updated=values.moment(part, "updated"),
        submitted=values.moment(part, "submitted"),
    )


def _owner(sets: dict[str, Set], part: dict[str, Any]) -> Set:
    name = part.get("set")
    if not isinstance(name, str) or name not in sets:
        raise InvalidInput(f"It belongs to “{values.shown(name)}”, which is none of the sets.")
    return sets[name]


def _span(part: dict[str, Any], text: str) -> Span:
    fragments = normalise(spans.fragments_of(part.get("fragments")))
    quote = values.string(part, "quote")
    check(text, fragments, quote)
    return Span(
        id=values.string(part, "id"),
        label=spans.label(part),
        fragments=fragments,
        quote=quote,
        note=values.string(part, "note", MAX_NOTE),
        attributes=values.meta(part.get("attributes"), "attributes"),
    )

"""Reading the project's own JSONL: strictly, because it was this program that wrote it."""

from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import figures, links, register, spans, values
from annotator.formats.native import SCHEMA, UNIT, set_id
from annotator.formats.records import (
    FIELDS,
    LENGTHS,
    MAX_NAME,
    MAX_NOTE,
    Entry,
    Record,
    Set,
    Span,
    digest_of,
    words_in,
)
from annotator.formats.textless import is_textless
from annotator.formats.writing import SPLITS
from annotator.text.clean import clean
from annotator.text.spans import check, normalise

FAMILY = "news-annotator/"
KINDS = ("annotator", "gold", "imported", "suggested")
STATES = ("open", "in_progress", "submitted", "returned", "accepted")
PROVENANCES = ("unanimous", "majority", "accepted", "adjudicated", "edited")
KEYS = frozenset(
    {"schema", "id", "revision", "content_sha256", "text", "offset_unit", "meta"}
    | {"sets", "spans", "relations", "speakers", "split"}
    | (LENGTHS.keys() - {"uid"})
)


def is_native(given: dict[str, Any]) -> bool:
    return str(given.get("schema", "")).startswith(FAMILY)


def article(given: dict[str, Any], file: str, line: int, raw: bytes) -> Record:
    """The record; InvalidInput if it isn't one that this version writes."""
    _check_version(given)
    text = _text(given)
    digest = digest_of(text)
    if given.get("content_sha256") not in (None, digest):
        raise InvalidInput("The text is not the one of its “content_sha256”.")
    sets, speakers = contents(given, text)
    return Record(
        file=file,
        line=line,
        uid=_uid(given),
        text=text,
        digest=digest,
        words=words_in(text),
        revision=revision_of(given),
        meta=values.meta(given.get("meta")),
        sets=sets,
        speakers=speakers,
        raw=raw,
        split=_split(given),
        **fields_of(given),
    )


def fields_of(given: dict[str, Any]) -> dict[str, str]:
    """The fields exactly as they are; InvalidInput if one is too long for its place."""
    return {name: values.string(given, name, LENGTHS[name]) for name in FIELDS}


def revision_of(given: dict[str, Any]) -> int:
    return max(1, values.whole(given.get("revision", 1), "revision"))


def contents(given: dict[str, Any], text: str) -> tuple[list[Set], list[Entry]]:
    """The sets of a text, and the speakers that they point to; ``errors`` of InvalidInput name the
    part that is wrong by its place: “/spans/3”."""
    speakers = register.read(given)
    return _sets(given, text, {entry.id for entry in speakers}), speakers


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
    if is_textless(given):
        raise InvalidInput("Its text was left out of the release: restore_texts puts it back.")
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


def _split(given: dict[str, Any]) -> str:
    """Of a release, in which articles are divided."""
    found = values.string(given, "split")
    if found and found not in SPLITS:
        raise InvalidInput(f"Its “split” is “{values.shown(found)}”.")
    return found


def _sets(given: dict[str, Any], text: str, speakers: set[str]) -> list[Set]:
    sets: dict[str, Set] = {}
    for part in values.objects(given, "sets"):
        found = set_of(part)
        name = set_id(found.kind, found.name)
        if part.get("id", name) != name or name in sets:
            raise InvalidInput(f"The set “{values.shown(name)}” comes twice or under another id.")
        sets[name] = found
    if [one.kind for one in sets.values()].count("gold") > 1:
        raise InvalidInput("There is more than one gold set.")
    _add_spans(sets, given, text, speakers)
    links.add(sets, given)
    return list(sets.values())


def _add_spans(sets: dict[str, Set], given: dict[str, Any], text: str, speakers: set[str]) -> None:
    seen: set[tuple[Any, str]] = set()
    for number, part in enumerate(values.objects(given, "spans"), 1):
        try:
            span = _span(part, text)
            one = links.owner(sets, part)
            span.provenance = provenance_of(part, one)
            one.spans.append(span)
            if (part["set"], span.id) in seen:
                raise InvalidInput(f"The id “{values.shown(span.id)}” comes twice in its set.")
            seen.add((part["set"], span.id))
            if span.speaker and span.speaker not in speakers:
                raise InvalidInput(f"“{values.shown(span.speaker)}” is none of the speakers.")
        except InvalidInput as error:
            place = {f"/spans/{number - 1}": [error.message]}
            raise InvalidInput(f"Span {number}: {error.message}", errors=place) from None


def set_of(part: dict[str, Any]) -> Set:
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
        speaker=values.string(part, "speaker", register.MAX_ID),
        value=figures.read(part.get("value")),
    )


def provenance_of(part: dict[str, Any], one: Set) -> str:
    """How a span of the gold set came to be there; nothing else has such a thing."""
    found = values.string(part, "provenance")
    if found and (found not in PROVENANCES or one.kind != "gold"):
        raise InvalidInput(f"Its “provenance” is “{values.shown(found)}” in a set of {one.kind}.")
    return found

"""An article from what the file of another tool shows, and from what is kept beside it."""

from dataclasses import dataclass, field
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import foreign, links, spans, values
from annotator.formats.documents import set_named
from annotator.formats.keeping import MORE, Kept
from annotator.formats.native_reading import fields_of
from annotator.formats.records import FIELDS, Item, Link, Note, Set, Span
from annotator.text.clean import clean_with_map
from annotator.text.offsets import from_utf16
from annotator.text.spans import Fragment

Part = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """What a tool shows. ``parts`` have “id”, “start”, “end”, “label”; what else they have are
    attributes. ``links`` have “id”, “from”, “to” and “type”, the ends being ids of parts; if they
    aren't understood, they stay metadata. ``annotator``: who made it, if that is said.
    """

    text: str
    parts: list[Part]
    links: Any = field(default_factory=list)
    rest: dict[str, Any] = field(default_factory=dict)
    annotator: str = ""


def article(shown: Shown, kept: Kept | None, file: str, line: int, raw: bytes) -> list[Item]:
    """The record, behind notes of what was changed."""
    cleaned = clean_with_map(shown.text)
    own = [kept.take(part) if kept else None for part in shown.parts]
    given = [_with_kept(*pair) for pair in zip(shown.parts, own, strict=True)]
    if kept and kept.is_utf16:
        given = _from_utf16(shown.text, given)
    found, converted = spans.read(given, shown.text, cleaned)
    one = _set(shown, kept, found, file)
    if one:
        _complete(one, kept, own)
    fields, meta = _fields(shown.rest, kept)
    record = foreign.record(cleaned.text, file, line, raw, fields, meta, [one] if one else [])
    if kept:
        record.revision = kept.revision
        used = {span.speaker for span in found}
        record.speakers = [entry for entry in kept.speakers if entry.id in used]
    said = [foreign.CONVERTED] if converted else []
    if "relations" in shown.rest and shown.links:
        said.append(links.NOT_UNDERSTOOD)
    return [*(Note(file, line, sentence) for sentence in said), record]


def _with_kept(part: Part, own: Part | None) -> Part:
    """What is kept of an annotation, under the id that the file knows it by."""
    if own is None:
        return part
    return {key: value for key, value in own.items() if key not in MORE} | {"id": part["id"]}


def _from_utf16(text: str, parts: list[Part]) -> list[Part]:
    """As ``in_code_points``, but as they are where that can't be: their quotes tell then."""
    try:
        return in_code_points(text, parts)
    except InvalidInput:
        return parts


def in_code_points(text: str, parts: list[Part]) -> list[Part]:
    """The parts with offsets in code points; InvalidInput where they are none in UTF-16."""
    places = [_places(part) for part in parts]
    moved = iter(from_utf16(text, [at for pairs in places for pair in pairs for at in pair]))
    return [
        _placed(part, [(next(moved), next(moved)) for _ in pairs])
        for part, pairs in zip(parts, places, strict=True)
    ]


def _places(part: Part) -> list[Fragment]:
    """Where it begins and ends, and then its fragments if it has any."""
    ends = values.whole(part.get("start"), "start"), values.whole(part.get("end"), "end")
    return [ends, *(spans.fragments_of(part["fragments"]) if "fragments" in part else ())]


def _placed(part: Part, places: list[Fragment]) -> Part:
    (start, end), *fragments = places
    more = {"fragments": [list(pair) for pair in fragments]} if fragments else {}
    return part | {"start": start, "end": end} | more


def _set(shown: Shown, kept: Kept | None, found: list[Span], file: str) -> Set | None:
    one = kept.set if kept else None
    if one is None and found:
        one = set_named("", [], file=shown.annotator or foreign.set_name(file))
    understood = links.foreign(shown.links, found)
    if understood is None:
        shown.rest["relations"] = shown.links
    if one:
        one.spans, one.relations = found, understood or []
    return one


def _complete(one: Set, kept: Kept | None, own: list[Part | None]) -> None:
    """Gives annotations and relations what is kept of them, their ids among it."""
    if kept is None:
        return
    ids: dict[str, str] = {}
    for span, part in zip(one.spans, own, strict=True):
        if part is not None:
            ids[span.id] = values.string(part, "id")
            span.id = ids[span.id]
            kept.complete(span, part, one)
    for link in one.relations:
        _rename(link, ids, kept)


def _rename(link: Link, ids: dict[str, str], kept: Kept) -> None:
    link.source = ids.get(link.source, link.source)
    link.target = ids.get(link.target, link.target)
    link.id = kept.link_id(link)


def _fields(rest: dict[str, Any], kept: Kept | None) -> tuple[dict[str, str], dict[str, Any]]:
    """Of ours exactly as they were written; of others as far as they fit."""
    if kept is None:
        rest = dict(rest)
        return foreign.fields_of(rest, {}), rest
    others = {key: value for key, value in rest.items() if key not in FIELDS}
    return {"uid": kept.uid, **fields_of(rest)}, others | kept.meta

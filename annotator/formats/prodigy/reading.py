"""Prodigy's JSON lines in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import keeping, objects, values
from annotator.formats.documents import joined
from annotator.formats.records import Item, Note, Options, Record, Source
from annotator.formats.shown import Part, Shown, article

_SHOWN = {"text", "tokens", "spans", "relations", "meta", "answer"}
_OWN_OF_SPANS = {"start", "end", "token_start", "token_end", "label", "id", "text"}
_WORDS = {
    "reject": "This task was rejected, so its annotations are left out.",
    "ignore": "This task was ignored, so its annotations are left out.",
}


def recognises(first: dict[str, Any]) -> bool:
    """By tokens beside spans, or by the hashes and answers that only Prodigy writes."""
    if not isinstance(first.get("text"), str) or "schema" in first:
        return False
    tokens = first.get("tokens")
    with_tokens = isinstance(tokens, list) and all(
        isinstance(token, dict) and "start" in token for token in tokens
    )
    return "_input_hash" in first or "_task_hash" in first or (with_tokens and "spans" in first)


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """Articles. Neighbouring tasks about one text are one article with several sets."""
    return joined(objects.each(sources, options, "prodigy", _read))


def _read(given: dict[str, Any], file: str, line: int, raw: bytes) -> list[Item]:
    kept = keeping.of(given)
    if "text" not in given:
        raise InvalidInput("There is no “text”.")
    sentence = _WORDS.get(str(given.get("answer")))
    parts = [] if sentence else _parts(given)
    shown = Shown(
        text=values.string(given, "text"),
        parts=parts,
        links=[] if sentence else _links(given, parts),
        rest=_rest(given),
        annotator=_annotator(given),
    )
    found = article(shown, None if sentence else kept, file, line, raw)
    record = found[-1]
    assert isinstance(record, Record)  # noqa: S101
    if kept is None or sentence:
        record.uid = kept.uid if kept else record.uid or _hash(given)
        _date(record, given)
    return [Note(file, line, sentence), *found] if sentence else found


def _parts(given: dict[str, Any]) -> list[Part]:
    tokens = values.objects(given, "tokens")
    found = values.objects(given, "spans")
    parts = [_part(part, tokens) for part in found]
    if given.get("relations"):
        for number, part in enumerate(parts, 1):
            part["id"] = part["id"] or f"span {number}"
    return parts


def _part(part: Part, tokens: list[Part]) -> Part:
    """With offsets of characters also where there are only those of tokens."""
    if part.get("start") is None and tokens:
        part = part | _place(part, tokens)
    others = {key: value for key, value in part.items() if key not in _OWN_OF_SPANS}
    quote = {"quote": part["text"]} if isinstance(part.get("text"), str) else {}
    return {
        "id": str(part.get("id", "")),
        "start": part.get("start"),
        "end": part.get("end"),
        "label": part.get("label"),
        "attributes": others,
        **quote,
    }


def _place(part: Part, tokens: list[Part]) -> Part:
    first = values.whole(part.get("token_start"), "token_start")
    last = values.whole(part.get("token_end"), "token_end")
    if not 0 <= first <= last < len(tokens):
        raise InvalidInput(f"There are no tokens {first}–{last}.")
    return {"start": tokens[first].get("start"), "end": tokens[last].get("end")}


def _links(given: dict[str, Any], parts: list[Part]) -> Any:
    """Relations between spans; those between tokens that are in no span can't be understood."""
    ids = {part["id"]: part["id"] for part in parts}
    for part in reversed(parts):
        ids[_key(part)] = part["id"]
    relations = given.get("relations") or []
    if not isinstance(relations, list):
        return relations
    try:
        return [_link(one, ids) for one in relations]
    except (KeyError, TypeError, AttributeError):
        return relations


def _link(one: Part, ids: Mapping[str, str]) -> Part:
    return {
        "from": _end(one["head_span"], ids),
        "to": _end(one["child_span"], ids),
        "type": one["label"],
    }


def _end(span: Part, ids: Mapping[str, str]) -> str:
    own = str(span.get("id", ""))
    return ids[own] if own in ids else ids[_key(span)]


def _key(part: Part) -> str:
    return f"{part['start']} {part['end']} {part['label']}"


def _rest(given: dict[str, Any]) -> dict[str, Any]:
    """Metadata, and what else is no annotation; Prodigy's own names begin with “_”."""
    meta = given.get("meta")
    others = {
        key: value for key, value in given.items() if key not in _SHOWN and not key.startswith("_")
    }
    return others | (meta if isinstance(meta, dict) else {"meta": meta} if meta else {})


def _annotator(given: dict[str, Any]) -> str:
    name = given.get("_annotator_id") or given.get("_session_id")
    return name if isinstance(name, str) else ""


def _hash(given: dict[str, Any]) -> str:
    """What Prodigy knows the text by."""
    found = given.get("_input_hash")
    return str(found) if isinstance(found, int) else ""


def _date(record: Record, given: dict[str, Any]) -> None:
    time = given.get("_timestamp")
    if isinstance(time, int) and 0 < time < 2**32:
        for one in record.sets:
            one.created = one.updated = one.submitted = datetime.fromtimestamp(time, UTC)

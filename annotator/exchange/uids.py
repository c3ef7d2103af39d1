"""UUIDs for what comes in: its own, or ones that the same file makes wherever it is imported."""

import re
from uuid import NAMESPACE_URL, uuid5

from annotator.formats.records import Entry, Record, Set

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def settle(record: Record) -> None:
    """Spans and relations of the record get ids that are UUIDs and unique in their set."""
    for one in record.sets:
        home = f"{record.digest}/{one.kind}/{one.name}"
        moved = _settle_spans(one, home)
        if one.relations:
            _settle_links(one, home, moved)


def of_entry(entry: Entry) -> str:
    """What is no UUID names an entry in its article only; then its name counts."""
    return own(entry.id) or _made(f"speaker/{entry.name.strip().casefold()}")


def own(given: str) -> str | None:
    return given.lower() if _UUID.fullmatch(given) else None


def _settle_spans(one: Set, home: str) -> dict[str, str]:
    """What the ids that came have become."""
    seen: set[str] = set()
    moved = {}
    for number, span in enumerate(one.spans):
        moved[span.id] = uid = _free(span.id, f"{home}/{span.id or number}", number, seen)
        span.id = uid
    return moved


def _settle_links(one: Set, home: str, moved: dict[str, str]) -> None:
    seen: set[str] = set()
    for number, link in enumerate(one.relations):
        ends = f"{home}/relation/{link.id}/{link.source}/{link.type}/{link.target}"
        link.id = _free(link.id, ends, number, seen)
        link.source, link.target = moved[link.source], moved[link.target]


def _free(given: str, name: str, number: int, seen: set[str]) -> str:
    uid = own(given)
    if uid is None or uid in seen:
        uid = _made(name)
    if uid in seen:
        uid = _made(f"{uid}/{number}")
    seen.add(uid)
    return uid


def _made(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))

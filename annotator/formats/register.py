"""Entries of the register of speakers that came with an article."""

import re
from collections.abc import Mapping
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import values
from annotator.formats.records import LENGTHS, MAX_ALIASES, MAX_SPEAKER, Entry

MAX_ID = LENGTHS["uid"]
KINDS = ("", "person", "organisation", "anonymous", "document")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


def read(given: Mapping[str, Any]) -> list[Entry]:
    """The “speakers” of an article; there can't be more than there are spans."""
    parts = values.objects(given, "speakers")
    most = len(values.objects(given, "spans"))
    if len(parts) > most:
        raise InvalidInput(f"There are {len(parts):,} speakers and only {most:,} spans.")
    return entries(given)


def entries(given: Mapping[str, Any]) -> list[Entry]:
    """The same where annotations may have been taken away since."""
    found: dict[str, Entry] = {}
    for number, part in enumerate(values.objects(given, "speakers"), 1):
        try:
            entry = _entry(part)
            if entry.id in found:
                raise InvalidInput(f"The id “{values.shown(entry.id)}” comes twice.")
            found[entry.id] = entry
        except InvalidInput as error:
            place = {f"/speakers/{number - 1}": [error.message]}
            raise InvalidInput(f"Speaker {number}: {error.message}", errors=place) from None
    return list(found.values())


def _entry(part: Mapping[str, Any]) -> Entry:
    entry = Entry(
        id=values.string(part, "id", MAX_ID),
        name=_line(part, "name"),
        kind=values.string(part, "kind"),
        role=_line(part, "role"),
        wikidata=values.string(part, "wikidata", MAX_SPEAKER["wikidata"]),
        notes=values.string(part, "notes", MAX_SPEAKER["notes"]),
    )
    entry.aliases = _aliases(part, entry.name)
    if not entry.id or not entry.name:
        raise InvalidInput("It has no id or no name.")
    if entry.kind not in KINDS:
        raise InvalidInput(f"The kind of a speaker is “{values.shown(entry.kind)}”.")
    if entry.wikidata and not _WIKIDATA.fullmatch(entry.wikidata):
        raise InvalidInput(f"“{entry.wikidata}” is no id of Wikidata.")
    return entry


def _aliases(part: Mapping[str, Any], name: str) -> list[str]:
    """The other names; its own is none of them, and each is there once."""
    given = part.get("aliases")
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > MAX_ALIASES:
        raise InvalidInput(f"“aliases” is not a list of at most {MAX_ALIASES:,} names.")
    return sorted({_line({"name": alias}, "name") for alias in given} - {name, ""})


def _line(part: Mapping[str, Any], key: str) -> str:
    """As the register keeps names: in one line."""
    return " ".join(values.string(part, key, MAX_SPEAKER[key]).split())

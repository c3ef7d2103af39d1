"""What people write about a speaker, checked."""

import re
from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.speakers.models import Speaker

MAX_NAME = 200
MAX_ROLE = 300
MAX_NOTES = 5_000
MAX_ALIASES = 200
"""Of one entry."""

_WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,17})/?")


class Entry(TypedDict):
    """An entry as the log keeps it; ``aliases`` with its own name."""

    name: str
    kind: str
    role: str
    wikidata: str
    notes: str
    aliases: list[str]


def line(text: str, field: str, most: int) -> str:
    """One line without spaces at its ends; InvalidInput where it is too long."""
    kept = " ".join(text.replace("\0", "").split())
    if len(kept) > most:
        raise wrong(field, _("At most %(limit)s characters.") % {"limit": most})
    return kept


def name_of(text: str, field: str = "name") -> str:
    name = line(text, field, MAX_NAME)
    if not name:
        raise wrong(field, _("A speaker needs a name."))
    return name


def kind_of(kind: str) -> str:
    if kind and kind not in Speaker.Kind.values:
        raise wrong("kind", _("“%(kind)s” is no kind of speaker.") % {"kind": kind[:40]})
    return kind


def wikidata_of(text: str) -> str:
    """The id, also out of an address."""
    found = _WIKIDATA.fullmatch(text.strip())
    if text.strip() and not found:
        raise wrong("wikidata", _("A Wikidata id is a Q and digits, such as Q42."))
    return found[1] if found else ""


def notes_of(text: str) -> str:
    notes = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(notes) > MAX_NOTES:
        raise wrong("notes", _("At most %(limit)s characters.") % {"limit": MAX_NOTES})
    return notes


def names_of(name: str, others: Iterable[str]) -> list[str]:
    """An entry's own name, then its other names, each once."""
    found = dict.fromkeys(
        [name, *(line(other, "aliases", MAX_NAME) for other in others if other.strip())]
    )
    if len(found) > MAX_ALIASES:
        raise wrong("aliases", _("At most %(limit)s names.") % {"limit": MAX_ALIASES})
    return list(found)


def wrong(field: str, message: str) -> InvalidInput:
    return InvalidInput(message, errors={field: [message]})

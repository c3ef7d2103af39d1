"""The log of an entry as its page tells it, with what can still be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import register
from annotator.speakers import queries
from annotator.speakers.models import Speaker

MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """``undo`` is the event that can be taken back, 0 where there is none."""

    at: datetime
    by: str
    what: str
    undo: int


def history(project_id: int, group: Sequence[Speaker], alone: int | None) -> list[Line]:
    """The newest MOST events of an entry and of those merged into it; five queries.

    An annotator who works ``alone`` is told what they did themselves.
    """
    found = queries.log_of(project_id, [str(one.uid) for one in group])
    found = found.filter(actor_id=alone) if alone else found
    # What a split keeps to be taken back may be long, and is not told.
    splits = list(found.filter(kind="speaker:split").defer("before")[:MOST])
    others = list(found.exclude(kind="speaker:split")[:MOST])
    events = sorted([*splits, *others], key=lambda one: -one.pk)[:MOST]
    people = User.objects.in_bulk({one.actor_id for one in events if one.actor_id})
    entries = queries.by_uid(project_id, {uid for one in events for uid in _named(one)})
    undone = queries.undone(project_id, events)
    return [
        Line(one.at, str(people.get(one.actor_id, "")), _what(one), _undo(one, entries, undone))
        for one in events
    ]


def _named(event: Event) -> set[str]:
    """The uids of the entries that taking it back depends on."""
    if event.kind == "speaker:merged":
        was: dict[str, Any] = event.before or {}
        return {event.subject, *was["into"], *filter(None, was["into"].values())}
    if event.kind == "speaker:split":
        became: dict[str, Any] = event.after or {}
        return {event.subject, became["to"]}
    return set()


def _undo(event: Event, entries: dict[str, Speaker], undone: set[int]) -> int:
    can = queries.can_be_taken_back(event, entries, undone) or register.can_be_taken_back(
        event, entries, undone
    )
    return event.pk if can else 0


def _what(event: Event) -> str:
    after: dict[str, Any] = event.after or {}
    names = _list(after.get("names", ()))
    match event.kind:
        case "speaker:created":
            return _("made the entry “%(name)s”") % {"name": after["name"]}
        case "speaker:changed":
            return _changed(event.before or {}, after)
        case "speaker:merged":
            return _("merged %(names)s into this entry") % {"names": names}
        case "speaker:unmerged":
            return _("took back merging %(names)s") % {"names": names}
        case "speaker:split":
            return _moved(after) % {"names": names, "name": after["name"], "count": after["count"]}
        case "speaker:unsplit":
            values = {"names": names, "name": after["name"]}
            return _("took back moving %(names)s to “%(name)s”") % values
    return event.kind


def _moved(after: dict[str, Any]) -> str:
    return ngettext(
        "moved %(names)s to “%(name)s”: %(count)s annotation",
        "moved %(names)s to “%(name)s”: %(count)s annotations",
        after["count"],
    )


def _changed(before: dict[str, Any], after: dict[str, Any]) -> str:
    words = {
        "name": _("the name"),
        "kind": _("the kind"),
        "role": _("the role"),
        "wikidata": _("the Wikidata id"),
        "notes": _("the notes"),
        "aliases": _("the other names"),
    }
    changed = [word for field, word in words.items() if before.get(field) != after.get(field)]
    return _("changed %(what)s") % {"what": ", ".join(changed)}


def _list(names: Sequence[str]) -> str:
    told = ", ".join(f"“{name}”" for name in names[:5])
    return _("%(names)s and others") % {"names": told} if len(names) > 5 else told

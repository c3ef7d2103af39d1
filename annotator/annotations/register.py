"""Annotations of one entry of the register pointed to another: an entry that was two speakers.

Whoever annotated, in every set of the project. Sets and annotations move on by a version, so that
open pages notice.
"""

from collections.abc import Collection
from typing import Any, TypedDict, cast

from django.db import connection, transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.speakers import permissions
from annotator.speakers import queries as speakers
from annotator.speakers import services as register
from annotator.speakers.models import Speaker
from annotator.speakers.services.register import hold, log

MAX_QUOTES = 200
"""Chosen at once."""

Pointed = dict[str, dict[str, list[str]]]
"""The uids of annotations, by the uid of the entry that they pointed to and their set."""


class Split(TypedDict):
    """What the log keeps ``after`` a split; ``before`` is a Pointed."""

    names: list[str]
    to: str
    name: str
    count: int
    made: bool


@transaction.atomic
def split_speaker(
    *, project_id: int, by: User | None, speaker_id: int, quotes: Collection[str], name: str
) -> Speaker:
    """Point the annotations of these quotes to the entry called ``name``, new if need be.

    Those of entries that were merged into this one go too.
    """
    permissions.check_can_keep(by, project_id)
    _check_quotes(quotes)
    hold(project_id)
    old = speakers.speaker_of(project_id, speaker_id)
    made = not Speaker.objects.filter(project=project_id, name=name.strip()).exists()
    new = register.create_speaker(project_id=project_id, by=by, name=name)
    group = {one.pk: str(one.uid) for one in speakers.group_of(old)}
    if new.pk in group:
        raise InvalidInput(_("Give the other speaker another name."))
    pointed = _repoint(_CHOSEN, {"ids": list(group), "quotes": list(quotes), "to": new.pk}, group)
    if not pointed:
        raise Conflict(_("No annotation of these words points to this speaker any more."))
    _log("speaker:split", old, by, pointed, _split(quotes, new, pointed, made=made))
    return new


def share_speakers(sets: Collection[int]) -> None:
    """Whoever these sets, gold and accepted, point to is everybody's from now on."""
    found = Annotation.objects.filter(set__in=sets, speaker__made_by__isnull=False)
    if ids := set(found.values_list("speaker", flat=True)):
        register.share(ids)


def undo(*, project_id: int, by: User | None, event_id: int) -> Speaker:
    """Take back a merge or a split, whichever it was."""
    splits = Event.objects.filter(pk=event_id, project_id=project_id, kind="speaker:split")
    take_back = undo_split if splits.exists() else register.undo_merge
    return take_back(project_id=project_id, by=by, event_id=event_id)


@transaction.atomic
def undo_split(*, project_id: int, by: User | None, event_id: int) -> Speaker:
    """Point the annotations back that still point where the split put them."""
    permissions.check_can_keep(by, project_id)
    hold(project_id)
    past = _past(project_id, event_id)
    was, became = cast(Pointed, past.before), cast(Split, past.after)
    found = speakers.by_uid(project_id, {past.subject, became["to"], *was})
    if not can_be_taken_back(past, found, speakers.undone(project_id, [past])):
        raise Conflict(_("The register has changed since, so this can’t be taken back."))
    new = found[became["to"]]
    moved = sum(_back(new, found[uid], sets) for uid, sets in was.items())
    if not moved:
        raise Conflict(_("None of these annotations points there any more."))
    old = found[past.subject]
    after = {"undoes": past.pk, "name": new.name, "names": became["names"], "count": moved}
    log("speaker:unsplit", old, by=by, after=after)
    if became["made"]:
        _delete_if_unused(project_id, by, new)
    return old


def can_be_taken_back(past: Event, entries: dict[str, Speaker], undone: set[int]) -> bool:
    """Whether the entries of a split are all there still. ``entries`` by uid."""
    if past.kind != "speaker:split" or past.pk in undone:
        return False
    uids = [cast(Split, past.after)["to"], past.subject]
    return all(uid in entries for uid in uids)


def _check_quotes(quotes: Collection[str]) -> None:
    if not quotes:
        raise InvalidInput(_("Choose the words that mean the other speaker."))
    if len(quotes) > MAX_QUOTES:
        raise InvalidInput(_("Choose at most %(limit)s at once.") % {"limit": MAX_QUOTES})


def _split(quotes: Collection[str], new: Speaker, pointed: Pointed, *, made: bool) -> Split:
    count = sum(len(uids) for sets in pointed.values() for uids in sets.values())
    return Split(names=list(quotes), to=str(new.uid), name=new.name, count=count, made=made)


def _log(kind: str, old: Speaker, by: User | None, before: Pointed, after: Split) -> None:
    log(kind, old, by=by, before=before, after=after)


def _past(project_id: int, event_id: int) -> Event:
    past = Event.objects.filter(pk=event_id, project_id=project_id, kind="speaker:split").first()
    if past is None:
        raise NotFound(_("This split is not in the log."))
    return past


def _back(new: Speaker, old: Speaker, sets: dict[str, list[str]]) -> int:
    """How many annotations point to the old entry again."""
    pairs = [(int(one), uid) for one, uids in sets.items() for uid in uids]
    values = {
        "from": new.pk,
        "to": old.pk,
        "sets": [pair[0] for pair in pairs],
        "uids": [pair[1] for pair in pairs],
    }
    found = _repoint(_THESE, values, {new.pk: ""})
    return sum(len(uids) for sets in found.values() for uids in sets.values())


def _delete_if_unused(project_id: int, by: User | None, new: Speaker) -> None:
    try:
        with transaction.atomic():
            register.delete_speaker(project_id=project_id, by=by, speaker_id=new.pk)
    except Conflict:
        pass


def _repoint(chosen: str, values: dict[str, Any], uids: dict[int, str]) -> Pointed:
    """Sets are locked first and in order, as everybody does who changes their annotations."""
    pointed: Pointed = {}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK.format(chosen=chosen), values)
        cursor.execute(_REPOINT.format(chosen=chosen), values)
        for speaker_id, set_id, uid in cursor.fetchall():
            pointed.setdefault(uids[speaker_id], {}).setdefault(str(set_id), []).append(str(uid))
    return pointed


_CHOSEN = """
    SELECT a.id, a.set_id, a.uid, a.speaker_id FROM annotations_annotation a
    WHERE a.speaker_id = ANY(%(ids)s) AND a.quote = ANY(%(quotes)s)
"""
_THESE = """
    SELECT a.id, a.set_id, a.uid, a.speaker_id
    FROM unnest(%(sets)s::bigint[], %(uids)s::uuid[]) AS one (set_id, uid)
    JOIN annotations_annotation a ON a.set_id = one.set_id AND a.uid = one.uid
    WHERE a.speaker_id = %(from)s
"""
_LOCK = """
    SELECT 1 FROM annotations_annotationset WHERE id IN (SELECT set_id FROM ({chosen}) AS c)
    ORDER BY id FOR UPDATE
"""
_REPOINT = """
    WITH chosen AS ({chosen}), moved AS (
        UPDATE annotations_annotation a
        SET speaker_id = %(to)s, version = a.version + 1, updated = now()
        FROM chosen WHERE a.id = chosen.id
        RETURNING chosen.speaker_id, a.set_id, a.uid
    ), sets AS (
        UPDATE annotations_annotationset s SET version = s.version + 1, updated = now()
        WHERE s.id IN (SELECT set_id FROM moved)
    )
    SELECT speaker_id, set_id, uid FROM moved
"""

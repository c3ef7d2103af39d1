"""Entries that turn out to be one, and taking that back.

No annotation is touched: a merged entry keeps its own and points to the other.
"""

from collections.abc import Collection
from typing import TypedDict, cast

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.speakers import permissions, queries
from annotator.speakers.models import Speaker
from annotator.speakers.services import register
from annotator.speakers.services.entries import share

MAX_MERGED = 100
"""At once."""


class Merged(TypedDict):
    """Where entries point, by the uids of both; ``names`` for people to read."""

    into: dict[str, str | None]
    names: list[str]


@transaction.atomic
def merge_speakers(
    *, project_id: int, by: User | None, into: int, others: Collection[int]
) -> Speaker:
    """Make entries part of another; what was merged into them comes along."""
    permissions.check_can_keep(by, project_id)
    register.hold(project_id)
    ids = set(others) - {into}
    found = register.entries(project_id, ids | {into})
    target = found.pop(into)
    _check_mergeable(target, found)
    moved = [*found.values(), *Speaker.objects.filter(merged_into__in=ids)]
    before = _pointing(moved)
    Speaker.objects.filter(pk__in=[one.pk for one in moved]).update(
        merged_into=target, made_by=None
    )
    if target.made_by_id:
        share([target.pk])
    after = dict.fromkeys(before, str(target.uid))
    names = [one.name for one in found.values()]
    register.log(
        "speaker:merged",
        target,
        by=by,
        before=Merged(into=before, names=names),
        after=Merged(into=dict(after), names=names),
    )
    return target


def _check_mergeable(target: Speaker, others: dict[int, Speaker]) -> None:
    if not others:
        raise InvalidInput(_("Choose at least two entries to merge."))
    if len(others) > MAX_MERGED:
        raise InvalidInput(
            _("At most %(limit)s entries are merged at once.") % {"limit": MAX_MERGED}
        )
    for one in (target, *others.values()):
        if one.merged_into_id:
            raise Conflict(_("“%(name)s” has been merged already.") % {"name": one.name})


def _pointing(speakers: list[Speaker]) -> dict[str, str | None]:
    """Where each points now, by uid."""
    roots = Speaker.objects.in_bulk({one.merged_into_id for one in speakers if one.merged_into_id})
    return {
        str(one.uid): str(roots[one.merged_into_id].uid) if one.merged_into_id else None
        for one in speakers
    }


@transaction.atomic
def undo_merge(*, project_id: int, by: User | None, event_id: int) -> Speaker:
    """Take a merge back; Conflict where its entries have been moved on since."""
    permissions.check_can_keep(by, project_id)
    register.hold(project_id)
    past = _merge(project_id, event_id)
    was = cast(Merged, past.before)
    then = queries.by_uid(project_id, {past.subject, *was["into"], *_roots(was)})
    if not queries.can_be_taken_back(past, then, queries.undone(project_id, [past])):
        raise Conflict(_("The register has changed since, so this can’t be taken back."))
    moved = [_back(then[uid], root, then) for uid, root in was["into"].items()]
    Speaker.objects.bulk_update(moved, ["merged_into"])
    target = then[past.subject]
    after = {**was, "undoes": past.pk}
    register.log("speaker:unmerged", target, by=by, before=past.after, after=after)
    return target


def _merge(project_id: int, event_id: int) -> Event:
    past = Event.objects.filter(pk=event_id, project_id=project_id, kind="speaker:merged").first()
    if past is None:
        raise NotFound(_("This merge is not in the log."))
    return past


def _roots(was: Merged) -> set[str]:
    return {root for root in was["into"].values() if root}


def _back(speaker: Speaker, root: str | None, by_uid: dict[str, Speaker]) -> Speaker:
    speaker.merged_into = by_uid[root] if root else None
    return speaker

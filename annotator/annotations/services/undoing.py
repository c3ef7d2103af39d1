"""Undo and redo: bringing back what the events of a step hold."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import links, queries
from annotator.annotations.changes import Change, begin, is_link, locked
from annotator.annotations.models import Annotation, Relation, Step
from annotator.annotations.snapshots import link, put_back, relinked, revived, same, snapshot
from annotator.annotations.states import Kind
from annotator.annotations.steps import Asked
from annotator.errors import Conflict, InvalidInput
from annotator.speakers import queries as register


class Move(NamedTuple):
    """An annotation or a relation from one state to another."""

    uid: UUID
    expected: Any
    wanted: Any


@transaction.atomic
def undo(*, article_id: int, by: User, step: UUID, of: Kind = Kind.ANNOTATOR) -> Change:
    """Take back what this person did last in the article."""
    change = begin(Asked(article_id, by, step, "undo", Step.Kind.UNDO, of))
    if change.repeated:
        return change
    target = queries.step_to_undo(change.set, by)
    if target is None:
        raise InvalidInput(_("There is nothing to undo."))
    return _reverse(change, target, Step.State.UNDONE)


@transaction.atomic
def redo(*, article_id: int, by: User, step: UUID, of: Kind = Kind.ANNOTATOR) -> Change:
    """Do again what this person undid last in the article."""
    change = begin(Asked(article_id, by, step, "redo", Step.Kind.REDO, of))
    if change.repeated:
        return change
    target = queries.step_to_redo(change.set, by)
    if target is None:
        raise InvalidInput(_("There is nothing to do again."))
    past = Event.objects.filter(step=target.pk).order_by("id")
    _bring_back(change, [(one, one.before, one.after) for one in past])
    return _file(change, target, Step.State.DONE)


@transaction.atomic
def take_back(
    *, article_id: int, by: User, step: UUID, target: UUID, of: Kind = Kind.ANNOTATOR
) -> Change:
    """Take back one step of this person's in the article, be it the last or not.

    What came later stays; Conflict where it builds on the step, or the step no longer stands. It
    is gone for redo, which only does again what was undone in turn.
    """
    change = begin(Asked(article_id, by, step, ("take back", target), Step.Kind.UNDO, of))
    if change.repeated:
        return change
    standing = queries.standing_step(change.set, by, target)
    if standing is None:
        raise Conflict(_("This has been taken back already."))
    return _reverse(change, standing, Step.State.DROPPED)


def _reverse(change: Change, target: Step, state: Step.State) -> Change:
    past = Event.objects.filter(step=target.pk).order_by("-id")
    _bring_back(change, [(one, one.after, one.before) for one in past])
    return _file(change, target, state)


def _file(change: Change, step: Step, state: Step.State) -> Change:
    step.state = state
    step.save(update_fields=["state"])
    return change.save()


def _bring_back(change: Change, moves: Sequence[tuple[Event, Any, Any]]) -> None:
    """Bring everything from one state to another; Conflict if it is no longer in the first."""
    spans: list[Move] = []
    relations: list[Move] = []
    for past, expected, wanted in moves:
        kind = relations if is_link(past) else spans
        kind.append(Move(UUID(past.subject), expected, wanted))
    _bring_back_spans(change, spans)
    _bring_back_links(change, relations)
    _check_ends(change)


def _bring_back_spans(change: Change, moves: list[Move]) -> None:
    found = locked(change, [one.uid for one in moves])
    kept: list[Annotation] = []
    removed: list[Annotation] = []
    for uid, expected, wanted in moves:
        now = found.get(uid)
        current = snapshot(now) if now else None
        _check_same(uid, current, expected)
        if wanted:
            kept.append(revived(change.set, uid, now, wanted))
            change.log("annotation:restored", uid, current, snapshot(kept[-1]))
        elif now:
            removed.append(now)
            change.log("annotation:removed", uid, current, None)
    _check_entries(change, kept)
    put_back(kept, removed)
    if moves:
        links.touch_neighbours(change, *[one.uid for one in moves])


def _check_entries(change: Change, kept: list[Annotation]) -> None:
    """Conflict where an annotation pointed to an entry that has left the register since."""
    wanted = {one.speaker_id for one in kept if one.speaker_id}
    project = change.set.article.project_id
    if wanted and len(register.known(project, wanted)) < len(wanted):
        raise Conflict(_("The speaker that was meant is no longer in the register."))


def _bring_back_links(change: Change, moves: list[Move]) -> None:
    if not moves:
        return
    there = Relation.objects.filter(set=change.set, uid__in=[one.uid for one in moves])
    found = {relation.uid: relation for relation in there}
    kept: list[Relation] = []
    for uid, expected, wanted in moves:
        current = link(found[uid]) if uid in found else None
        _check_same(uid, current, expected)
        if wanted:
            kept.append(relinked(change.set, uid, wanted))
            change.log_link("relation:restored", uid, current, wanted)
        else:
            change.log_link("relation:removed", uid, current, None)
    there.delete()
    links.restore(change, kept)


def _check_ends(change: Change) -> None:
    """Conflict where what goes has been linked since, by a later step or somebody else's."""
    if change.gone and (linked := links.of(change, change.gone).first()):
        raise Conflict(
            _("This has been linked since, so it can’t be taken away."), uid=linked.source
        )


def _check_same(uid: UUID, current: Any, expected: Any) -> None:
    if not same(current, expected):
        raise Conflict(_("This has been changed since, so it can’t be brought back."), uid=uid)

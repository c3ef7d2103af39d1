"""Every change to an annotation set: one transaction, logged, undoable, and safe to repeat.

``step`` is the id that the browser gave the change. A step that comes again changes nothing and
answers with the state as it is. All work on the person's own set of the article.
"""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.annotations import permissions, queries, steps
from annotator.annotations.changes import Change, begin, begun, locked, open_own_set
from annotator.annotations.models import Annotation, AnnotationSet, Step
from annotator.annotations.snapshots import Snapshot, put_back, revived, same, snapshot
from annotator.annotations.states import State
from annotator.annotations.steps import Asked
from annotator.articles.reading import kept
from annotator.errors import Conflict, InvalidInput, NotAllowed
from annotator.schemes.models import Label
from annotator.text import spans, words
from annotator.text.spans import Fragments

MAX_ANNOTATIONS = 20_000
"""In one set."""

MAX_OCCURRENCES = 1_000
"""Marked in one step."""

MAX_NOTE = 5_000


def annotate(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    label_id: int,
    fragments: Fragments,
    quote: str,
    note: str = "",
) -> Change:
    """Mark a span with a label: by one statement if all is as usual, or else step by step."""
    asked = Asked(article_id, by, step, ("annotate", uid, label_id, fragments, quote, note))
    annotation = Annotation(
        uid=uid,
        label_id=label_id,
        fragments=fragments,
        quote=quote,
        note=_note(note),
        created=asked.now,
        updated=asked.now,
    )
    return _mark_at_once(asked, annotation) or _mark(asked, annotation)


def _mark_at_once(asked: Asked, annotation: Annotation) -> Change | None:
    """None, and nothing done, where anything is unusual."""
    text = kept(asked.article_id)
    if text is None or not spans.fits(text.text, annotation.fragments, annotation.quote):
        return None
    taken = steps.mark(asked, annotation, text=text.digest, most=MAX_ANNOTATIONS)
    if taken is None:
        return None
    change = begun(asked, taken)
    change.touch(annotation.uid, None, snapshot(annotation))
    return change


@transaction.atomic
def _mark(asked: Asked, annotation: Annotation) -> Change:
    change = begin(asked)
    if change.repeated:
        return change
    spans.check(change.reading.text, annotation.fragments, annotation.quote)
    _check_room(change)
    annotation.set = change.set
    annotation.label = _label(change, annotation.label_id)
    annotation.save()
    change.log("annotation:created", annotation.uid, None, snapshot(annotation))
    return change.save()


@transaction.atomic
def change_annotation(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    version: int,
    label_id: int | None = None,
    fragments: Fragments | None = None,
    quote: str | None = None,
    note: str | None = None,
) -> Change:
    """Relabel an annotation, move its borders, or write its note: whatever is given."""
    content = ("change", uid, version, label_id, fragments, quote, note)
    change = begin(Asked(article_id, by, step, content))
    if change.repeated:
        return change
    annotation = _current(change, uid, version)
    before = snapshot(annotation)
    if label_id is not None and label_id != annotation.label_id:
        annotation.label = _label(change, label_id)
    if fragments is not None:
        spans.check(change.reading.text, fragments, quote or "")
        annotation.fragments, annotation.quote = fragments, quote or ""
    if note is not None:
        annotation.note = _note(note)
    annotation.version += 1
    annotation.updated = change.now
    annotation.save()
    change.log("annotation:changed", uid, before, snapshot(annotation))
    return change.save()


@transaction.atomic
def delete_annotation(*, article_id: int, by: User, step: UUID, uid: UUID, version: int) -> Change:
    change = begin(Asked(article_id, by, step, ("delete", uid, version)))
    if change.repeated:
        return change
    annotation = _current(change, uid, version)
    change.log("annotation:deleted", uid, snapshot(annotation), None)
    annotation.delete()
    return change.save()


@transaction.atomic
def mark_occurrences(*, article_id: int, by: User, step: UUID, uid: UUID, version: int) -> Change:
    """Mark every other place where the same string stands with the same label, as one step."""
    change = begin(Asked(article_id, by, step, ("occurrences", uid, version)))
    if change.repeated:
        return change
    model = _current(change, uid, version)
    if len(model.fragments) > 1:
        raise InvalidInput(_("Only an annotation in one piece can be marked everywhere."))
    taken = _places(change.set, model.label_id)
    fresh = [
        Annotation(
            uid=uuid5(step, str(place[0])),
            set=change.set,
            label=model.label,
            fragments=(place,),
            quote=model.quote,
            created=change.now,
            updated=change.now,
        )
        for place in words.occurrences(change.reading.text, model.quote)
        if (place,) not in taken
    ]
    if len(fresh) > MAX_OCCURRENCES:
        raise InvalidInput(
            _("“%(quote)s” stands here %(count)s times; at most %(limit)s can be marked at once.")
            % {"quote": model.quote[:60], "count": len(fresh), "limit": MAX_OCCURRENCES}
        )
    _check_room(change)
    Annotation.objects.bulk_create(fresh)
    for annotation in fresh:
        change.log("annotation:created", annotation.uid, None, snapshot(annotation))
    return change.save()


@transaction.atomic
def undo(*, article_id: int, by: User, step: UUID) -> Change:
    """Take back what this person did last in the article."""
    change = begin(Asked(article_id, by, step, "undo", Step.Kind.UNDO))
    if change.repeated:
        return change
    target = queries.step_to_undo(change.set, by)
    if target is None:
        raise InvalidInput(_("There is nothing to undo."))
    past = Event.objects.filter(step=target.pk).order_by("-id")
    _bring_back(change, [(one.subject, one.after, one.before) for one in past])
    _file(target, Step.State.UNDONE)
    return change.save()


@transaction.atomic
def redo(*, article_id: int, by: User, step: UUID) -> Change:
    """Do again what this person undid last in the article."""
    change = begin(Asked(article_id, by, step, "redo", Step.Kind.REDO))
    if change.repeated:
        return change
    target = queries.step_to_redo(change.set, by)
    if target is None:
        raise InvalidInput(_("There is nothing to do again."))
    past = Event.objects.filter(step=target.pk).order_by("id")
    _bring_back(change, [(one.subject, one.before, one.after) for one in past])
    _file(target, Step.State.DONE)
    return change.save()


@transaction.atomic
def submit(*, article_id: int, by: User) -> AnnotationSet:
    """Say that one's own set is finished, be it empty. Done twice, it is done once."""
    return _move(article_id, by, State.SUBMITTED, "set:submitted")


@transaction.atomic
def reopen(*, article_id: int, by: User) -> AnnotationSet:
    """Take one's own submitted set up again."""
    return _move(article_id, by, State.IN_PROGRESS, "set:reopened")


def _move(article_id: int, by: User, to: State, kind: str) -> AnnotationSet:
    own = queries.own_set_for_update(article_id, by).first()
    if own is None:
        open_own_set(article_id, by)
        own = queries.own_set_for_update(article_id, by).get()
    if own.state == to:
        return own
    if not permissions.can_move(own, to):
        raise NotAllowed(_("This article has not been submitted."))
    before, own.state = own.state, to
    own.version += 1
    own.updated = timezone.now()
    own.submitted = own.updated if to == State.SUBMITTED else None
    own.save(update_fields=["state", "version", "updated", "submitted"])
    record(
        event(
            kind,
            by=by,
            project_id=own.article.project_id,
            article_id=article_id,
            subject=own.pk,
            before={"state": before},
            after={"state": to},
        )
    )
    return own


def _current(change: Change, uid: UUID, version: int) -> Annotation:
    """The annotation if it is still as the person saw it; Conflict if not."""
    annotation = locked(change, [uid]).get(uid)
    if annotation is None:
        raise Conflict(_("This annotation has been removed meanwhile."), uid=uid)
    if annotation.version != version:
        raise Conflict(_("This annotation has been changed meanwhile."), uid=uid)
    return annotation


def _label(change: Change, label_id: int) -> Label:
    project = change.set.article.project_id
    label = Label.objects.filter(pk=label_id, project=project).first()
    if label is None:
        raise InvalidInput(_("This label is not part of the project."))
    if not label.active:
        raise InvalidInput(_("The label %(name)s is switched off.") % {"name": label.name})
    return label


def _note(note: str) -> str:
    note = note.replace("\r\n", "\n").strip()
    if len(note) > MAX_NOTE:
        raise InvalidInput(
            ngettext(
                "A note has at most %(limit)s character.",
                "A note has at most %(limit)s characters.",
                MAX_NOTE,
            )
            % {"limit": MAX_NOTE}
        )
    return note


def _check_room(change: Change) -> None:
    # A set has seen at least as many changes as it holds annotations: mostly nothing is counted.
    if change.set.version > MAX_ANNOTATIONS and change.set.annotations.count() >= MAX_ANNOTATIONS:
        raise InvalidInput(
            _("An article holds at most %(limit)s annotations.") % {"limit": MAX_ANNOTATIONS}
        )


def _places(annotation_set: AnnotationSet, label_id: int) -> set[Fragments]:
    places = Annotation.objects.filter(set=annotation_set, label=label_id)
    return set(places.values_list("fragments", flat=True))


def _file(step: Step, state: Step.State) -> None:
    step.state = state
    step.save(update_fields=["state"])


def _bring_back(change: Change, moves: list[tuple[str, Snapshot | None, Snapshot | None]]) -> None:
    """Bring annotations from one state to another; Conflict if one is no longer in the first."""
    found = locked(change, [UUID(subject) for subject, _from, _to in moves])
    kept, removed = [], []
    for subject, expected, wanted in moves:
        uid = UUID(subject)
        now = found.get(uid)
        current = snapshot(now) if now else None
        if not same(current, expected):
            raise Conflict(_("This has been changed since, so it can’t be brought back."), uid=uid)
        if wanted:
            kept.append(revived(change.set, uid, now, wanted))
            change.log("annotation:restored", uid, current, snapshot(kept[-1]))
        elif now:
            removed.append(now)
            change.log("annotation:removed", uid, current, None)
    put_back(kept, removed)

"""A change to an annotation set while it is being made, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.annotations import permissions, queries, steps
from annotator.annotations.models import Annotation, AnnotationSet, Step
from annotator.annotations.snapshots import ENDS, Link, Snapshot
from annotator.annotations.states import Kind, State
from annotator.annotations.steps import Asked, Taken
from annotator.articles.models import Article
from annotator.articles.reading import Reading, reading
from annotator.errors import Conflict, NotAllowed, NotFound
from annotator.text import spans


@dataclass
class Change:
    """The set as it is now, and which annotations and places were touched.

    ``ranges``: every place where something stood before or stands after. ``linked``: annotations
    whose relations are others than before, or lead to something that has changed. ``alone``: what
    was touched is new and linked with nothing. ``repeated``: the step had been taken already, and
    nothing was changed this time.
    """

    set: AnnotationSet
    by: User
    step: UUID
    now: datetime
    repeated: bool = False
    alone: bool = False
    touched: list[UUID] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)
    ranges: list[spans.Fragment] = field(default_factory=list)
    linked: list[UUID] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def reading(self) -> Reading:
        return reading(self.set.article_id, self.set.article.digest)

    def log(self, kind: str, uid: UUID, before: Snapshot | None, after: Snapshot | None) -> None:
        """Note what happens to one annotation."""
        self.touch(uid, before, after)
        self._log(kind, uid, before, after)

    def log_link(self, kind: str, uid: UUID, before: Link | None, after: Link | None) -> None:
        """Note what happens to one relation."""
        self.touch_link(before, after)
        self._log(kind, uid, before, after)

    def _log(self, kind: str, uid: UUID, before: object, after: object) -> None:
        noted = event(
            kind,
            by=self.by,
            project_id=self.set.article.project_id,
            article_id=self.set.article_id,
            subject=uid,
            step=self.step,
            before=before,
            after=after,
        )
        self.events.append(noted)

    def save(self) -> "Change":
        record(self.events)
        return self

    def touch(self, uid: UUID, before: Snapshot | None, after: Snapshot | None) -> None:
        (self.touched if after else self.gone).append(uid)
        self.ranges += [
            part for state in (before, after) if state for part in spans.parse(state["fragments"])
        ]

    def touch_link(self, before: Link | None, after: Link | None) -> None:
        self.linked += [UUID(state[end]) for state in (before, after) if state for end in ENDS]

    def repeat(self) -> None:
        """Fill in what the step touched when it was taken, as it is now."""
        self.repeated = True
        for past in Event.objects.filter(step=self.step).order_by("id"):
            if is_link(past):
                self.touch_link(past.before, past.after)
            else:
                self.touch(UUID(past.subject), past.before, past.after)
        there = Annotation.objects.filter(set=self.set, uid__in=self.touched + self.gone)
        current = set(there.values_list("uid", flat=True))
        self.gone = [uid for uid in self.touched + self.gone if uid not in current]
        self.touched = list(current)


def is_link(past: Event) -> bool:
    """Whether an event of a step is about a relation."""
    return past.kind.startswith("relation:")


def begin(asked: Asked) -> Change:
    """Lock the set, made here if it is one's own and there is none yet, and take the step.

    Raises NotFound, NotAllowed, and Conflict where the step's id was used for something else or
    the gold set is not in one's hands.
    """
    taken = steps.take(asked)
    while taken is None:
        if asked.of == Kind.GOLD:
            raise _not_held(asked)
        open_own_set(asked.article_id, asked.by)
        taken = steps.take(asked)
    return begun(asked, taken) if taken.first else _again(asked, taken)


def begun(asked: Asked, taken: Taken) -> Change:
    """The change that a step begins, just taken."""
    own = _set(taken, asked)
    permissions.check_can_change(own)
    own.version += 1
    if own.state == State.OPEN:
        own.state = State.IN_PROGRESS
    return Change(set=own, by=asked.by, step=asked.step, now=asked.now)


def _again(asked: Asked, taken: Taken) -> Change:
    """The change of a step that comes again."""
    own = _set(taken, asked)
    same = Step.objects.filter(pk=asked.step, set=own, by=asked.by, digest=asked.digest)
    if not same.exists():
        raise Conflict(_("Another change has been saved under this number already."))
    change = Change(set=own, by=asked.by, step=asked.step, now=asked.now)
    change.repeat()
    return change


def _not_held(asked: Asked) -> Exception:
    """Why a person has no gold set of an article to change; NotFound if they may not see it."""
    queries.readable(asked.article_id, asked.by, asked.of)
    gold = queries.gold_set(asked.article_id)
    if gold is None:
        return NotFound(_("This article has no gold set yet."))
    if gold.owner is None:
        return Conflict(permissions.closed_because(gold))
    return Conflict(_("Another reviewer has taken this article over."))


def open_own_set(article_id: int, by: User) -> None:
    """Make a person's set of an article where there is none; NotFound for strangers.

    Not in projects that hand articles out: there it is made when an article is taken.
    """
    article = queries.readable(article_id, by)
    if queries.hands_out(article.project_id):
        raise NotAllowed(_("Take this article first: this project hands its articles out."))
    now = timezone.now()
    fresh = AnnotationSet(article=article, kind=Kind.ANNOTATOR, owner=by, created=now, updated=now)
    AnnotationSet.objects.bulk_create([fresh], ignore_conflicts=True)


def _set(taken: Taken, asked: Asked) -> AnnotationSet:
    article = Article(pk=taken.article_id, project_id=taken.project_id, digest=taken.digest)
    return AnnotationSet(
        pk=taken.set_id,
        article=article,
        kind=asked.of,
        owner=asked.by,
        state=taken.state,
        lapsed=taken.lapsed,
        version=taken.version,
    )


def locked(change: Change, uids: Iterable[UUID]) -> dict[UUID, Annotation]:
    """The set's annotations of these ids that exist. The lock on the set covers them."""
    found = Annotation.objects.select_related("label").filter(set=change.set, uid__in=list(uids))
    return {annotation.uid: annotation for annotation in found}

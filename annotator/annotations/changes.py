"""A change to one's own annotation set while it is being made, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.annotations import permissions, queries, steps
from annotator.annotations.models import Annotation, AnnotationSet, Step
from annotator.annotations.snapshots import Snapshot
from annotator.annotations.states import Kind
from annotator.articles.reading import Reading, reading
from annotator.errors import Conflict
from annotator.text import spans


@dataclass
class Change:
    """The set as it is now, and which annotations and places were touched.

    ``ranges``: every place where something stood before or stands after. ``repeated``: the step
    had been taken already, and nothing was changed this time.
    """

    set: AnnotationSet
    by: User
    step: UUID
    now: datetime
    repeated: bool = False
    touched: list[UUID] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)
    ranges: list[spans.Fragment] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def reading(self) -> Reading:
        return reading(self.set.article_id, self.set.article.digest)

    def log(self, kind: str, uid: UUID, before: Snapshot | None, after: Snapshot | None) -> None:
        self.events.append(
            event(
                kind,
                by=self.by,
                project_id=self.set.article.project_id,
                article_id=self.set.article_id,
                subject=uid,
                step=self.step,
                before=before,
                after=after,
            )
        )
        self._touch(uid, before, after)

    def save(self) -> "Change":
        record(self.events)
        return self

    def _touch(self, uid: UUID, before: Snapshot | None, after: Snapshot | None) -> None:
        (self.touched if after else self.gone).append(uid)
        self.ranges += [
            part for state in (before, after) if state for part in spans.parse(state["fragments"])
        ]

    def repeat(self) -> None:
        """Fill in what the step touched when it was taken, as it is now."""
        self.repeated = True
        for past in Event.objects.filter(step=self.step).order_by("id"):
            self._touch(UUID(past.subject), past.before, past.after)
        there = Annotation.objects.filter(set=self.set, uid__in=self.touched + self.gone)
        current = set(there.values_list("uid", flat=True))
        self.gone = [uid for uid in self.touched + self.gone if uid not in current]
        self.touched = list(current)


def begin(
    article_id: int, *, by: User, step: UUID, content: object, kind: Step.Kind = Step.Kind.CHANGE
) -> Change:
    """Lock one's own set, made here if need be, and take the step.

    Raises NotFound, NotAllowed, and Conflict where the step's id was used for something else.
    """
    own = lock_own_set(article_id, by)
    change = Change(set=own, by=by, step=step, now=timezone.now())
    if steps.take(own, step=step, by=by, kind=kind, content=content, now=change.now):
        permissions.check_can_change(own)
        return change
    taken = Step.objects.filter(pk=step, set=own, by=by, digest=steps.digest(content))
    if not taken.exists():
        raise Conflict(_("Another change has been saved under this number already."))
    change.repeat()
    return change


def lock_own_set(article_id: int, by: User) -> AnnotationSet:
    """One's own set of the article, locked until the end of the transaction."""
    own = _own_set_for_update(article_id, by).first()
    if own is None:
        article = queries.readable(article_id, by)
        now = timezone.now()
        fresh = AnnotationSet(
            article=article, kind=Kind.ANNOTATOR, owner=by, created=now, updated=now
        )
        AnnotationSet.objects.bulk_create([fresh], ignore_conflicts=True)
        own = _own_set_for_update(article_id, by).get()
    return own


def _own_set_for_update(article_id: int, by: User) -> QuerySet[AnnotationSet]:
    return (
        queries.own_sets(by)
        .filter(article=article_id)
        .select_for_update(of=("self",))
        .select_related("article")
        .defer("article__text", "article__search", "article__meta")
    )


def locked(change: Change, uids: Iterable[UUID]) -> dict[UUID, Annotation]:
    """The set's annotations of these ids that exist. The lock on the set covers them."""
    found = Annotation.objects.select_related("label").filter(set=change.set, uid__in=list(uids))
    return {annotation.uid: annotation for annotation in found}

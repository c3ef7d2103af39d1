"""Taking back what was decided at once."""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.permissions import can_change
from annotator.annotations.services import take_back
from annotator.annotations.states import Kind
from annotator.errors import Conflict, NotFound
from annotator.projects.models import Project
from annotator.reviews.adjudication.permissions import holds
from annotator.reviews.permissions import check_can_review
from annotator.reviews.words import batches
from annotator.reviews.words.wishes import UNDONE, Batch, Left, Skip, Taken, Undone


@transaction.atomic
def undo(*, project: Project, by: User, batch: UUID) -> Undone:
    """Take back every step of one's batch that still stands, the last one first.

    What has changed since, or is in other hands, stays and is listed; done twice, it is done once.
    """
    check_can_review(by, project)
    found = batches.batch_of(project, by, batch)
    if found is None:
        raise NotFound(_("You have decided nothing under this number."))
    standing = batches.standing_steps(one.step for one in found.steps)
    steps = [one for one in reversed(found.steps) if one.step in standing]
    left = [Left(step.place, why) for step, why in _taken_back(steps, by, found) if why]
    made = Undone(places=len(steps) - len(left), left=tuple(sorted(left)))
    if steps:
        after = made.as_json()
        record(event(UNDONE, by=by, project_id=project.pk, subject=batch, after=after))
    return made


def _taken_back(steps: list[Taken], by: User, batch: Batch) -> list[tuple[Taken, Skip | None]]:
    """For each step why it stays, if it does."""
    articles = sorted({one.article for one in steps})
    rows = AnnotationSet.objects.filter(article__in=articles, kind=Kind.GOLD)
    gold = {one.article_id: one for one in rows.select_for_update().order_by("article")}
    return [
        (one, _closed(gold.get(one.article), by) or _take_back(one, by, batch)) for one in steps
    ]


def _closed(gold: AnnotationSet | None, by: User) -> Skip | None:
    if gold is None:
        return Skip.GONE
    if not can_change(gold):
        return Skip.FINISHED
    return None if holds(by, gold) else Skip.HELD


def _take_back(one: Taken, by: User, batch: Batch) -> Skip | None:
    try:
        with transaction.atomic():
            take_back(
                article_id=one.article,
                by=by,
                step=uuid5(batch.id, f"undo {one.step}"),
                target=one.step,
                of=Kind.GOLD,
            )
    except Conflict:
        return Skip.CHANGED
    return None

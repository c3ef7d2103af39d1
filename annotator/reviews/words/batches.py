"""Questions about what somebody decided at once, from the log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Step
from annotator.projects.models import Project
from annotator.reviews.words.wishes import DECIDED, UNDONE, Batch, Undone

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Past:
    """A batch as it is now: ``standing`` of its steps, and how far it was taken back last."""

    batch: Batch
    standing: int
    undone: Undone | None

    @property
    def is_undone(self) -> bool:
        return self.standing == 0


def log(project: Project, by: User) -> QuerySet[Event]:
    """What a person decided at once, and took back. The index asks for the first condition."""
    batches = Event.objects.filter(kind__startswith="batch:", project_id=project.pk)
    return batches.filter(actor_id=by.pk)


def latest(project: Project, by: User) -> list[Past]:
    """A person's last ones, newest first; three queries at most."""
    decided = log(project, by).filter(kind=DECIDED).order_by("-id")[:SHOWN]
    batches = [Batch.of(one) for one in decided]
    standing = standing_steps(step.step for one in batches for step in one.steps)
    undone = _undone(project, by, batches)
    return [
        Past(one, sum(step.step in standing for step in one.steps), undone.get(one.id))
        for one in batches
    ]


def batch_of(project: Project, by: User, batch: UUID) -> Batch | None:
    found = log(project, by).filter(kind=DECIDED, subject=str(batch)).first()
    return Batch.of(found) if found else None


def standing_steps(steps: Iterable[UUID]) -> set[UUID]:
    """Those that nobody has taken back; one query, or none."""
    done = Step.objects.filter(pk__in=list(steps), state=Step.State.DONE)
    return set(done.values_list("pk", flat=True))


def _undone(project: Project, by: User, batches: Sequence[Batch]) -> dict[UUID, Undone]:
    """The last time for each."""
    subjects = [str(one.id) for one in batches]
    found = log(project, by).filter(kind=UNDONE, subject__in=subjects).order_by("id")
    return {UUID(one.subject): Undone.of(one) for one in found} if batches else {}

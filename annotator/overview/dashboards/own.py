"""What somebody has to do next: what came back first, then what they hold."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.projects.models import Project
from annotator.reviews.models import Reason, Review

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Task:
    """``reason`` and ``note`` are a reviewer's, for work that came back."""

    article_id: int
    title: str
    lang: str
    state: str
    updated: datetime
    reason: str
    note: str

    @property
    def is_returned(self) -> bool:
        return self.state == State.RETURNED

    @property
    def state_name(self) -> str:
        return {State.RETURNED: _("Returned"), State.OPEN: _("Not started")}.get(
            State(self.state), _("In progress")
        )


def tasks(project: Project, by: User) -> list[Task]:
    """One query."""
    back = Review.objects.filter(set=OuterRef("pk"), outcome=Review.Outcome.RETURNED)
    last = back.order_by("-at", "-pk")
    rows = (
        _held(project, by)
        .annotate(reason=Subquery(last.values("reason")[:1]), why=Subquery(last.values("note")[:1]))
        .values_list(
            "article", "article__title", "article__uid", "article__lang", "state", "updated",
            "reason", "why",
        )
    )[:SHOWN]  # fmt: skip
    return [_task(*row) for row in rows]


def _held(project: Project, by: User) -> QuerySet[AnnotationSet]:
    states = (State.RETURNED, State.IN_PROGRESS, State.OPEN)
    place = Case(*(When(state=state, then=n) for n, state in enumerate(states)))
    mine = AnnotationSet.objects.filter(project=project, owner=by, kind=Kind.ANNOTATOR)
    return mine.filter(state__in=states, lapsed=None).order_by(place, "updated", "pk")


def _task(
    article: int,
    title: str,
    uid: str,
    lang: str,
    state: str,
    updated: datetime,
    reason: str | None,
    note: str | None,
) -> Task:
    was_returned = state == State.RETURNED
    named = str(Reason(reason).label) if was_returned and reason else ""
    return Task(article, title or uid, lang, state, updated, named, (was_returned and note) or "")

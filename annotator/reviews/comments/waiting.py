"""Questions about what waits for somebody, in all their projects."""

from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import own_sets
from annotator.annotations.states import Kind, State
from annotator.projects.models import Project
from annotator.reviews.comments.permissions import by_reviewer, comments_for, threads_for
from annotator.reviews.models import Comment, Objection, Review, Thread
from annotator.reviews.permissions import REVIEWING


class Why(StrEnum):
    """Why a thread waits: it names you, it is about your annotations, it goes on where you wrote,
    or it is a question that no reviewer has answered."""

    MENTIONED = "mentioned"
    YOURS = "yours"
    ANSWERED = "answered"
    QUESTION = "question"


def threads(by: User) -> QuerySet[Thread]:
    """Unresolved ones in which somebody else had the last word, ``last``, and ``why`` they wait.

    Who has answered waits for the others.
    """
    said = comments_for(by).filter(thread=OuterRef("pk")).exclude(text="").order_by("-id")
    named = said.filter(mentions=by, pk__gt=Coalesce(OuterRef("own"), 0))
    replied = Comment.objects.filter(by_reviewer(OuterRef("by"), "thread__project"))
    whys: dict[Why, Q | Exists] = {
        Why.MENTIONED: Exists(named),
        Why.YOURS: Q(set__kind=Kind.ANNOTATOR, set__owner=by),
        Why.ANSWERED: Q(own__isnull=False),
        Why.QUESTION: Q(~Exists(replied.filter(thread=OuterRef("pk"))), role__in=REVIEWING),
    }
    return (
        threads_for(by)
        .filter(resolved=None)
        .annotate(last=Subquery(said.values("pk")[:1]))
        .annotate(own=Subquery(said.filter(by=by).values("pk")[:1]))
        .filter(last__gt=Coalesce(F("own"), 0))
        .annotate(why=Case(*(_when(why, one) for why, one in whys.items()), default=Value("")))
        .exclude(why="")
        .order_by("-last")
    )


def returned(by: User) -> QuerySet[AnnotationSet]:
    """Own work that came back, with the ``reason`` and ``note`` of the last time, and ``whose``."""
    verdicts = Review.objects.filter(set=OuterRef("pk"), outcome=Review.Outcome.RETURNED)
    last = verdicts.order_by("-id")
    return (
        own_sets(by)
        .filter(state=State.RETURNED, lapsed=None)
        .annotate(
            reason=Subquery(last.values("reason")[:1]), note=Subquery(last.values("note")[:1])
        )
        .order_by("-updated")
    )


def objections(by: User) -> QuerySet[Objection]:
    """Those that this person may answer."""
    own = Q(set__article__project__reviews_own=False, set__owner=by)
    return Objection.objects.filter(
        set__article__project__memberships__user=by,
        set__article__project__memberships__role__in=REVIEWING,
        upheld=None,
    ).exclude(own)


def with_objections(by: User) -> list[tuple[Project, int]]:
    """Projects with how many wait there; one query."""
    waiting = objections(by).order_by().values("set__article__project")
    counted = waiting.annotate(n=Count("pk"))
    found = dict(counted.values_list("set__article__project", "n"))
    projects = Project.objects.filter(pk__in=found)
    return [(one, found[one.pk]) for one in projects]


def number(by: User) -> int:
    """What is addressed to this person; one query."""
    asked = [threads(by), returned(by), objections(by)]
    counts = {f"n{place}": _counted(one) for place, one in enumerate(asked)}
    row = User.objects.filter(pk=by.pk).annotate(**counts).values_list(*counts).first()
    return sum(row or ())


def _counted(found: QuerySet[Any]) -> Subquery:
    ids = found.order_by().values("pk")
    return Subquery(ids.annotate(n=Func(F("pk"), function="COUNT")).values("n"))


def _when(why: Why, condition: Q | Exists) -> When:
    return When(condition, then=Value(str(why)))

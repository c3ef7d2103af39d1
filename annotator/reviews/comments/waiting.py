"""Questions about what waits for somebody, in all their projects."""

from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import own_sets
from annotator.annotations.states import Kind, State
from annotator.database import prepared
from annotator.reviews.comments.permissions import by_reviewer, readable, reviewed, threads_for
from annotator.reviews.models import Comment, Objection, Review
from annotator.reviews.permissions import REVIEWING

MANY = 100
"""Enough to count."""

_ANYBODY = -1
"""Stands where a person's id goes."""


class Why(StrEnum):
    """Why a thread waits: it names you, it is about your annotations, it goes on where you wrote,
    or it is a question that no reviewer has answered."""

    MENTIONED = "mentioned"
    YOURS = "yours"
    ANSWERED = "answered"
    QUESTION = "question"


def threads(by: User) -> QuerySet[Any, Any]:
    """Unresolved ones as ``thread``, in which somebody else had the ``last`` word, and ``why`` they
    wait. The comments are read once: this is asked for on every page.
    """
    said = Max("pk", filter=readable(by))
    own = Max("pk", filter=Q(by=by))
    named = Max("pk", filter=Q(readable(by), mentions=by))
    replied = Max("pk", filter=Q(by_reviewer(OuterRef("by"), "thread__project")))
    reviewing = Q(thread__project__in=reviewed(by))
    whys = {
        Why.MENTIONED: Q(named__gt=F("own")),
        Why.YOURS: Q(thread__set__kind=Kind.ANNOTATOR, thread__set__owner=by),
        Why.ANSWERED: Q(own__gt=0),
        Why.QUESTION: Q(reviewing, replied=None),
    }
    return (
        Comment.objects.filter(thread__in=threads_for(by).filter(resolved=None).values("pk"))
        .exclude(text="")
        .values("thread")
        .annotate(last=said, own=Coalesce(own, 0), named=named, replied=replied)
        .filter(last__gt=F("own"))
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
    """Those that this person may answer, as in the queue of each project."""
    own = Q(set__article__project__reviews_own=False, set__owner=by)
    return Objection.objects.filter(
        set__article__project__memberships__user=by,
        set__article__project__memberships__role__in=REVIEWING,
        upheld=None,
    ).exclude(own)


def number(by: User) -> int:
    """How much is addressed to this person, up to MANY of each kind; one query."""
    sql, params = _counting()
    given = [by.pk if one == _ANYBODY else one for one in params]
    return int(prepared.row(sql, given)[0])


@cache
def _counting() -> tuple[str, tuple[object, ...]]:
    """Composed once: that takes far longer than asking, and every page asks."""
    anybody = User(pk=_ANYBODY)
    talks = threads(anybody).order_by().values_list("last")[:MANY]
    others = (one(anybody).order_by().values_list("pk")[:MANY] for one in (returned, objections))
    sql, params = talks.union(*others, all=True).query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS waiting", params  # noqa: S608  # Django made it


def _when(why: Why, condition: Q) -> When:
    return When(condition, then=Value(str(why)))

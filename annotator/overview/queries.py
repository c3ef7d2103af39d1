"""Articles with the states of their annotation sets, and the people of a project."""

from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article
from annotator.articles.queries import articles_of
from annotator.projects.models import Membership, Project, Role
from annotator.web.pagination import SCREEN, Slice, keyset

COUNTED = 1000
"""More articles than this are “more than 1,000”: to count on would cost with the project's size."""


class Filter(models.TextChoices):
    """By one's own state; who sees everybody may ask what nobody has begun or submitted.

    What was accepted has been submitted, too.
    """

    RETURNED = "returned", _("Returned to me")
    OPEN = "open", _("Not started by me")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Submitted by me")
    ACCEPTED = "accepted", _("Accepted")
    UNBEGUN = "unbegun", _("Begun by nobody")
    NOBODY = "nobody", _("Submitted by nobody")


OF_TEAM = (Filter.UNBEGUN, Filter.NOBODY)
BEGUN = frozenset(State) - {State.OPEN}


def _sets(**conditions: Any) -> QuerySet[AnnotationSet]:
    of_annotators = AnnotationSet.objects.filter(kind=Kind.ANNOTATOR)
    return of_annotators.filter(article=OuterRef("pk"), **conditions)


def in_state(articles: QuerySet[Article], by: User, state: str) -> QuerySet[Article]:
    if state == Filter.OPEN:
        return articles.filter(~Exists(_sets(owner=by, state__in=BEGUN)))
    if state == Filter.UNBEGUN:
        return articles.filter(~Exists(_sets()))
    if state == Filter.NOBODY:
        return articles.filter(~Exists(_sets(state__in=CLOSED)))
    wanted = CLOSED if state == Filter.SUBMITTED else [state]
    return articles.filter(Exists(_sets(owner=by, state__in=wanted))) if state else articles


def listed(
    articles: QuerySet[Article], by: User, *, after: int, before: int, size: int = SCREEN
) -> Slice[dict[str, Any]]:
    """One screen of articles, with one's own ``state``, by how many they were ``submitted``, and
    whether they have ``gold``; one query."""
    own = _sets(owner=by).values("state")[:1]
    everybody = _sets(state__in=CLOSED).values("article").annotate(n=Count("pk")).values("n")
    gold = AnnotationSet.objects.filter(
        article=OuterRef("pk"), kind=Kind.GOLD, state=State.ACCEPTED
    )
    rows = articles.values("id", "uid", "title", "words", "source", "published", "lang").annotate(
        state=Coalesce(Subquery(own), models.Value(State.OPEN)),
        submitted=Coalesce(Subquery(everybody), 0),
        gold=Exists(gold),
    )
    return keyset(rows, after=after, before=before, size=size)


def counted(articles: QuerySet[Article]) -> int:
    """How many, up to COUNTED + 1."""
    return articles.values("pk").order_by()[: COUNTED + 1].count()


def number_of_articles(project: Project) -> int:
    return articles_of(project).count()


def members_of(project: Project) -> list[Membership]:
    """Annotators first; one query."""
    memberships = Membership.objects.filter(project=project).select_related("user")
    order = {Role.ANNOTATOR: 0, Role.REVIEWER: 1, Role.OWNER: 2}
    return sorted(memberships, key=lambda one: (order[Role(one.role)], str(one.user)))

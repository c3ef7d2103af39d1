"""Articles with the states of their annotation sets, and how far everybody is."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article
from annotator.articles.queries import articles_of
from annotator.projects.models import Membership, Project, Role
from annotator.web.pagination import Slice, keyset

COUNTED = 1000
"""More articles than this are “more than 1,000”: to count on would cost with the project's size."""


class Filter(models.TextChoices):
    """By one's own state; owners may ask what nobody has submitted.

    What was accepted has been submitted, too.
    """

    RETURNED = "returned", _("Returned to me")
    OPEN = "open", _("Not started by me")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Submitted by me")
    ACCEPTED = "accepted", _("Accepted")
    NOBODY = "nobody", _("Submitted by nobody")


BEGUN = frozenset(State) - {State.OPEN}


def _sets(**conditions: Any) -> QuerySet[AnnotationSet]:
    of_annotators = AnnotationSet.objects.filter(kind=Kind.ANNOTATOR)
    return of_annotators.filter(article=OuterRef("pk"), **conditions)


def in_state(articles: QuerySet[Article], by: User, state: str) -> QuerySet[Article]:
    if state == Filter.OPEN:
        return articles.filter(~Exists(_sets(owner=by, state__in=BEGUN)))
    if state == Filter.NOBODY:
        return articles.filter(~Exists(_sets(state__in=CLOSED)))
    wanted = CLOSED if state == Filter.SUBMITTED else [state]
    return articles.filter(Exists(_sets(owner=by, state__in=wanted))) if state else articles


def listed(
    articles: QuerySet[Article], by: User, *, after: int, before: int
) -> Slice[dict[str, Any]]:
    """One screen of articles, with one's own ``state`` and how many ``submitted``; one query."""
    own = _sets(owner=by).values("state")[:1]
    everybody = _sets(state__in=CLOSED).values("article").annotate(n=Count("pk")).values("n")
    rows = articles.values("id", "uid", "title", "words", "source", "published", "lang").annotate(
        state=Coalesce(Subquery(own), models.Value(State.OPEN)),
        submitted=Coalesce(Subquery(everybody), 0),
    )
    return keyset(rows, after=after, before=before)


def counted(articles: QuerySet[Article]) -> int:
    """How many, up to COUNTED + 1."""
    return articles.values("pk").order_by()[: COUNTED + 1].count()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many articles of a project somebody submitted, is working on, and was sent back.

    What was accepted counts as submitted.
    """

    user: User
    submitted: int
    in_progress: int
    returned: int


def number_of_articles(project: Project) -> int:
    return articles_of(project).count()


def progress_of(project: Project, users: list[User]) -> list[Progress]:
    """In the order of the people; one query."""
    counts = (
        AnnotationSet.objects.filter(kind=Kind.ANNOTATOR, owner__in=users, article__project=project)
        .values("owner")
        .annotate(
            submitted=Count("pk", filter=Q(state__in=CLOSED)),
            in_progress=Count("pk", filter=Q(state=State.IN_PROGRESS)),
            returned=Count("pk", filter=Q(state=State.RETURNED)),
        )
        .values_list("owner", "submitted", "in_progress", "returned")
    )
    by_owner = {owner: counted for owner, *counted in counts}
    return [Progress(user, *by_owner.get(user.pk, (0, 0, 0))) for user in users]


def annotating(project: Project) -> list[User]:
    """Everybody with a part in the work: members, annotators first."""
    memberships = Membership.objects.filter(project=project).select_related("user")
    order = {Role.ANNOTATOR: 0, Role.REVIEWER: 1, Role.OWNER: 2}
    ordered = sorted(memberships, key=lambda one: (order[Role(one.role)], str(one.user)))
    return [one.user for one in ordered]

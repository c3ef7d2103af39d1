"""Who holds what, and what nobody holds: the lists of owners."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article
from annotator.assignments.models import Slot
from annotator.assignments.queue import UNFINISHED
from annotator.projects.models import Membership, Project
from annotator.web.pagination import Slice, keyset

MAX_COUNTED = 10_000
"""More free places than this are “more than 10,000”."""

SIZE = 50


class Filter(models.TextChoices):
    """By state; ``STUCK`` is what nobody touched for half of a lease, or whose owner has left."""

    IN_HAND = "", _("In hand")
    STUCK = "stuck", _("Stuck")
    OPEN = State.OPEN.value, _("Not begun")
    IN_PROGRESS = State.IN_PROGRESS.value, State.IN_PROGRESS.label
    RETURNED = State.RETURNED.value, State.RETURNED.label
    SUBMITTED = State.SUBMITTED.value, State.SUBMITTED.label
    ACCEPTED = State.ACCEPTED.value, State.ACCEPTED.label
    LAPSED = "lapsed", _("Went back to the queue")


def assignments(
    project: Project, *, person: int, state: str, after: int, before: int
) -> Slice[dict[str, Any]]:
    """One screen of assignments with who holds them and until when; one query."""
    found = _of(project).filter(**({"owner": person} if person else {}))
    rows = (
        _in_state(found, project, state)
        .annotate(
            title=Coalesce(NullIf("article__title", models.Value("")), "article__uid"),
            who=Coalesce(NullIf("owner__name", models.Value("")), "owner__username"),
            taken=Subquery(_slots().values("taken")[:1]),
            until=_lease(project),
        )
        .values("id", "article", "title", "who", "state", "updated", "lapsed", "taken", "until")
    )
    return keyset(rows, after=after, before=before, size=SIZE)


def _of(project: Project) -> QuerySet[AnnotationSet]:
    return AnnotationSet.objects.filter(project=project, kind=Kind.ANNOTATOR, owner__isnull=False)


def _slots() -> QuerySet[Slot]:
    return Slot.objects.filter(article=OuterRef("article"), annotator=OuterRef("owner"))


def _lease(project: Project) -> models.Expression:
    """When it goes back to the queue, if it is one that does."""
    touched = Greatest("updated", Subquery(_slots().values("taken")[:1]))
    return ExpressionWrapper(
        touched + timedelta(hours=project.lease_hours), output_field=models.DateTimeField()
    )


def _in_state(
    found: QuerySet[AnnotationSet], project: Project, state: str
) -> QuerySet[AnnotationSet]:
    if state == Filter.LAPSED:
        return found.filter(lapsed__isnull=False)
    held = found.filter(lapsed=None)
    if state not in (Filter.IN_HAND, Filter.STUCK):
        return held.filter(state=state)
    in_hand = held.filter(state__in=UNFINISHED)
    return in_hand.filter(_stuck(project)) if state == Filter.STUCK else in_hand


def _stuck(project: Project) -> Q:
    members = Membership.objects.filter(project=project, user=OuterRef("owner"))
    half = timezone.now() - timedelta(hours=project.lease_hours) / 2
    return Q(updated__lt=half) | Q(~Exists(members))


@dataclass(frozen=True, slots=True)
class Part:
    """A member's part: how many articles are in their hands, and how many they handed in."""

    user: User
    takes: bool
    quota: int | None
    in_hand: int
    handed_in: int

    @property
    def had(self) -> int:
        return self.in_hand + self.handed_in


def parts(project: Project) -> list[Part]:
    """Everybody's, by name; two queries."""
    counts = (
        _of(project)
        .filter(lapsed=None)
        .values("owner")
        .annotate(
            in_hand=Count("pk", filter=Q(state__in=UNFINISHED)),
            handed_in=Count("pk", filter=Q(state__in=CLOSED)),
        )
    )
    by_owner = {row["owner"]: (row["in_hand"], row["handed_in"]) for row in counts}
    members = Membership.objects.filter(project=project).select_related("user")
    return [
        Part(one.user, one.takes, one.quota, *by_owner.get(one.user_id, (0, 0)))
        for one in members.order_by("user__name", "user__username")
    ]


def free(project: Project) -> int:
    """How many places are free, up to MAX_COUNTED + 1; one query."""
    return Slot.objects.filter(project=project, annotator=None)[: MAX_COUNTED + 1].count()


def with_room(project: Project, *, after: int, before: int) -> Slice[dict[str, Any]]:
    """One screen of articles that have free places, as imported; two queries."""
    slots = Slot.objects.filter(project=project, annotator=None)
    counted = slots.values("article").annotate(free=Count("pk"))
    if before:
        last = list(counted.filter(article__lt=before).order_by("-article")[: SIZE + 1])
        rows, earlier, later = last[:SIZE][::-1], len(last) > SIZE, True
    else:
        first = list(counted.filter(article__gt=after).order_by("article")[: SIZE + 1])
        rows, earlier, later = first[:SIZE], bool(after), len(first) > SIZE
    ids = [row["article"] for row in rows]
    articles = Article.objects.filter(pk__in=ids).only("title", "uid", "lang").in_bulk()
    return Slice(
        rows=[
            {"id": pk, "free": row["free"], "article": articles[pk]}
            for pk, row in zip(ids, rows, strict=True)
        ],
        before=ids[0] if ids and earlier else 0,
        after=ids[-1] if ids and later else 0,
    )

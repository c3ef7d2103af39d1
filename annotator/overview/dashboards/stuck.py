"""What does not go on: a few examples of each kind, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.projects.models import Project

SHOWN = 3
UNTOUCHED = timedelta(days=7)
UNREVIEWED = timedelta(days=7)
UNDECIDED = timedelta(days=3)
SOON = 6
"""A lease is about to end in the last sixth of its time."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An article, who has it (``None``: somebody who is no member any more), and since when."""

    article_id: int
    title: str
    who: User | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Stuck:
    """``ending``: leases with the time at which they end; the others with the time since when."""

    ending: list[Thing]
    untouched: list[Thing]
    unreviewed: list[Thing]
    undecided: list[Thing]


def stuck(project: Project, people: Sequence[User]) -> Stuck:
    """Three queries."""
    known = {one.pk: one for one in people}
    ending, untouched = _held(project, known)
    now, submitted = timezone.now(), {"kind": Kind.ANNOTATOR, "state": State.SUBMITTED}
    of_project = AnnotationSet.objects.filter(project=project)
    unreviewed = of_project.filter(**submitted, submitted__lt=now - UNREVIEWED)
    undecided = of_project.filter(kind=Kind.GOLD, created__lt=now - UNDECIDED)
    return Stuck(
        ending=ending,
        untouched=untouched,
        unreviewed=_things(unreviewed.order_by("submitted"), "submitted", known),
        undecided=_things(
            undecided.exclude(state=State.ACCEPTED).order_by("created"), "created", known
        ),
    )


def _things(sets: QuerySet[AnnotationSet], at: str, known: dict[int, User]) -> list[Thing]:
    rows = sets.values_list("article", "article__title", "article__uid", "owner", F(at))[:SHOWN]
    return [Thing(pk, title or uid, known.get(owner), when) for pk, title, uid, owner, when in rows]


def _held(project: Project, known: dict[int, User]) -> tuple[list[Thing], list[Thing]]:
    """Whose lease is about to end, and who has not touched what they hold."""
    now, lease = timezone.now(), timedelta(hours=project.lease_hours)
    ending, untouched = [], []
    for article, title, owner, state, touched in _oldest(project, list(known)):
        ends = touched + lease
        leased = project.annotators is not None and state != State.RETURNED
        if leased and now < ends < now + lease / SOON:
            ending.append(Thing(article, title, known[owner], ends))
        elif touched < now - UNTOUCHED:
            untouched.append(Thing(article, title, known[owner], touched))
    return ending[:SHOWN], untouched[:SHOWN]


def _oldest(project: Project, people: list[int]) -> list[tuple[int, str, int, str, datetime]]:
    values: dict[str, Any] = {"project": project.pk, "people": people, "most": SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(_OLDEST, values)
        return list(cursor.fetchall())


_OLDEST = """
SELECT one.article_id, coalesce(nullif(t.title, ''), t.uid), one.owner_id, one.state,
    greatest(one.updated, p.taken) AS touched
FROM unnest(%(people)s::bigint[]) AS person (id)
CROSS JOIN unnest('{open,in_progress,returned}'::text[]) AS held (state)
CROSS JOIN LATERAL (
    SELECT s.article_id, s.owner_id, s.state, s.updated FROM annotations_annotationset s
    WHERE s.owner_id = person.id AND s.state = held.state AND s.kind = 'annotator'
        AND s.project_id = %(project)s AND s.lapsed IS NULL
    ORDER BY s.updated LIMIT %(most)s
) AS one
JOIN articles_article t ON t.id = one.article_id
LEFT JOIN assignments_slot p ON p.article_id = one.article_id AND p.annotator_id = one.owner_id
ORDER BY touched
"""

"""How quickly the work goes: submissions by day, active time, and when all could be submitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind
from annotator.projects.models import Project

RANGES = (30, 90)
LATEST = 10
"""Active time is worked out from so many of the articles that each person submitted last."""

TWO_WEEKS = 14
FAR = 730
ENOUGH_DAYS, ENOUGH = 3, 5


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Days:
    """The last days up to today, those without submissions too."""

    days: tuple[Day, ...]
    most: int

    WIDTH, HEIGHT, GAP = 720, 96, 2

    @property
    def sum(self) -> int:
        return sum(one.count for one in self.days)

    @property
    def rows(self) -> list[Day]:
        """For the table: the newest first, without those that count nothing."""
        return [one for one in reversed(self.days) if one.count]

    def last(self, number: int) -> list[int]:
        return [one.count for one in self.days[-number:]]


def days(project: Project, number: int) -> Days:
    """Submissions by day; work that went back counts when it comes again. One query."""
    today = timezone.localdate()
    first = today - timedelta(days=number - 1)
    counts = {
        row["day"]: row["n"]
        for row in AnnotationSet.objects.filter(
            project=project,
            kind=Kind.ANNOTATOR,
            state__in=sorted(CLOSED),
            submitted__gte=timezone.make_aware(datetime.combine(first, time.min)),
        )
        .values(day=TruncDate("submitted"))
        .annotate(n=Count("*"))
        .order_by()
    }
    return drawn([first + timedelta(days=n) for n in range(number)], counts)


def drawn(every: Sequence[date], counts: dict[date, int]) -> Days:
    most, step = max(counts.values(), default=0), Days.WIDTH / len(every)
    made = []
    for n, day in enumerate(every):
        count = counts.get(day, 0)
        # Something is never nothing.
        height = round(max(count / most * Days.HEIGHT, 2), 1) if count else 0
        x, y = round(n * step, 1), round(Days.HEIGHT - height, 1)
        made.append(Day(day, count, x, y, round(step - Days.GAP, 1), height))
    return Days(tuple(made), most)


@dataclass(frozen=True, slots=True)
class End:
    """When everything could be submitted: ``day`` is None where it would take years."""

    per_day: float
    day: date | None


def end(left: int, days: Days) -> End | None:
    """By the pace of the last two weeks, every day alike; None where they say too little.

    Work that began within them counts from its first day.
    """
    counts = days.last(TWO_WEEKS)
    began = next((n for n, count in enumerate(counts) if count), 0)
    counts = counts[began:]
    if len([count for count in counts if count]) < ENOUGH_DAYS or sum(counts) < ENOUGH or not left:
        return None
    per_day = sum(counts) / len(counts)
    more = ceil(left / per_day)
    return End(per_day, timezone.localdate() + timedelta(days=more) if more <= FAR else None)


@dataclass(frozen=True, slots=True)
class Active:
    """How long somebody typically works on an article: the median of so many ``articles``."""

    articles: int
    minutes: float


def active(project: Project, people: Sequence[int]) -> dict[int | None, Active]:
    """By person, and under None everybody's together; one query."""
    values: dict[str, Any] = {"project": project.pk, "people": list(people), "latest": LATEST}
    with connection.cursor() as cursor:
        cursor.execute(_ACTIVE, values)
        return {owner: Active(n, float(minutes)) for owner, n, minutes in cursor.fetchall()}


# Time between one's changes, the first sight of the article and submitting it; not what lies
# between two that are more than five minutes apart. Sets that came in a file have no steps.
_ACTIVE = """
WITH latest AS MATERIALIZED (
    SELECT * FROM (
        SELECT one.*, row_number() OVER (PARTITION BY owner_id ORDER BY submitted DESC) AS place
        FROM unnest(%(people)s::bigint[]) AS person (id)
        CROSS JOIN unnest('{submitted,accepted}'::text[]) AS closed (state)
        CROSS JOIN LATERAL (
            SELECT s.id, s.owner_id, s.created, s.submitted
            FROM annotations_annotationset s
            WHERE s.owner_id = person.id AND s.state = closed.state
                AND s.kind = 'annotator' AND s.project_id = %(project)s
            ORDER BY s.updated DESC LIMIT %(latest)s
        ) AS one
    ) AS ranked WHERE place <= %(latest)s
), acts AS (
    SELECT l.id, l.owner_id, p.at FROM latest l
    JOIN annotations_step p ON p.set_id = l.id AND p.by_id = l.owner_id AND p.kind = 'change'
    UNION ALL SELECT id, owner_id, created FROM latest
    UNION ALL SELECT id, owner_id, submitted FROM latest
), gaps AS (
    SELECT id, owner_id, at - lag(at) OVER (PARTITION BY id ORDER BY at) AS gap FROM acts
), worked AS (
    SELECT id, owner_id, sum(gap) FILTER (WHERE gap <= interval '5 minutes') AS active
    FROM gaps GROUP BY id, owner_id HAVING count(*) > 2
)
SELECT owner_id, count(*),
    extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY active)) / 60
FROM worked WHERE active IS NOT NULL
GROUP BY GROUPING SETS ((owner_id), ()) HAVING count(*) > 0
"""

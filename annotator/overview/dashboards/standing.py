"""How far a project is: its assignments by state, everybody's and each person's."""

from collections import defaultdict
from dataclasses import dataclass, fields

from django.db import connection

from annotator.annotations.states import Kind
from annotator.assignments.models import Slot
from annotator.overview.queries import COUNTED
from annotator.projects.models import Project


@dataclass(slots=True)
class Counts:
    """Assignments by state; those that went back to the queue are left out."""

    open: int = 0
    in_progress: int = 0
    submitted: int = 0
    returned: int = 0
    accepted: int = 0

    @property
    def done(self) -> int:
        return self.submitted + self.accepted

    @property
    def all(self) -> int:
        return sum(getattr(self, field.name) for field in fields(self))

    def add(self, other: "Counts") -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def take(self, other: "Counts") -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) - getattr(other, field.name))


@dataclass(frozen=True, slots=True)
class Sets:
    """The sets of a project that are handed to annotators, by person, and the gold ones."""

    people: dict[int | None, Counts]
    gold: Counts

    def of(self, user_id: int) -> Counts:
        return self.people.get(user_id) or Counts()

    @property
    def everybodys(self) -> Counts:
        total = Counts()
        for one in self.people.values():
            total.add(one)
        return total


def sets_of(project: Project, user_id: int | None = None) -> Sets:
    """Everybody's, or one person's alone; one query."""
    people: defaultdict[int | None, Counts] = defaultdict(Counts)
    gold = Counts()
    with connection.cursor() as cursor:
        cursor.execute(_SETS, {"project": project.pk, "owner": user_id})
        for kind, owner, state, number in cursor.fetchall():
            counts = gold if kind == Kind.GOLD else people[owner]
            setattr(counts, state, getattr(counts, state) + number)
    return Sets(dict(people), gold)


# Along an index, which is why it is grouped by the owner of gold sets as well.
_SETS = """
SELECT s.kind, s.owner_id, s.state, count(*)
FROM annotations_annotationset s
WHERE s.project_id = %(project)s AND s.kind IN ('annotator', 'gold')
    AND (%(owner)s::bigint IS NULL OR (s.kind = 'annotator' AND s.owner_id = %(owner)s::bigint))
GROUP BY 1, 2, 3
UNION ALL
SELECT 'annotator', s.owner_id, s.state, -count(*)
FROM annotations_annotationset s
WHERE s.project_id = %(project)s AND s.lapsed IS NOT NULL AND s.kind = 'annotator'
    AND (%(owner)s::bigint IS NULL OR s.owner_id = %(owner)s::bigint)
GROUP BY 2, 3
"""


def free(project: Project) -> int:
    """How many more assignments the queue has to give; one query, none where there is no queue."""
    if project.annotators is None:
        return 0
    return Slot.objects.filter(project=project, annotator=None).count()


def is_free(project: Project) -> bool:
    if project.annotators is None:
        return False
    return Slot.objects.filter(project=project, annotator=None).exists()


def begun_by_nobody(project: Project) -> int:
    """How many articles nobody has; without a queue counted up to COUNTED + 1. One query."""
    if project.annotators is not None:
        untouched = Slot.objects.filter(project=project, annotator=None, since=None, number=1)
        return untouched.count()
    with connection.cursor() as cursor:
        cursor.execute(_BEGUN_BY_NOBODY, {"project": project.pk, "most": COUNTED + 1})
        return int(cursor.fetchone()[0])


_BEGUN_BY_NOBODY = """
SELECT count(*) FROM (
    SELECT FROM articles_article a WHERE a.project_id = %(project)s AND NOT EXISTS (
        SELECT FROM annotations_annotationset s
        WHERE s.article_id = a.id AND s.kind = 'annotator')
    LIMIT %(most)s
) AS untouched
"""

"""Assignments that go back to the queue: nobody touched them in time, or somebody let them go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from annotator.assignments import filling

SOME = 500
"""So many lapse in one transaction."""

_PROJECTS = """
SELECT id FROM projects_project
WHERE annotators IS NOT NULL AND (%(project)s::bigint IS NULL OR id = %(project)s)
FOR SHARE SKIP LOCKED
"""
# Person by person, because the index of a project's sets is by owner and state. Whoever has left
# the project holds nothing unfinished, be it returned or new.
_OVERDUE = """
SELECT o.id FROM accounts_user u
JOIN projects_project p ON p.id = ANY(%(projects)s)
LEFT JOIN projects_membership m ON m.project_id = p.id AND m.user_id = u.id
JOIN annotations_annotationset o ON o.project_id = p.id AND o.kind = 'annotator'
    AND o.owner_id = u.id AND o.state IN ('open', 'in_progress', 'returned') AND o.lapsed IS NULL
    AND o.updated < CASE WHEN m.id IS NULL THEN 'infinity'
                    ELSE %(now)s - make_interval(hours => p.lease_hours) END
JOIN assignments_slot s ON s.article_id = o.article_id AND s.annotator_id = o.owner_id
WHERE m.id IS NULL
   OR o.state <> 'returned' AND s.taken < %(now)s - make_interval(hours => p.lease_hours)
LIMIT %(most)s FOR UPDATE OF o SKIP LOCKED
"""
# A set in which nothing was done is no work to keep, if it is ``dropped``.
_FREED = """
WITH done AS MATERIALIZED (
    SELECT o.id, o.article_id, o.owner_id, o.state, o.project_id,
        %(dropped)s AND o.state = 'open' AND o.version = 0 AS untouched
    FROM annotations_annotationset o
    WHERE o.id = ANY(%(sets)s)
), freed AS (
    UPDATE assignments_slot s
    SET annotator_id = NULL, taken = NULL, since = coalesce(s.since, s.taken)
    FROM done WHERE s.article_id = done.article_id AND s.annotator_id = done.owner_id
), lapsed AS (
    UPDATE annotations_annotationset o SET lapsed = %(now)s
    FROM done WHERE o.id = done.id AND NOT done.untouched
), removed AS (
    DELETE FROM annotations_annotationset o USING done WHERE o.id = done.id AND done.untouched
), logged AS (
    INSERT INTO activity_event (at, actor_id, kind, project_id, article_id, subject, before, after)
    SELECT %(now)s, %(by)s, %(kind)s, project_id, article_id, id::text,
        jsonb_build_object('annotator', owner_id, 'state', state),
        jsonb_build_object('kept', NOT untouched)
    FROM done
)
SELECT project_id, article_id, untouched FROM done
"""


def overdue(project_id: int | None = None) -> list[int]:
    """Sets whose lease has run out, locked; those that somebody works on just now are left.

    Projects whose settings are changing are left to the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PROJECTS, {"project": project_id})
        projects = [pk for (pk,) in cursor.fetchall()]
        if not projects:
            return []
        values: dict[str, Any] = {"projects": projects, "now": timezone.now(), "most": SOME}
        cursor.execute(_OVERDUE, values)
        return [pk for (pk,) in cursor.fetchall()]


def free(sets: Iterable[int], *, by: int | None, kind: str, dropped: bool = False) -> int:
    """Give the slots of these sets back, and say how many sets were dropped.

    The caller has locked the sets and holds the project.
    """
    values: dict[str, Any] = {
        "sets": list(sets),
        "by": by,
        "kind": kind,
        "dropped": dropped,
        "now": timezone.now(),
    }
    if not values["sets"]:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_FREED, values)
        rows = cursor.fetchall()
    _trim([(project, article) for project, article, _ in rows])
    return sum(untouched for _, _, untouched in rows)


def _trim(freed: Sequence[tuple[int, int]]) -> None:
    """Articles that more people held than are wanted need nobody new."""
    articles = defaultdict(list)
    for project, article in freed:
        articles[project].append(article)
    for project, some in articles.items():
        filling.trim(project, some)

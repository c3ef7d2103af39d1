"""Questions about what waits for reviewers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.projects.models import Project
from annotator.reviews.models import Reason
from annotator.reviews.queue import statements
from annotator.reviews.queue.parts import Part

SIZE = 50
COUNTED = 1000
"""More than these are “more than 1,000”: to count on would cost with the project's size."""


class Row(NamedTuple):
    """``key`` is what pages go by. ``finished`` of ``wanted`` have handed in. ``name`` is whose
    the set is; in adjudications who holds it. ``note``: why it was returned, or the objection."""

    key: int
    article: int
    title: str
    lang: str
    finished: int
    wanted: int
    set_id: int | None
    name: str
    since: datetime | None
    reason: str
    note: str

    @property
    def why(self) -> str:
        return str(Reason(self.reason).label) if self.reason else ""


def listed(
    project: Project, part: Part, by: User, *, after: int = 0, size: int = SIZE
) -> list[Row]:
    """From a place on; one query."""
    return [Row(*row) for row in _asked(statements.SHOWN[part], project, by, after, size)]


def counted(project: Project, parts: Iterable[Part], by: User) -> dict[Part, int]:
    """How many there are in each part, up to COUNTED + 1; one query."""
    sql = " UNION ALL ".join(f"({statements.COUNTED[part]})" for part in parts)
    rows = _asked(sql, project, by, 0, COUNTED + 1)
    return {Part(name): number for name, number in rows}


def counted_everywhere(parts: Iterable[Part], by: User) -> list[tuple[int, Part, int]]:
    """Of all projects that somebody reviews, where there are any: its id, the part and how many up
    to COUNTED + 1; one query."""
    sql = " UNION ALL ".join(statements.EVERYWHERE[part] for part in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"by": by.pk, "after": 0, "size": COUNTED + 1})
        return [(project, Part(name), number) for project, name, number in cursor.fetchall()]


def sets(project: Project, part: Part, by: User, *, after: int = 0, size: int) -> list[int]:
    """The sets that some articles of a part are about; one query."""
    rows = _asked(statements.FOUND[part], project, by, after, size)
    return [set_id for _, _, set_id in rows]


def next_to_adjudicate(project: Project, by: User, *, after: int) -> int | None:
    """The article that is ready after one, then from the first one on; two queries at most."""
    found = _asked(statements.FOUND[Part.READY], project, by, after, 1)
    found = found or _asked(statements.FOUND[Part.READY], project, by, 0, 1)
    return next((article for _, article, _ in found), None)


def next_to_review(project: Project, by: User, *, after: int) -> AnnotationSet | None:
    """The set due for spot review after an article, then from the first one on; three queries at
    most."""
    found = sets(project, Part.SPOT, by, after=after, size=1)
    found = found or sets(project, Part.SPOT, by, size=1)
    return AnnotationSet.objects.get(pk=found[0]) if found else None


def _asked(sql: str, project: Project, by: User, after: int, size: int) -> list[Any]:
    given = {
        "project": project.pk,
        "share": project.spot_share,
        "own": project.reviews_own,
        "by": by.pk,
        "after": after,
        "size": size,
    }
    # Planned anew each time: the best way depends on how large the project is.
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())

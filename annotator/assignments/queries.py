"""Questions about who does which article."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.articles.models import Article
from annotator.assignments.models import Slot
from annotator.database import prepared
from annotator.projects.models import Membership, Project

LATELY = 4
"""So many articles that were handed in last are shown beside those to do."""

_STANDING = """
SELECT m.takes, m.quota,
    CASE WHEN m.quota IS NULL THEN 0 ELSE (
        SELECT count(*) FROM assignments_slot
        WHERE annotator_id = m.user_id AND project_id = m.project_id) END,
    (SELECT count(*) FROM annotations_annotationset o
     WHERE o.owner_id = m.user_id AND o.kind = 'annotator' AND o.lapsed IS NULL
       AND o.state IN ('open', 'in_progress', 'returned') AND o.project_id = m.project_id),
    EXISTS (SELECT FROM assignments_slot WHERE article_id = %(article)s AND annotator_id IS NULL),
    (SELECT taken FROM assignments_slot
     WHERE article_id = %(article)s AND annotator_id = m.user_id)
FROM projects_membership m WHERE m.project_id = %(project)s AND m.user_id = %(by)s
"""
_MINE = """
(SELECT a.id, coalesce(nullif(a.title, ''), a.uid), o.state, 0 AS part, o.updated AS at, o.id AS nth
 FROM annotations_annotationset o JOIN articles_article a ON a.id = o.article_id
 WHERE o.project_id = %(project)s AND o.kind = 'annotator' AND o.owner_id = %(by)s
   AND o.state IN ('submitted', 'accepted') AND o.lapsed IS NULL
 ORDER BY o.updated DESC LIMIT %(lately)s)
UNION ALL
(SELECT a.id, coalesce(nullif(a.title, ''), a.uid), o.state,
    CASE o.state WHEN 'returned' THEN 1 ELSE 2 END, s.taken, s.id
 FROM annotations_annotationset o JOIN articles_article a ON a.id = o.article_id
 JOIN assignments_slot s ON s.article_id = o.article_id AND s.annotator_id = o.owner_id
 WHERE o.project_id = %(project)s AND o.kind = 'annotator' AND o.owner_id = %(by)s
   AND o.state IN ('open', 'in_progress', 'returned') AND o.lapsed IS NULL)
ORDER BY part, at, nth LIMIT 100
"""
_UNDER_WAY = """
SELECT EXISTS (
    SELECT FROM projects_membership m
    JOIN annotations_annotationset o ON o.owner_id = m.user_id AND o.kind = 'annotator'
        AND o.state IN ('open', 'in_progress', 'returned') AND o.lapsed IS NULL
        AND o.project_id = m.project_id
    WHERE m.project_id = %(project)s)
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands to an article of a project that hands articles out.

    ``held``: how many they hold or have handed in, if there is a quota. ``room``: a slot of the
    article is free. ``taken``: since when one of its slots is theirs.
    """

    takes: bool
    quota: int | None
    held: int
    unfinished: int
    room: bool
    taken: datetime | None

    @property
    def holds(self) -> bool:
        return self.taken is not None


def standing(article: Article, by: User) -> Standing:
    """Of a member; one query."""
    values = {"article": article.pk, "project": article.project_id, "by": by.pk}
    return Standing(*prepared.row(_STANDING, values))


class Assignment(NamedTuple):
    """One of a person's own, as the queue beside the text shows it."""

    article_id: int
    title: str
    state: str


def mine(project_id: int, by: User) -> list[Assignment]:
    """What was handed in last, then what was returned, then what is to do, as it was taken; one
    query."""
    values = {"project": project_id, "by": by.pk, "lately": LATELY}
    return [Assignment(*row[:3]) for row in prepared.rows(_MINE, values)]


def quota_of(project_id: int, by: User) -> int | None:
    found = Membership.objects.filter(project=project_id, user=by)
    return found.values_list("quota", flat=True).first()


def lease_end(project: Project, own: AnnotationSet, taken: datetime) -> datetime:
    """When an unfinished article goes back to the queue if nobody touches it."""
    return max(own.updated, taken) + timedelta(hours=project.lease_hours)


def why_empty(project_id: int) -> str:
    """Why the queue has nothing for somebody who asked it; three queries at most."""
    slots = Slot.objects.filter(project=project_id)
    if slots.filter(annotator=None).exists():
        return _("You have had every article that still needs somebody.")
    if not Article.objects.filter(project=project_id).exists():
        return _("There are no articles yet.")
    if prepared.row(_UNDER_WAY, {"project": project_id})[0]:
        return _("Nothing is free just now. What others don’t get on with comes back to the queue.")
    return _("Every article has been done by as many people as it needs.")

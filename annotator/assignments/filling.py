"""How many slots articles have: as many as annotators are wanted, and room for who is there."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

EVERY = range(2**63 - 1)

_SHUFFLE = "(('x' || substr(a.digest, 1, 8))::bit(32)::bigint & 2147483647)::int"
"""An article's place at random, the same at any time: from the digest of its text."""

# One annotator more for a share of the articles; nobody where the gold set is finished. Sets that
# came from elsewhere, finished but nobody's here, count as done.
_WANTED = f"""
(CASE WHEN EXISTS (SELECT FROM annotations_annotationset g WHERE g.article_id = a.id
                   AND g.kind = 'gold' AND g.state = 'accepted') THEN 0
 ELSE p.annotators + ({_SHUFFLE}::bigint * 100 < (p.extra_share::bigint << 31))::int
    - (SELECT count(*) FROM annotations_annotationset e WHERE e.article_id = a.id
       AND e.kind = 'annotator' AND e.owner_id IS NULL AND e.state IN ('submitted', 'accepted'))
 END)"""  # noqa: S608  # constants

# Whoever annotates an article holds a slot, even if there are more of them than are wanted.
_HELD = f"""
INSERT INTO assignments_slot (project_id, article_id, number, annotator_id, taken, shuffle)
SELECT a.project_id, a.id,
    coalesce((SELECT max(number) FROM assignments_slot x WHERE x.article_id = a.id), 0)
        + row_number() OVER (PARTITION BY a.id ORDER BY o.id),
    o.owner_id,
    CASE WHEN o.state IN ('submitted', 'accepted') THEN o.created ELSE now() END,
    {_SHUFFLE}
FROM annotations_annotationset o JOIN articles_article a ON a.id = o.article_id
WHERE o.project_id = %(project)s AND {{which}} AND o.kind = 'annotator'
  AND o.owner_id IS NOT NULL AND o.lapsed IS NULL
  AND NOT EXISTS (SELECT FROM assignments_slot x
                  WHERE x.article_id = o.article_id AND x.annotator_id = o.owner_id)
ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants
_FREE = f"""
INSERT INTO assignments_slot (project_id, article_id, number, shuffle, since)
SELECT a.project_id, a.id, coalesce(there.last, 0) + n, {_SHUFFLE}, there.begun
FROM articles_article a JOIN projects_project p ON p.id = a.project_id
LEFT JOIN LATERAL (
    SELECT count(*) AS slots, max(number) AS last, min(taken) AS begun
    FROM assignments_slot x WHERE x.article_id = a.id
) there ON true
CROSS JOIN LATERAL generate_series(1, {_WANTED} - there.slots) n
WHERE a.project_id = %(project)s AND p.annotators IS NOT NULL AND {{which}}
ORDER BY a.id, n
ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants
# Of the free slots of an article the last. One that somebody takes meanwhile stays with them.
_TRIM = f"""
WITH counted AS (
    SELECT s.id, s.article_id, s.annotator_id,
        count(s.annotator_id) OVER (PARTITION BY s.article_id) AS held,
        row_number() OVER (PARTITION BY s.article_id, s.annotator_id IS NULL ORDER BY number) AS nth
    FROM assignments_slot s JOIN articles_article a ON a.id = s.article_id
    WHERE s.project_id = %(project)s AND {{which}}
), surplus AS (
    SELECT c.id FROM counted c JOIN articles_article a ON a.id = c.article_id
    JOIN projects_project p ON p.id = a.project_id
    WHERE c.annotator_id IS NULL
      AND (p.annotators IS NULL OR c.nth > {_WANTED} - c.held)
), gone AS (
    DELETE FROM assignments_slot s USING surplus
    WHERE s.id = surplus.id AND s.annotator_id IS NULL RETURNING 1
)
SELECT (SELECT count(*) FROM surplus) - (SELECT count(*) FROM gone)
"""  # noqa: S608  # constants
_BETWEEN = "a.id BETWEEN %(first)s AND %(last)s"
_AMONG = "a.id = ANY(%(articles)s)"


def add(project_id: int, articles: Sequence[int] = EVERY) -> None:
    """Make the slots that are missing; done twice, it is done once."""
    which, values = _which(project_id, articles)
    with connection.cursor() as cursor:
        cursor.execute(_HELD.format(which=which), values)
        cursor.execute(_FREE.format(which=which), values)


def trim(project_id: int, articles: Sequence[int] = EVERY) -> None:
    """Take away the free slots that are too many."""
    which, values = _which(project_id, articles)
    with connection.cursor() as cursor:
        # Where one was taken while we looked, another may be too many now.
        left = 1
        while left:
            cursor.execute(_TRIM.format(which=which), values)
            (left,) = cursor.fetchone()


def _which(project_id: int, articles: Sequence[int]) -> tuple[str, dict[str, Any]]:
    if isinstance(articles, range):
        values = {"project": project_id, "first": articles.start, "last": articles.stop - 1}
        return _BETWEEN, values
    return _AMONG, {"project": project_id, "articles": list(articles)}

"""How many slots articles have: as many as annotators are wanted, and room for who is there."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

EVERY = range(2**63 - 1)

_SHUFFLE = "(('x' || substr(a.digest, 1, 8))::bit(32)::bigint & 2147483647)::int"
"""An article's place at random, the same at any time: from the digest of its text."""

# What there is of each article, and how many annotators it needs: one more for a share of the
# articles, nobody where the gold set is finished. Sets that came from elsewhere, finished but
# nobody's here, count as done.
_COUNTED = f"""
WITH elsewhere AS MATERIALIZED (
    SELECT article_id, count(*) AS done FROM annotations_annotationset
    WHERE project_id = %(project)s AND {{of_set}} AND kind = 'annotator' AND owner_id IS NULL
      AND state IN ('submitted', 'accepted')
    GROUP BY article_id
), adjudicated AS MATERIALIZED (
    SELECT article_id FROM annotations_annotationset
    WHERE project_id = %(project)s AND {{of_set}} AND kind = 'gold' AND state = 'accepted'
), there AS MATERIALIZED (
    SELECT article_id, count(*) AS slots, count(annotator_id) AS held, max(number) AS last,
        min(taken) AS begun
    FROM assignments_slot WHERE project_id = %(project)s AND {{of_set}} GROUP BY article_id
), needed AS (
    SELECT a.id AS article_id, a.shuffle,
        CASE WHEN p.annotators IS NULL OR g.article_id IS NOT NULL THEN 0
        ELSE p.annotators + (a.shuffle::bigint * 100 < (p.extra_share::bigint << 31))::int
            - coalesce(e.done, 0) END AS wanted
    FROM (
        SELECT id, {_SHUFFLE} AS shuffle FROM articles_article a
        WHERE project_id = %(project)s AND {{of_article}}
    ) a
    JOIN projects_project p ON p.id = %(project)s
    LEFT JOIN elsewhere e ON e.article_id = a.id
    LEFT JOIN adjudicated g ON g.article_id = a.id
)
"""  # noqa: S608  # constants
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
WHERE o.project_id = %(project)s AND o.{{of_set}} AND o.kind = 'annotator'
  AND o.owner_id IS NOT NULL AND o.lapsed IS NULL
  AND NOT EXISTS (SELECT FROM assignments_slot x
                  WHERE x.article_id = o.article_id AND x.annotator_id = o.owner_id)
ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants
_FREE = f"""
{_COUNTED}
INSERT INTO assignments_slot (project_id, article_id, number, shuffle, since)
SELECT %(project)s, article_id, coalesce(there.last, 0) + n, needed.shuffle, there.begun
FROM needed LEFT JOIN there USING (article_id)
CROSS JOIN LATERAL generate_series(1, needed.wanted - coalesce(there.slots, 0)) n
ORDER BY article_id, n
ON CONFLICT DO NOTHING
"""  # noqa: S608  # constants
# Of the free slots of an article the last. One that somebody takes meanwhile stays with them.
_TRIM = f"""
{_COUNTED}, free AS (
    SELECT id, article_id, row_number() OVER (PARTITION BY article_id ORDER BY number) AS nth
    FROM assignments_slot
    WHERE project_id = %(project)s AND {{of_set}} AND annotator_id IS NULL
), surplus AS (
    SELECT free.id FROM free JOIN needed USING (article_id) JOIN there USING (article_id)
    WHERE free.nth > needed.wanted - there.held
), gone AS (
    DELETE FROM assignments_slot s USING surplus
    WHERE s.id = surplus.id AND s.annotator_id IS NULL RETURNING 1
)
SELECT (SELECT count(*) FROM surplus) - (SELECT count(*) FROM gone)
"""  # noqa: S608  # constants


def add(project_id: int, articles: Sequence[int] = EVERY) -> None:
    """Make the slots that are missing; done twice, it is done once."""
    with connection.cursor() as cursor:
        for statement in (_HELD, _FREE):
            cursor.execute(*_of(statement, project_id, articles))


def trim(project_id: int, articles: Sequence[int] = EVERY) -> None:
    """Take away the free slots that are too many."""
    with connection.cursor() as cursor:
        # Where one was taken while we looked, another may be too many now.
        left = 1
        while left:
            cursor.execute(*_of(_TRIM, project_id, articles))
            (left,) = cursor.fetchone()


def _of(statement: str, project_id: int, articles: Sequence[int]) -> tuple[str, dict[str, Any]]:
    """A statement about these articles, with its values."""
    values: dict[str, Any]
    if isinstance(articles, range):
        among = "BETWEEN %(first)s AND %(last)s"
        values = {"project": project_id, "first": articles.start, "last": articles.stop - 1}
    else:
        among = "= ANY(%(articles)s)"
        values = {"project": project_id, "articles": list(articles)}
    return statement.format(of_set=f"article_id {among}", of_article=f"id {among}"), values

"""An entry at a glance: the words that name it, its figures, its articles over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from annotator.insights.figures_shown import shown
from annotator.insights.visibility import VISIBLE, View

MOST_NAMES = 50
COUNTED = 10_000
"""Names are counted in so many of each entry's newest annotations."""

MOST_FIGURES = 50
LATEST = 1000
"""Figures are looked for in so many of the newest claims."""


@dataclass(frozen=True, slots=True)
class NameInUse:
    quote: str
    count: int


@dataclass(frozen=True, slots=True)
class FigureUsed:
    """``claim`` is what was claimed with it."""

    quote: str
    value: str
    claim: str
    article_id: int
    uid: str
    title: str
    lang: str
    published: str


def names_in_use(ids: Sequence[int], view: View) -> list[NameInUse]:
    """What the newest annotations that point here mark, most frequent first; one query."""
    values: dict[str, Any] = {"ids": list(ids), "most": MOST_NAMES, "latest": COUNTED}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, values | view.values)
        return [NameInUse(*row) for row in cursor.fetchall()]


def figures_used(ids: Sequence[int], view: View) -> list[FigureUsed]:
    """Those of the newest claims; one query."""
    values: dict[str, Any] = {"ids": list(ids), "latest": LATEST, "most": MOST_FIGURES}
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, values | view.values)
        return [
            FigureUsed(quote, shown(value), claim, article, str(uid), title or name, lang, day[:10])
            for quote, value, claim, article, uid, title, name, lang, day in cursor.fetchall()
        ]


def months(project_id: int, ids: Sequence[int], view: View) -> list[tuple[str, int]]:
    """In how many articles they are named, by month ("2025-11") as dates have it; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, view.values | {"ids": list(ids), "project": project_id})
        return [(month, count) for month, count in cursor.fetchall()]


_NAMES = f"""
SELECT found.quote, count(*) AS n
FROM unnest(%(ids)s::bigint[]) AS one (id)
CROSS JOIN LATERAL (
    SELECT a.quote
    FROM annotations_annotation a
    JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
    WHERE a.speaker_id = one.id
    ORDER BY a.set_id DESC LIMIT %(latest)s
) AS found
GROUP BY found.quote ORDER BY n DESC, found.quote LIMIT %(most)s
"""  # noqa: S608
_MONTHS = f"""
SELECT left(t.published, 7) AS month, count(*)
FROM (
    SELECT DISTINCT s.article_id
    FROM annotations_annotation a
    JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
    WHERE a.speaker_id = ANY(%(ids)s)
) AS named
JOIN articles_article t ON t.id = named.article_id AND t.project_id = %(project)s
GROUP BY month ORDER BY month
"""  # noqa: S608
_FIGURES = f"""
WITH said AS MATERIALIZED (
    SELECT DISTINCT found.set_id, found.uid, found.quote, found.article_id
    FROM unnest(%(ids)s::bigint[]) AS one (id)
    CROSS JOIN LATERAL (
        SELECT a.set_id, c.uid, c.quote, s.article_id
        FROM annotations_annotation a
        JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
        JOIN annotations_relation r ON r.set_id = a.set_id AND r.target = a.uid
        JOIN annotations_annotation c ON c.set_id = r.set_id AND c.uid = r.source
        JOIN schemes_label l ON l.id = c.label_id AND l.meaning = 'claim'
        WHERE a.speaker_id = one.id
        ORDER BY a.set_id DESC LIMIT %(latest)s
    ) AS found
)
SELECT f.quote, f.value, left(said.quote, 300), t.id, f.uid, t.title, t.uid, t.lang, t.published
FROM said
JOIN annotations_relation r ON r.set_id = said.set_id AND r.target = said.uid
JOIN annotations_annotation f ON f.set_id = r.set_id AND f.uid = r.source
JOIN schemes_label l ON l.id = f.label_id AND l.meaning = 'figure'
JOIN articles_article t ON t.id = said.article_id
ORDER BY f.set_id DESC, lower(f.fragments), f.id LIMIT %(most)s
"""  # noqa: S608

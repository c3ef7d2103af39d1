"""What a page of figures shows of each: its sentence, its story, and who claims it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from annotator.annotations.fields import from_text
from annotator.annotations.states import Kind
from annotator.insights.context import AROUND, Piece, pieces
from annotator.insights.visibility import VISIBLE, View

MOST_BESIDE = 20_000
"""Figures of the stories on a page that are compared with those on it."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article. ``published`` is as it came, cut to a day."""

    id: int
    title: str
    source: str
    published: str
    lang: str


@dataclass(frozen=True, slots=True)
class Detail:
    """``own`` is whether the annotation can be opened; ``by`` whose it is."""

    uid: UUID
    pieces: tuple[Piece, ...]
    story: Story
    own: bool
    by: str


@dataclass(frozen=True, slots=True)
class Said:
    """By whom: an entry of the register, or the words that were marked."""

    name: str
    entry: int | None


def details(ids: Sequence[int], user_id: int) -> dict[int, Detail]:
    """One query."""
    rows = _rows(_DETAILS, {"ids": list(ids), "around": AROUND})
    return {row["id"]: _detail(row, user_id) for row in rows}


def said(ids: Sequence[int]) -> dict[int, list[Said]]:
    """Who claims them, each once, in the order of the text; nobody where a claim has no speaker.

    Figures that are in no claim are not there. One query.
    """
    found: dict[int, dict[Said, None]] = {}
    for row in _rows(_SAID, {"ids": list(ids)}):
        speakers = found.setdefault(row["id"], {})
        if row["name"] is not None:
            speakers[Said(row["name"], row["entry"])] = None
    return {one: list(speakers) for one, speakers in found.items()}


def beside(
    stories: Sequence[int], labels: Sequence[int], view: View
) -> list[tuple[int, int, str, str]]:
    """All figures of some articles: id, article, day (none) and value, as a ``Point`` takes them.

    One query.
    """
    given: dict[str, Any] = {"stories": list(stories), "labels": list(labels), "most": MOST_BESIDE}
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, given | view.values)
        return list(cursor.fetchall())


def _detail(row: dict[str, Any], user_id: int) -> Detail:
    return Detail(
        uid=row["uid"],
        pieces=pieces(row["around"], row["start"], from_text(row["fragments"])),
        story=Story(
            row["article_id"],
            row["title"] or row["article_uid"],
            row["source"],
            row["published"][:10],
            row["lang"],
        ),
        own=row["kind"] == Kind.ANNOTATOR and row["owner_id"] == user_id,
        by=row["owner_name"] or row["username"] or row["set_name"],
    )


def _rows(sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


_DETAILS = """
SELECT a.id, a.uid, a.fragments::text,
    greatest(lower(a.fragments) - %(around)s, 0) AS start,
    substr(t.text, greatest(lower(a.fragments) - %(around)s, 0) + 1,
        upper(a.fragments) + %(around)s - greatest(lower(a.fragments) - %(around)s, 0)) AS around,
    t.id AS article_id, t.uid AS article_uid, t.title, t.source, t.published, t.lang,
    s.kind, s.owner_id, s.name AS set_name, u.name AS owner_name, u.username
FROM annotations_annotation a
JOIN annotations_annotationset s ON s.id = a.set_id
JOIN articles_article t ON t.id = s.article_id
LEFT JOIN accounts_user u ON u.id = s.owner_id
WHERE a.id = ANY(%(ids)s)
"""
_SAID = """
SELECT a.id, coalesce(m.name, e.name, p.quote) AS name, coalesce(m.id, e.id) AS entry
FROM annotations_annotation a
JOIN annotations_relation within ON within.set_id = a.set_id AND within.source = a.uid
JOIN annotations_annotation c ON c.set_id = within.set_id AND c.uid = within.target
JOIN schemes_label cl ON cl.id = c.label_id AND cl.meaning = 'claim'
LEFT JOIN (
    annotations_relation said
    JOIN annotations_annotation p ON p.set_id = said.set_id AND p.uid = said.target
    JOIN schemes_label pl ON pl.id = p.label_id AND pl.meaning = 'speaker'
) ON said.set_id = c.set_id AND said.source = c.uid
LEFT JOIN speakers_speaker e ON e.id = p.speaker_id
LEFT JOIN speakers_speaker m ON m.id = e.merged_into_id
WHERE a.id = ANY(%(ids)s)
ORDER BY a.id, lower(c.fragments), lower(p.fragments)
"""
_BESIDE = f"""
SELECT a.id, s.article_id, '', a.value::text
FROM annotations_annotationset s
JOIN annotations_annotation a ON a.set_id = s.id
WHERE s.article_id = ANY(%(stories)s) AND {VISIBLE}
    AND a.label_id = ANY(%(labels)s) AND a.value IS NOT NULL
LIMIT %(most)s
"""  # noqa: S608

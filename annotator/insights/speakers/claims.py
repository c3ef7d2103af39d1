"""What an entry of the register says over the corpus: claims in context, with their figures."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from annotator.annotations.fields import from_text
from annotator.insights.context import AROUND, Piece, pieces
from annotator.insights.figures_shown import shown
from annotator.insights.visibility import VISIBLE, View

SIZE = 25


class Place(NamedTuple):
    """Where a page of claims begins or ends: newest sets first, then newest claims."""

    set_id: int
    id: int

    @property
    def text(self) -> str:
        return f"{self.set_id}-{self.id}"


@dataclass(frozen=True, slots=True)
class Figure:
    quote: str
    value: str


@dataclass(frozen=True, slots=True)
class Claim:
    """``by`` is whose annotation it is; ``speaker`` the words that name the speaker there."""

    place: Place
    uid: UUID
    pieces: tuple[Piece, ...]
    speaker: str
    attributes: tuple[str, ...]
    article_id: int
    title: str
    source: str
    published: str
    lang: str
    by: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    claims: list[Claim]
    before: Place | None
    after: Place | None


def claims(
    ids: Sequence[int], view: View, *, after: Place | None = None, before: Place | None = None
) -> Claims:
    """A page of claims said by any of these entries, newest first; two queries."""
    rows = _rows(ids, view, after=after, before=before)
    more, rows = len(rows) > SIZE, rows[:SIZE]
    if before:
        rows.reverse()
    figures = _figures([(row["set_id"], row["uid"]) for row in rows])
    found = [_claim(row, figures.get((row["set_id"], row["uid"]), ())) for row in rows]
    return Claims(
        found,
        before=found[0].place if found and (more if before else after) else None,
        after=found[-1].place if found and (before or more) else None,
    )


def _rows(
    ids: Sequence[int], view: View, *, after: Place | None, before: Place | None
) -> list[dict[str, Any]]:
    place = before or after or Place(2**62, 2**62)
    values = {
        "ids": list(ids),
        "set": place.set_id,
        "id": place.id,
        "size": SIZE + 1,
        "around": AROUND,
    }
    return _asked(_BEFORE if before else _AFTER, values | view.values)


def _asked(sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _claim(row: dict[str, Any], figures: tuple[Figure, ...]) -> Claim:
    return Claim(
        place=Place(row["set_id"], row["id"]),
        uid=row["uid"],
        pieces=pieces(row["around"], row["start"], from_text(row["fragments"])),
        speaker=row["speaker"],
        attributes=_said(json.loads(row["attributes"])),
        article_id=row["article_id"],
        title=row["title"] or row["article_uid"],
        source=row["source"],
        published=row["published"][:10],
        lang=row["lang"],
        by=row["owner_name"] or row["username"] or row["set_name"],
        figures=figures,
    )


def _said(attributes: Any) -> tuple[str, ...]:
    """The words among an annotation's attributes: form, type and the like."""
    values = attributes.values() if isinstance(attributes, dict) else ()
    flat = [word for one in values for word in (one if isinstance(one, list) else [one])]
    return tuple(word for word in flat if isinstance(word, str) and len(word) <= 40)


def _figures(keys: Sequence[tuple[int, UUID]]) -> dict[tuple[int, UUID], tuple[Figure, ...]]:
    """The figures in some claims; one query."""
    values = {"sets": [key[0] for key in keys], "uids": [key[1] for key in keys]}
    found: dict[tuple[int, UUID], tuple[Figure, ...]] = {}
    for row in _asked(_FIGURES, values) if keys else ():
        key = (row["set_id"], row["target"])
        found[key] = (*found.get(key, ()), Figure(row["quote"], shown(row["value"])))
    return found


_JOINED = f"""
    FROM annotations_annotation a
    JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
    JOIN annotations_relation r ON r.set_id = a.set_id AND r.target = a.uid
    JOIN annotations_annotation c ON c.set_id = r.set_id AND c.uid = r.source
    JOIN schemes_label l ON l.id = c.label_id AND l.meaning = 'claim'
"""
_PAGE = """
WITH page AS MATERIALIZED (
    SELECT DISTINCT ON (found.set_id, found.id) found.*
    FROM unnest(%(ids)s::bigint[]) AS one (id)
    CROSS JOIN LATERAL (
        SELECT a.set_id, c.id, a.quote AS speaker
        {joined}
        WHERE a.speaker_id = one.id
            AND a.set_id {within} %(set)s AND (a.set_id, c.id) {beyond} (%(set)s, %(id)s)
        ORDER BY a.set_id {order}, c.id {order} LIMIT %(size)s
    ) AS found
    ORDER BY found.set_id {order}, found.id {order} LIMIT %(size)s
)
SELECT page.set_id, page.id, page.speaker, c.uid, c.fragments::text, c.attributes,
    greatest(lower(c.fragments) - %(around)s, 0) AS start,
    substr(t.text, greatest(lower(c.fragments) - %(around)s, 0) + 1,
        upper(c.fragments) + %(around)s - greatest(lower(c.fragments) - %(around)s, 0)) AS around,
    t.id AS article_id, t.uid AS article_uid, t.title, t.source, t.published, t.lang,
    s.name AS set_name, u.name AS owner_name, u.username
FROM page
JOIN annotations_annotation c ON c.id = page.id
JOIN annotations_annotationset s ON s.id = page.set_id
JOIN articles_article t ON t.id = s.article_id
LEFT JOIN accounts_user u ON u.id = s.owner_id
ORDER BY page.set_id {order}, page.id {order}
"""
_AFTER = _PAGE.format(joined=_JOINED, within="<=", beyond="<", order="DESC")
_BEFORE = _PAGE.format(joined=_JOINED, within=">=", beyond=">", order="ASC")
_FIGURES = """
SELECT r.set_id, r.target, f.quote, f.value
FROM unnest(%(sets)s::bigint[], %(uids)s::uuid[]) AS one (set_id, uid)
JOIN annotations_relation r ON r.set_id = one.set_id AND r.target = one.uid
JOIN annotations_annotation f ON f.set_id = r.set_id AND f.uid = r.source
JOIN schemes_label l ON l.id = f.label_id AND l.meaning = 'figure'
ORDER BY r.set_id, lower(f.fragments), f.id
"""

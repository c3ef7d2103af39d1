"""The register as a list: searched, in pages, with how much each entry says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Case, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from annotator import names
from annotator.articles.queries import HasString as HasString  # makes the lookup known
from annotator.insights.visibility import VISIBLE, View
from annotator.speakers.models import Alias, Speaker
from annotator.speakers.queries import register_of, seen_by

SIZE = 50
COUNTED = 1000
"""More claims than this are “more than 1,000”: to count on would cost with the project's size."""


@dataclass(frozen=True, slots=True)
class Said:
    """How much somebody says; ``claims`` up to COUNTED + 1."""

    claims: int = 0
    articles: int = 0

    MOST: ClassVar[int] = COUNTED

    @property
    def many(self) -> bool:
        return self.claims > COUNTED


@dataclass(frozen=True, slots=True)
class Entry:
    speaker: Speaker
    said: Said


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of names begins or ends."""

    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Listed:
    entries: list[Entry]
    before: Place | None = None
    after: Place | None = None


def in_order(
    project_id: int, view: View, *, after: Place | None = None, before: Place | None = None
) -> Listed:
    """A page by name, next to ``before``, else to ``after``; two queries."""
    found = register_of(project_id, view.alone)
    if before:
        backwards = list(_before(found, before)[: SIZE + 1])
        rows, more = backwards[:SIZE][::-1], len(backwards) > SIZE
        return Listed(_entries(rows, view), *_ends(rows, before=more, after=True))
    forwards = list(_after(found, after)[: SIZE + 1])
    ends = _ends(forwards[:SIZE], before=bool(after), after=len(forwards) > SIZE)
    return Listed(_entries(forwards[:SIZE], view), *ends)


def _after(found: QuerySet[Speaker], place: Place | None) -> QuerySet[Speaker]:
    if place:
        found = found.filter(name__gte=place.name).exclude(name=place.name, id__lte=place.id)
    return found.order_by("name", "id")


def _before(found: QuerySet[Speaker], place: Place) -> QuerySet[Speaker]:
    found = found.filter(name__lte=place.name).exclude(name=place.name, id__gte=place.id)
    return found.order_by("-name", "-id")


def _ends(
    rows: Sequence[Speaker], *, before: bool, after: bool
) -> tuple[Place | None, Place | None]:
    return (
        Place(rows[0].name, rows[0].pk) if rows and before else None,
        Place(rows[-1].name, rows[-1].pk) if rows and after else None,
    )


def searched(project_id: int, view: View, words: str) -> Listed:
    """The likest SIZE entries by any of their names; three queries."""
    return Listed(_entries(search(project_id, words, alone=view.alone), view))


def search(
    project_id: int, words: str, most: int = SIZE, *, alone: int | None = None
) -> list[Speaker]:
    """Entries with the same key, or a similar one, or these letters in a name; two queries."""
    key = names.key(words)
    found = (
        seen_by(alone, Alias.objects.filter(speaker__project=project_id), "speaker__")
        .filter(Q(key=key) | Q(key__trigram_similar=key) | Q(name__has_string=_literally(words)))
        .annotate(root=Coalesce("speaker__merged_into", "speaker"), likeness=_likeness(key))
        .order_by("-likeness", "id")
        .values_list("root", flat=True)
    )
    ids = list(dict.fromkeys(found[: most * 4]))[:most]
    entries = Speaker.objects.in_bulk(ids)
    return [entries[one] for one in ids]


def _literally(words: str) -> str:
    return words.replace("\0", "")


def _likeness(key: str) -> Case:
    same = When(key=key, then=Value(2.0))
    return Case(same, default=TrigramSimilarity("key", key), output_field=FloatField())


def _entries(speakers: Sequence[Speaker], view: View) -> list[Entry]:
    counts = said([one.pk for one in speakers], view)
    return [Entry(one, counts.get(one.pk, Said())) for one in speakers]


def said(ids: Sequence[int], view: View) -> dict[int, Said]:
    """How much each of these entries says, with those merged into it; one query."""
    values: dict[str, Any] = {"ids": list(ids), "most": COUNTED + 1} | view.values
    with connection.cursor() as cursor:
        cursor.execute(_SAID, values)
        return {speaker: Said(claims, articles) for speaker, claims, articles in cursor.fetchall()}


_SAID = f"""
SELECT one.id, n.claims, n.articles
FROM unnest(%(ids)s::bigint[]) AS one (id)
CROSS JOIN LATERAL (
    SELECT count(DISTINCT found.id) AS claims, count(DISTINCT found.article_id) AS articles
    FROM (
        SELECT c.id, s.article_id
        FROM annotations_annotation a
        JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
        JOIN annotations_relation r ON r.set_id = a.set_id AND r.target = a.uid
        JOIN annotations_annotation c ON c.set_id = r.set_id AND c.uid = r.source
        JOIN schemes_label l ON l.id = c.label_id AND l.meaning = 'claim'
        WHERE a.speaker_id IN (
            SELECT e.id FROM speakers_speaker e WHERE e.id = one.id OR e.merged_into_id = one.id
        )
        LIMIT %(most)s
    ) AS found
) AS n
"""  # noqa: S608

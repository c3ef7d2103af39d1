"""Articles with their sets, written by COPY."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from django.db import connection
from django.utils import timezone

from annotator.annotations.states import Kind, State
from annotator.exchange.labels import Labels
from annotator.formats.records import Record, Set, Span
from annotator.projects.models import Membership, Project

ARTICLES = "articles_article"
SETS = "annotations_annotationset"
ANNOTATIONS = "annotations_annotation"
ARTICLE = (
    "id", "project_id", "uid", "title", "text", "url", "source", "byline", "published", "lang",
    "meta", "digest", "words", "revision", "created",
)  # fmt: skip
SET = (
    "id", "article_id", "kind", "owner_id", "name", "state", "version", "created", "updated",
    "submitted",
)  # fmt: skip
ANNOTATION = (
    "uid", "set_id", "label_id", "fragments", "quote", "note", "attributes", "version", "created",
    "updated",
)  # fmt: skip

Row = tuple[Any, ...]


class Writer:
    """Writes what a Checker let pass. Every set of a member becomes theirs."""

    def __init__(self, project: Project, labels: Labels) -> None:
        self._project = project
        self._labels = labels
        self._now = timezone.now()
        self._members = dict(
            Membership.objects.filter(project=project).values_list("user__username", "user_id")
        )
        self.ranges: dict[str, tuple[int, int]] = {}

    def write(self, records: list[Record]) -> None:
        if not records:
            return
        articles = list(zip(self._ids(ARTICLES, len(records)), records, strict=True))
        _copy(ARTICLES, ARTICLE, (self._article(pk, record) for pk, record in articles))
        if any(record.sets for record in records):
            self._write_sets(articles)

    def _write_sets(self, articles: list[tuple[int, Record]]) -> None:
        sets = [(pk, one, record) for pk, record in articles for one in record.sets]
        numbered = zip(self._ids(SETS, len(sets)), sets, strict=True)
        known = [(pk, article, one, record) for pk, (article, one, record) in numbered]
        _copy(SETS, SET, (self._set(pk, article, one) for pk, article, one, _ in known))
        _copy(ANNOTATIONS, ANNOTATION, self._annotations(known))

    def _ids(self, table: str, number: int) -> list[int]:
        """New ids for rows that others must refer to; they may have gaps but always grow."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, number],
            )
            ids = [pk for (pk,) in cursor.fetchall()]
        self.ranges[table] = (self.ranges.get(table, ids)[0], ids[-1])
        return ids

    def _article(self, pk: int, record: Record) -> Row:
        return (
            *(pk, self._project.pk, record.uid, record.title, record.text, record.url),
            *(record.source, record.byline, record.published, record.lang, _json(record.meta)),
            *(record.digest, record.words, record.revision, self._now),
        )

    def _set(self, pk: int, article: int, one: Set) -> Row:
        owner = self._members.get(one.name) if one.kind == Kind.ANNOTATOR else None
        created = one.created or one.updated or self._now
        updated = one.updated or self._now
        submitted = (one.submitted or updated) if one.state == State.SUBMITTED else None
        name = "" if owner else one.name
        # A set has seen at least as many changes as it holds annotations.
        version = len(one.spans)
        return (pk, article, one.kind, owner, name, one.state, version, created, updated, submitted)

    def _annotations(self, sets: Iterable[tuple[int, int, Set, Record]]) -> Iterator[Row]:
        for pk, _, one, record in sets:
            created, updated = one.created or self._now, one.updated or self._now
            for uid, span in _with_uids(one, record):
                yield self._annotation(pk, uid, span, created, updated)

    def _annotation(
        self, set_id: int, uid: str, span: Span, created: datetime, updated: datetime
    ) -> Row:
        label = self._labels.id_of(span.label, make=True)
        fragments = ",".join(f"[{start},{end})" for start, end in span.fragments)
        attributes = _json(span.attributes)
        return (
            *(uid, set_id, label, f"{{{fragments}}}", span.quote, span.note, attributes, 1),
            *(created, updated),
        )


def _copy(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _json(value: dict[str, Any]) -> str:
    return orjson.dumps(value).decode() if value else "{}"


def _with_uids(one: Set, record: Record) -> Iterator[tuple[str, Span]]:
    """Each span with a UUID that is unique in its set: its own, or one made from what it has.

    The same file makes the same ids wherever it is imported.
    """
    seen: set[str] = set()
    for number, span in enumerate(one.spans):
        uid = _own_uid(span.id)
        if uid is None or uid in seen:
            name = f"{record.digest}/{one.kind}/{one.name}/{span.id or number}"
            uid = str(uuid5(NAMESPACE_URL, name))
        if uid in seen:
            uid = str(uuid5(NAMESPACE_URL, f"{uid}/{number}"))
        seen.add(uid)
        yield uid, span


def _own_uid(given: str) -> str | None:
    if len(given) != 36:
        return None
    try:
        uid = str(UUID(given))
    except ValueError:
        return None
    return uid if uid == given.lower() else None

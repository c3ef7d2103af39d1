"""Articles with their sets, written by COPY."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.utils import timezone

from annotator.annotations.states import CLOSED, Kind
from annotator.annotations.values import read_value
from annotator.assignments.services import fill
from annotator.exchange import uids
from annotator.exchange.copying import Row, copy, new_ids
from annotator.exchange.known import Incoming
from annotator.exchange.labels import Labels
from annotator.exchange.links import Links
from annotator.exchange.speakers import SPEAKERS, Register
from annotator.formats.records import Record, Set, Span
from annotator.projects.models import Membership, Project

ARTICLES = "articles_article"
SETS = "annotations_annotationset"
ANNOTATIONS = "annotations_annotation"
RELATIONS = "annotations_relation"
ARTICLE = (
    "id", "project_id", "uid", "title", "text", "url", "source", "byline", "published", "lang",
    "meta", "digest", "words", "revision", "created",
)  # fmt: skip
SET = (
    "id", "article_id", "kind", "owner_id", "name", "state", "version", "created", "updated",
    "submitted",
)  # fmt: skip
ANNOTATION = (
    "uid", "set_id", "label_id", "fragments", "quote", "note", "provenance", "attributes", "value",
    "speaker_id", "version", "created", "updated",
)  # fmt: skip
RELATION = ("uid", "set_id", "type_id", "source", "target", "created")


class Writer:
    """Writes what a Checker let pass. Every set of a member becomes theirs."""

    def __init__(self, project: Project, labels: Labels, links: Links, register: Register) -> None:
        self._project = project
        self._labels = labels
        self._links = links
        self._register = register
        self._now = timezone.now()
        self._members = dict(
            Membership.objects.filter(project=project).values_list("user__username", "user_id")
        )
        self.ranges: dict[str, tuple[int, int]] = {}

    def write(self, incoming: list[Incoming]) -> None:
        new = [one.record for one in incoming if one.article is None]
        articles = list(zip(self._ids(ARTICLES, len(new)), new, strict=True)) if new else []
        copy(ARTICLES, ARTICLE, (self._article(pk, record) for pk, record in articles))
        articles += [(one.article, one.record) for one in incoming if one.article is not None]
        if any(record.sets for _, record in articles):
            self._write_sets(articles)

    def finish(self) -> None:
        """What has come is handed out to annotators, where that is done."""
        if ARTICLES in self.ranges:
            first, last = self.ranges[ARTICLES]
            fill(project_id=self._project.pk, articles=range(first, last + 1))

    def _write_sets(self, articles: list[tuple[int, Record]]) -> None:
        for _, record in articles:
            uids.settle(record)
        self._count(SPEAKERS, self._register.add((record for _, record in articles), self._now))
        sets = [(pk, one, record) for pk, record in articles for one in record.sets]
        numbered = zip(self._ids(SETS, len(sets)), sets, strict=True)
        known = [(pk, article, one, record) for pk, (article, one, record) in numbered]
        copy(SETS, SET, (self._set(pk, article, one) for pk, article, one, _ in known))
        self._write_contents(known)

    def fill(self, set_id: int, article: int, record: Record) -> None:
        """What is in the record's only set, into one that is there and empty."""
        uids.settle(record)
        self._register.add([record], self._now)
        self._write_contents([(set_id, article, record.sets[0], record)])

    def _write_contents(self, sets: list[tuple[int, int, Set, Record]]) -> None:
        copy(ANNOTATIONS, ANNOTATION, self._annotations(sets))
        if any(one.relations for _, _, one, _ in sets):
            copy(RELATIONS, RELATION, self._relations(sets))

    def _ids(self, table: str, number: int) -> list[int]:
        ids = new_ids(table, number)
        self._count(table, ids)
        return ids

    def _count(self, table: str, ids: list[int]) -> None:
        if ids:
            self.ranges[table] = (self.ranges.get(table, ids)[0], ids[-1])

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
        submitted = (one.submitted or updated) if one.state in CLOSED else None
        name = "" if owner else one.name
        # A set has seen at least as many changes as it holds annotations.
        version = len(one.spans)
        return (pk, article, one.kind, owner, name, one.state, version, created, updated, submitted)

    def _annotations(self, sets: Iterable[tuple[int, int, Set, Record]]) -> Iterator[Row]:
        for pk, _, one, record in sets:
            times = one.created or self._now, one.updated or self._now
            speakers = self._register.ids_of(record)
            for span in one.spans:
                speaker = speakers[span.speaker] if span.speaker else None
                yield (*self._annotation(pk, span, record), speaker, 1, *times)

    def _annotation(self, set_id: int, span: Span, record: Record) -> Row:
        label = self._labels.id_of(span.label, make=True)
        fragments = ",".join(f"[{start},{end})" for start, end in span.fragments)
        value = span.value
        if value is None and label in self._labels.figures:
            value = read_value(record.text, span.fragments, record.lang)
        return (
            *(span.id, set_id, label, f"{{{fragments}}}", span.quote, span.note, span.provenance),
            *(_json(span.attributes), None if value is None else _json(value)),
        )

    def _relations(self, sets: Iterable[tuple[int, int, Set, Record]]) -> Iterator[Row]:
        for pk, _, one, _ in sets:
            created = one.updated or self._now
            for link in one.relations:
                type_id = self._links.id_of(link.type)
                yield (link.id, pk, type_id, link.source, link.target, created)


def _json(value: dict[str, Any]) -> str:
    return orjson.dumps(value).decode() if value else "{}"

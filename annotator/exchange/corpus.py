"""A project's articles with their sets, read in batches in constant memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from django.db import connection, transaction
from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.exchange.choices import Selection
from annotator.exchange.filling import Filler
from annotator.formats.records import LENGTHS, Entry, Record, Set

BATCH = 100
BATCH_BYTES = 4_000_000


class Bytes(Func):
    """The size of a text, which PostgreSQL knows without unpacking it."""

    function = "octet_length"
    output_field = IntegerField()


@contextmanager
def snapshot(*, writes: bool = False) -> Iterator[None]:
    """One moment's state of the database for every query in the block.

    ``writes``: something is written as well, of which nothing is left if the block fails.
    """
    outermost = not connection.in_atomic_block
    access = "READ WRITE" if writes else "READ ONLY"
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {access}")
        yield


def _chosen(selection: Selection) -> QuerySet[AnnotationSet]:
    """The sets that are chosen, of whatever article."""
    kinds = selection.kinds or ((Kind.ANNOTATOR,) if selection.owner_id else ())
    chosen = {
        "owner": selection.owner_id,
        "kind__in": kinds,
        "state__in": selection.states,
    }
    return AnnotationSet.objects.filter(**{name: value for name, value in chosen.items() if value})


def articles_of(selection: Selection) -> QuerySet[Article]:
    articles = Article.objects.filter(project=selection.project).order_by("id")
    if selection.since or selection.until:
        articles = articles.filter(published__regex=r"^\d{4}-\d\d-\d\d")
    if selection.since:
        since = Value(selection.since.isoformat())
        articles = articles.filter(GreaterThanOrEqual(Left("published", 10), since))
    if selection.until:
        until = Value(selection.until.isoformat())
        articles = articles.filter(LessThanOrEqual(Left("published", 10), until))
    if selection.sources:
        articles = articles.filter(source__in=selection.sources)
    if selection.annotated_only:
        articles = articles.filter(Exists(_chosen(selection).filter(article=OuterRef("pk"))))
    return articles


def records(selection: Selection, most: int | None = None) -> Iterator[Record]:
    """In the order of their import; ``most``: not more than so many."""
    filler = Filler(selection)
    for ids in batches(articles_of(selection)[:most]):
        yield from _batch(selection, ids, filler)


def batches(articles: QuerySet[Article]) -> Iterator[list[int]]:
    """Ids of articles, as many at a time as can be held in memory together.

    They come from one query that stays open, because just after a large import the database knows
    too little of the new rows to find the next few of them well, again and again.
    """
    ids: list[int] = []
    total = 0
    for pk, size in articles.values_list("id", Bytes("text")).iterator(chunk_size=1000):
        if ids and (len(ids) == BATCH or total + size > BATCH_BYTES):
            yield ids
            ids, total = [], 0
        ids.append(pk)
        total += size
    if ids:
        yield ids


def _batch(selection: Selection, ids: Sequence[int], filler: Filler) -> list[Record]:
    fields = ("id", *LENGTHS, "text", "digest", "words", "revision")
    articles = Article.objects.filter(pk__in=ids).order_by("id")
    rows = articles.values(*fields, raw_meta=Cast("meta", TextField()))
    sets, speakers = _sets(selection, ids, filler)
    return [_record(row, sets[row["id"]], speakers) for row in rows]


def _record(row: dict[str, Any], sets: list[Set], speakers: dict[str, Entry]) -> Record:
    del row["id"]
    meta = orjson.loads(row.pop("raw_meta"))
    used = {span.speaker for one in sets for span in one.spans if span.speaker}
    own = [speakers[uid] for uid in used]
    return Record(file="", line=0, meta=meta, sets=sets, speakers=own, **row)


def _sets(
    selection: Selection, ids: Sequence[int], filler: Filler
) -> tuple[defaultdict[int, list[Set]], dict[str, Entry]]:
    """The chosen sets of some articles, by article, and who speaks in them, by id."""
    found = _chosen(selection).filter(article__in=ids)
    rows = found.order_by("article_id", "kind", "id").values_list(
        "id", "article_id", "kind", "owner__username", "name", "state", "created", "updated",
        "submitted",
    )  # fmt: skip
    sets: dict[int, Set] = {}
    of_article: defaultdict[int, list[Set]] = defaultdict(list)
    for pk, article, kind, owner, name, state, created, updated, submitted in rows:
        called = owner if owner and kind == Kind.ANNOTATOR else name
        sets[pk] = Set(kind, called, state, [], created, updated, submitted)
        of_article[article].append(sets[pk])
    for own in of_article.values():
        _tell_apart(own)
    return of_article, filler.fill(sets)


def _tell_apart(sets: list[Set]) -> None:
    """Two sets of a kind may have come by the same name: an annotator's, and one from elsewhere."""
    seen: set[tuple[str, str]] = set()
    for one in sets:
        number, name = 1, one.name
        while (one.kind, one.name) in seen:
            number += 1
            one.name = f"{name} ({number})"
        seen.add((one.kind, one.name))

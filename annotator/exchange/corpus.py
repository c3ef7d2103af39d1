"""A project's articles with their sets, read in batches in constant memory."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
from django.db import connection, transaction
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.exchange.choices import Selection
from annotator.exchange.filling import Filler
from annotator.formats.records import LENGTHS, Entry, Record, Set
from annotator.speakers.models import Speaker

BATCH = 100
BATCH_BYTES = 4_000_000


class Bytes(Func):
    """The size of a text, which PostgreSQL knows without unpacking it."""

    function = "octet_length"
    output_field = IntegerField()


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment's state of the database for every query in the block."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _chosen(selection: Selection) -> QuerySet[AnnotationSet]:
    """The sets that are chosen, of whatever article."""
    chosen = {
        "owner": selection.owner_id,
        "kind": selection.kind or (selection.owner_id and Kind.ANNOTATOR),
        "state": selection.state,
    }
    return AnnotationSet.objects.filter(**{name: value for name, value in chosen.items() if value})


def articles_of(selection: Selection) -> QuerySet[Article]:
    articles = Article.objects.filter(project=selection.project).order_by("id")
    if selection.annotated_only:
        articles = articles.filter(Exists(_chosen(selection).filter(article=OuterRef("pk"))))
    return articles


def speakers_in(selection: Selection) -> int:
    """How many entries of the register the annotations point to."""
    pointing = Annotation.objects.filter(speaker=OuterRef("pk"))
    if selection.owner_id or selection.kind or selection.state:
        pointing = pointing.filter(set__in=_chosen(selection))
    found = Speaker.objects.filter(Exists(pointing), project=selection.project)
    return int(found.aggregate(n=Count(Coalesce("merged_into", "pk"), distinct=True))["n"])


def records(selection: Selection) -> Iterator[list[Record]]:
    """In the order of their import, a batch at a time."""
    filler = Filler(selection)
    for ids in batches(articles_of(selection)):
        yield _batch(selection, ids, filler)


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

"""Adjudicating: opening an article of five sets with 200 annotations each, and one decision."""

import random
from collections.abc import Iterator
from itertools import pairwise
from uuid import uuid4

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.projects.models import Role
from annotator.reviews.adjudication import queries as adjudications
from annotator.reviews.adjudication import services
from tests import make
from tests.bench import saving, texts
from tests.bench.client import Client, p50
from tests.bench.opening import queries
from tests.bench.stage import NOW, Stage, analyse
from tests.bench.table import Compared, Row, against_floor, equal, limited

ANNOTATORS, ANNOTATIONS = 5, 200
SHORTS = 40


def measure(stage: Stage) -> list[Row]:
    reviewer = make.user("reviewer")
    make.member(stage.project, reviewer, Role.REVIEWER)
    long, empty = _article(stage, 0, 10_000, ANNOTATIONS), _article(stage, 1, 600, 0)
    shorts = [_article(stage, 2 + n, 600, 50) for n in range(min(SHORTS, stage.sizes.shorts))]
    for article in (long, empty, *shorts):
        services.start(article_id=article.pk, by=reviewer)
    analyse()
    client = Client.signed_in(stage.server.port, reviewer.username)
    path = f"/articles/{long.pk}/adjudication/"
    p50(5, lambda: client.get(path))
    opened = p50(stage.sizes.rounds * 3, lambda: client.get(path))
    client.close()
    with saving.floor():
        decided = _deciding(stage, reviewer, shorts)
        among = _deciding(stage, reviewer, [long])
    return [
        limited("adjudication of 5 × 200, to the last byte", opened, "ms", 300),
        equal(
            "its queries (floor: of sets without annotations)",
            queries(reviewer, path),
            queries(reviewer, f"/articles/{empty.pk}/adjudication/"),
        ),
        against_floor("one decision, p50", decided, "ms", at_most=3),
        against_floor("one decision among 5 × 200", among, "ms", at_most=6),
    ]


def _deciding(stage: Stage, reviewer: User, articles: list[Article]) -> Compared:
    client = Client.signed_in(stage.server.port, reviewer.username)
    decisions = _decisions(reviewer, client, articles)
    return saving.in_turns(stage, client, saving.floors(stage), decisions)


def _article(stage: Stage, number: int, words: int, count: int) -> Article:
    """Annotated by five people who differ in a third of the places."""
    article = make.article(stage.project, texts.text(70_000 + number, words))
    places = texts.spans(article.text, count) if count else []
    for person in stage.people[:ANNOTATORS]:
        _annotate(stage, article, person, places)
    return article


def _annotate(
    stage: Stage, article: Article, person: User, places: list[tuple[int, int]]
) -> AnnotationSet:
    made = make.annotation_set(article, person, state=State.SUBMITTED, version=len(places))
    chance = random.Random(f"{article.pk} {person.pk}")
    labels = (stage.label, stage.speaker)
    rows = [
        Annotation(
            uid=uuid4(),
            set=made,
            label=labels[(n + (chance.random() < 0.1)) % 2],
            fragments=((start, end),),
            quote=article.text[start:end],
            created=NOW,
            updated=NOW,
        )
        for n, (start, end) in enumerate(places)
        if chance.random() > 0.1
    ]
    Annotation.objects.bulk_create(rows)
    Relation.objects.bulk_create(
        Relation(
            uid=uuid4(),
            set=made,
            type=stage.said_by,
            source=source.uid,
            target=target.uid,
            created=NOW,
        )
        for source, target in pairwise(rows)
        if source.label == stage.label and target.label == stage.speaker
    )
    return made


def _decisions(reviewer: User, client: Client, articles: list[Article]) -> Iterator[bytes]:
    """Another conflict each time, in one article after the other, and round again."""
    desks = [adjudications.desk(article.pk, reviewer) for article in articles]
    rounds = max(len(desk.conflicts) for desk in desks)
    while True:
        for n in range(rounds):
            for desk in desks:
                if n < len(desk.conflicts):
                    one = desk.conflicts[n]
                    fields = {
                        "step": uuid4(),
                        "cluster": one.cluster,
                        "take": next(iter(one.marks)),
                    }
                    path = f"/articles/{desk.article.pk}/adjudication/decisions/"
                    yield client.request("POST", path, fields)

"""What the measurements share: the server, its database, people, and how much is measured."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Label, Meaning, RelationType
from annotator.text import spans
from tests import make
from tests.bench import texts
from tests.browser.server import Server

NOW = datetime(2025, 11, 3, 12, tzinfo=UTC)
CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured; ``QUICK`` shows that everything works, not how fast it is."""

    rounds: int = 7
    requests: int = 60
    seconds: float = 4
    commands: int = 3
    opened: int = 5
    marked: int = 15
    shorts: int = 60
    longs: int = 2
    corpus: int = 10_000
    annotations: int = 30
    list: int = 100_000


QUICK = Sizes(
    rounds=2, requests=10, seconds=0.5, commands=1, opened=2, marked=3, shorts=4, longs=1,
    corpus=200, list=2_000,
)  # fmt: skip


@dataclass
class Stage:
    """A project with eight people, short articles with 50 annotations, long ones with 1,000.

    Annotations are claims and speakers by turns; in long articles every claim is linked twice.
    """

    server: Server
    sizes: Sizes
    project: Project
    people: list[User]
    label: Label
    speaker: Label
    said_by: RelationType
    shorts: list[Article] = field(default_factory=list)
    longs: list[Article] = field(default_factory=list)


def set_up(server: Server, sizes: Sizes) -> Stage:
    people = [make.user(f"person{n}") for n in range(CLIENTS)]
    project = make.project(people[0], name="Measured", slug="measured")
    for person in people[1:]:
        make.member(project, person)
    label = make.label(project, "Claim", digit=1, meaning=Meaning.CLAIM)
    speaker = make.label(project, "Speaker", digit=2, meaning=Meaning.SPEAKER)
    said_by = make.relation_type(label, speaker, many=True)
    return Stage(server, sizes, project, people, label, speaker, said_by)


def with_articles(stage: Stage) -> Stage:
    """Done once, by the first that asks. Everybody has a set of every short article."""
    if not stage.shorts:
        stage.shorts = [_article(stage, 1_000 + n, 600) for n in range(stage.sizes.shorts)]
        stage.longs = [_article(stage, 9_000 + n, 10_000) for n in range(stage.sizes.longs)]
        for person in stage.people:
            annotate(stage, stage.shorts, person, 50)
        annotate(stage, stage.longs, stage.people[0], 1_000)
        link(stage, stage.longs)
        analyse()
    return stage


def _article(stage: Stage, seed: int, words: int) -> Article:
    return make.article(stage.project, texts.text(seed, words), title=f"Report {seed}")


def annotate(stage: Stage, articles: list[Article], owner: User, count: int) -> None:
    """A set of the person's in each article, with so many annotations."""
    labels = (stage.label, stage.speaker)
    for article in articles:
        own = make.annotation_set(article, owner, version=count, state="in_progress")
        Annotation.objects.bulk_create(
            _annotation(own, labels[n % 2], article.text, span)
            for n, span in enumerate(texts.spans(article.text, count))
        )


def _annotation(own: AnnotationSet, label: Label, text: str, span: spans.Fragment) -> Annotation:
    quote = spans.quote_of(text, (span,))
    uid = stable_uuid(f"{own.pk} {span}")
    return Annotation(
        uid=uid, set=own, label=label, fragments=(span,), quote=quote, created=NOW, updated=NOW
    )


def link(stage: Stage, articles: list[Article]) -> None:
    """Every claim to the speakers before and after it: as many relations as annotations."""
    for article in articles:
        for own in article.sets.all():
            uids = list(own.annotations.order_by("id").values_list("uid", flat=True))
            Relation.objects.bulk_create(
                _relation(stage, own, uids[n], uids[n + beside])
                for n in range(0, len(uids), 2)
                for beside in (-1, 1)
            )


def _relation(stage: Stage, own: AnnotationSet, source: UUID, target: UUID) -> Relation:
    uid = stable_uuid(f"{own.pk} {source} {target}")
    return Relation(uid=uid, set=own, type=stage.said_by, source=source, target=target, created=NOW)


def stable_uuid(name: str) -> UUID:
    return UUID(bytes=hashlib.sha256(name.encode()).digest()[:16])


def analyse() -> None:
    """What autovacuum would do in a minute."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def table(name: str, columns: str) -> Iterator[None]:
    """A table to measure against."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {name} ({columns})")
        try:
            yield
        finally:
            cursor.execute(f"DROP TABLE {name}")


def scratch(server: Server, name: str) -> Path:
    return server.var / name

"""A whole corpus in and out by command, against COPY of the same rows.

The floor of the import is a table with the columns of articles and the same plain constraints: NOT
NULL, CHECK, the primary key and both UNIQUE ones; without foreign keys, trigger and indexes for
search. It is filled by one COPY in one transaction, from bytes that are ready in memory. The floor
of the export is two COPY … TO STDOUT, of the articles and of the annotations with the names of
their labels and the ids of their articles, in the order of the export, written to a file. Of the
commands everything counts, from starting Python on.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from django.db import connection

from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.bench import texts
from tests.bench.command import Ran, manage
from tests.bench.stage import Stage, analyse, scratch
from tests.bench.table import Row, against_floor, compare, limited

COLUMNS = """project_id, uid, title, text, url, source, byline, published, lang, meta, digest,
    words, revision, revises_id, created, search"""
FLOOR = """
    CREATE TABLE bench_article (LIKE articles_article INCLUDING DEFAULTS INCLUDING IDENTITY
        INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
        PRIMARY KEY (id), UNIQUE (project_id, uid), UNIQUE (project_id, digest))
"""
SETS = """
    INSERT INTO annotations_annotationset
        (article_id, kind, owner_id, name, state, version, created, updated)
    SELECT id, 'annotator', %(owner)s, '', 'in_progress', %(count)s, now(), now()
    FROM articles_article WHERE project_id = %(project)s ORDER BY id
"""
# At every so manieth code point, 24 of them.
ANNOTATIONS = """
    INSERT INTO annotations_annotation
        (uid, set_id, label_id, fragments, quote, note, attributes, version, created, updated)
    SELECT gen_random_uuid(), s.id, %(label)s, int4multirange(int4range(at, at + 24)),
        substr(a.text, at + 1, 24), '', '{}', 1, now(), now()
    FROM articles_article a
    JOIN annotations_annotationset s ON s.article_id = a.id
    CROSS JOIN generate_series(0, %(count)s - 1) n
    CROSS JOIN LATERAL (SELECT n * (length(a.text) - 24) / %(count)s AS at) place
    WHERE a.project_id = %(project)s
"""
PLAIN = (
    """
    SELECT uid, title, text, url, source, byline, published, lang, meta, digest, revision
    FROM articles_article WHERE project_id = {project} ORDER BY id
    """,
    """
    SELECT a.uid, s.kind, s.name, s.owner_id, s.state, s.submitted, n.uid, l.name, n.fragments,
        n.quote, n.note, n.attributes, n.created, n.updated
    FROM articles_article a
    JOIN annotations_annotationset s ON s.article_id = a.id
    JOIN annotations_annotation n ON n.set_id = s.id
    JOIN schemes_label l ON l.id = n.label_id
    WHERE a.project_id = {project} ORDER BY a.id, s.id, n.id
    """,
)


def measure(stage: Stage) -> list[Row]:
    file = scratch(stage.server, "articles.jsonl")
    write(file, stage.sizes.corpus)
    projects = [import_project(stage, n) for n in range(stage.sizes.commands + 1)]
    return [*_importing(stage, file, projects), *_exporting(stage, projects[0])]


def write(file: Path, count: int) -> None:
    with file.open("wb") as lines:
        for n in range(count):
            article = {"id": f"r{n}", "title": f"Report {n}", "text": texts.text(n, 600)}
            lines.write(orjson.dumps(article, option=orjson.OPT_APPEND_NEWLINE))


def import_project(stage: Stage, n: int) -> Project:
    project = make.project(stage.people[0], name=f"Corpus {n}", slug=f"corpus-{n}")
    make.label(project)
    return project


def _importing(stage: Stage, file: Path, projects: list[Project]) -> list[Row]:
    """The first time is not counted; it makes the rows for COPY."""
    import_(stage, file, projects[0])
    rows = _copied(projects[0])
    waiting = iter(projects[1:])
    found = compare(
        stage.sizes.commands,
        lambda: _copy(rows),
        lambda: import_(stage, file, next(waiting)).seconds,
    )
    rate = f"{stage.sizes.corpus / found.measured:,.0f} articles/s"
    what = f"import {stage.sizes.corpus:,} articles of 600 words"
    return [against_floor(what, found, "s", at_most=4), Row("   that is", rate)]


def import_(stage: Stage, file: Path, project: Project) -> Ran:
    return manage(stage.server, "import_articles", project.slug, str(file))


def _copied(project: Project) -> list[bytes]:
    asked = f"SELECT {COLUMNS} FROM articles_article WHERE project_id = {project.pk} ORDER BY id"
    with connection.cursor() as cursor, cursor.copy(f"COPY ({asked}) TO STDOUT") as out:
        return [bytes(part) for part in out]


def _copy(rows: list[bytes]) -> float:
    with _floor_table() as cursor:
        start = time.perf_counter()
        with cursor.copy(f"COPY bench_article ({COLUMNS}) FROM STDIN") as into:
            for part in rows:
                into.write(part)
        return time.perf_counter() - start


@contextmanager
def _floor_table() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR)
        try:
            yield cursor
        finally:
            cursor.execute("DROP TABLE bench_article")


def _exporting(stage: Stage, project: Project) -> list[Row]:
    annotations = annotate(stage, project)
    file = scratch(stage.server, "corpus.jsonl")
    peaks: list[int] = []

    def export() -> float:
        ran = manage(stage.server, "export_corpus", project.slug, "-o", str(file))
        peaks.append(ran.peak)
        return ran.seconds

    found = compare(stage.sizes.commands, lambda: _plain(project, file), export)
    what = f"export them with {annotations:,} annotations"
    return [
        against_floor(what, found, "s", at_most=5),
        limited("   peak memory of the process", max(peaks) / 1e6, "MB", 150),
    ]


def annotate(stage: Stage, project: Project) -> int:
    label = Label.objects.get(project=project)
    count, owner = stage.sizes.annotations, stage.people[0].pk
    values = {"project": project.pk, "owner": owner, "label": label.pk, "count": count}
    with connection.cursor() as cursor:
        cursor.execute(SETS, values)
        cursor.execute(ANNOTATIONS, values)
        made = cursor.rowcount
    analyse()
    return made


def _plain(project: Project, file: Path) -> float:
    start = time.perf_counter()
    with connection.cursor() as cursor, file.open("wb") as out:
        for asked in PLAIN:
            with cursor.copy(f"COPY ({asked.format(project=project.pk)}) TO STDOUT") as rows:
                for part in rows:
                    out.write(part)
    return time.perf_counter() - start

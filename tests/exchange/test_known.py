"""Annotation sets that come for articles which are there already."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.exchange.choices import KnownTexts, Rules, Selection, UnknownLabels
from annotator.exchange.reports import Report
from annotator.exchange.services import READ_AS_WRITTEN, import_articles, preview
from annotator.exchange.verification import findings
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.exchange.exports import raw
from tests.formats.files import lines, source

ADD = Rules(known=KnownTexts.ADD)
TEXT = "Ana Lind said so."
SPAN = {"start": 0, "end": 8, "label": "Speaker", "text": "Ana Lind"}


@pytest.fixture
def lind(project: Project, speaker: Label) -> Article:
    return make.article(project, TEXT, uid="lind")


def run(project: Project, *articles: object, rules: Rules = ADD, name: str = "m.jsonl") -> Report:
    return import_articles(
        project=project, by=None, sources=[source(name, lines(*articles))], rules=rules
    )


def sets_of(article: Article) -> list[tuple[str, str]]:
    return list(article.sets.order_by("kind", "name").values_list("kind", "name"))


def test_an_article_that_is_there_gets_the_set(project: Project, lind: Article) -> None:
    report = run(project, {"id": "elsewhere", "text": TEXT, "spans": [SPAN]})
    assert (report.articles, report.added_to, report.annotations) == (0, 1, 1)
    assert sets_of(lind) == [("imported", "m.jsonl")]
    assert Annotation.objects.get().quote == "Ana Lind"
    assert list(Article.objects.values_list("uid", flat=True)) == ["lind"]
    assert list(findings()) == []


def test_it_does_not_by_itself(project: Project, lind: Article) -> None:
    report = run(project, {"text": TEXT, "spans": [SPAN]}, rules=Rules())
    assert (report.duplicates, report.left_behind, report.added_to) == (1, 1, 0)
    assert sets_of(lind) == []


def test_it_is_logged_with_what_was_made(project: Project, lind: Article) -> None:
    run(project, {"text": TEXT, "spans": [SPAN]})
    logged = Event.objects.get(kind="articles:imported")
    assert logged.after["counts"]["added_to"] == 1


def test_a_set_of_that_name_stays_as_it_is(project: Project, lind: Article) -> None:
    run(project, {"text": TEXT, "spans": [SPAN]})
    report = run(project, {"text": TEXT, "spans": [SPAN | {"end": 3, "text": "Ana"}]})
    assert (report.added_to, report.duplicates, report.left_behind) == (0, 1, 1)
    assert Annotation.objects.get().quote == "Ana Lind"


def test_sets_of_people_and_gold_are_left_behind(
    project: Project, lind: Article, ana: User, speaker: Label
) -> None:
    other = make.project()
    there = make.article(other, TEXT)
    label = make.label(other, "Speaker")
    for kind, owner in ((Kind.ANNOTATOR, ana), (Kind.GOLD, None), (Kind.SUGGESTED, None)):
        make.annotation(make.annotation_set(there, owner, kind=kind), label, (0, 3))
    data = raw(Selection(other))
    report = import_articles(project=project, by=None, sources=[source("c.jsonl", data)], rules=ADD)
    assert (report.added_to, report.annotations, report.left_behind) == (1, 1, 2)
    assert sets_of(lind) == [("suggested", "")]


def test_new_articles_come_beside_them(project: Project, lind: Article) -> None:
    report = run(project, {"text": "New."}, {"text": TEXT, "spans": [SPAN]}, {"text": TEXT})
    assert (report.articles, report.added_to, report.repeated) == (1, 1, 1)
    assert Article.objects.count() == 2


def test_labels_are_checked_as_everywhere(project: Project, lind: Article) -> None:
    given = {"text": TEXT, "spans": [SPAN | {"label": "Person"}]}
    assert run(project, given).first_problems[0].reason == "The project has no label “Person”."
    create = Rules(labels=UnknownLabels.CREATE, known=KnownTexts.ADD)
    assert run(project, given, rules=create).new_labels == ["Person"]


def test_a_preview_writes_nothing(project: Project, lind: Article) -> None:
    data = lines({"text": TEXT, "spans": [SPAN]})
    report = preview(
        project=project,
        by=None,
        sources=[source("m.jsonl", data)],
        options=READ_AS_WRITTEN,
        rules=ADD,
    )
    assert report.added_to == 1
    assert not AnnotationSet.objects.exists()


def test_the_command_knows_the_choice(project: Project, lind: Article, tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    file.write_bytes(lines({"text": TEXT, "spans": [SPAN]}))
    said = StringIO()
    call_command("import_articles", "floods", str(file), "--known=add", stdout=said)
    assert "1 article was in the project already and gets annotation sets." in said.getvalue()

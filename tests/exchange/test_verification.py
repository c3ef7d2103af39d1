"""What is broken behind the application's back is found."""

import pytest
from django.db import connection
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, Step
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.exchange.verification import RULES, findings
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make


@pytest.fixture
def annotation(article: Article, ana: User, claim: Label) -> Annotation:
    return make.annotation(make.annotation_set(article, ana), claim, (0, 3))


def told() -> list[str]:
    return [str(finding) for finding in findings()]


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_nothing_is_broken(annotation: Annotation) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("quote = 'the'", "not “the”"),
        ("fragments = '{[0,3000)}'", "outside of the text"),
        ("fragments = '{[3,4)}', quote = ' '", "white space"),
    ],
)
def test_an_annotation_that_does_not_fit_its_text(
    annotation: Annotation, change: str, sentence: str
) -> None:
    sql(f"UPDATE annotations_annotation SET {change}")
    (only,) = told()
    assert only.startswith(f"annotation {annotation.pk}: ")
    assert sentence in only


@pytest.mark.parametrize(
    ("change", "sentence"), [("digest = repeat('0', 64)", "digest"), ("words = 1", "words")]
)
def test_an_article_whose_facts_are_wrong(article: Article, change: str, sentence: str) -> None:
    sql(f"UPDATE articles_article SET {change}")
    (only,) = told()
    assert sentence in only


def test_a_text_that_should_never_have_come_in(project: Project) -> None:
    make.article(project, "One\r\ntwo")
    (only,) = told()
    assert "line ends" in only


def test_a_label_of_another_project(annotation: Annotation) -> None:
    foreign = make.label(make.project())
    Annotation.objects.update(label=foreign)
    (only,) = told()
    assert "another project" in only


def test_a_set_that_was_updated_before_it_was_made(annotation: Annotation) -> None:
    sql("UPDATE annotations_annotationset SET updated = created - interval '1 day'")
    assert "updated before" in told()[0]


def test_a_set_that_has_seen_fewer_changes_than_its_steps(
    annotation: Annotation, ana: User
) -> None:
    Step.objects.create(
        id=annotation.uid, number=5, set=annotation.set, by=ana, kind="change", digest=""
    )
    assert "fewer changes" in told()[0]


def test_a_submitted_set_is_fine(article: Article, ana: User) -> None:
    make.annotation_set(article, ana, state=State.SUBMITTED, submitted=timezone.now())
    assert told() == []


@pytest.mark.django_db
@pytest.mark.parametrize("sentence", RULES)
def test_every_rule_can_be_asked(sentence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(RULES[sentence][1])
        assert cursor.fetchall() == []

"""What is broken behind the application's back is found."""

import pytest
from django.db import connection
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, Step
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.assignments.models import Slot
from annotator.exchange.rules import RULES
from annotator.exchange.verification import findings
from annotator.projects.models import Project
from annotator.reviews.models import Adjudication
from annotator.schemes.models import Label, RelationType
from annotator.speakers.models import Speaker
from tests import make
from tests.exchange import linked


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


@pytest.fixture
def reviewed(annotation: Annotation, claim: Label, rita: User) -> Adjudication:
    """Ana’s set in the queue, and a gold set with a decision."""
    article, now = annotation.set.article, timezone.now()
    slot = {"number": 1, "shuffle": 0, "taken": now, "annotator": annotation.set.owner}
    Slot.objects.create(project=article.project, article=article, **slot)
    gold = make.annotation_set(article, rita, kind=Kind.GOLD, version=1)
    make.annotation(gold, claim, (0, 3), provenance="adjudicated")
    work = Adjudication.objects.create(article=article, gold=gold, seed=1, started=now)
    step = Step.objects.create(
        id=annotation.uid, number=1, set=gold, by=rita, kind="change", digest=""
    )
    work.decisions.create(cluster=annotation.uid, step=step, by=rita, at=now)
    annotation.set.reviews.create(outcome="accepted", by=rita, at=now)
    article.threads.create(project=article.project, set=gold)
    return work


def test_what_reviewers_made_is_as_it_should_be(reviewed: Adjudication) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("annotations_annotation SET provenance = 'edited'", "came into a gold set"),
        ("assignments_slot SET annotator_id = {rita}", "has no annotation set"),
        ("assignments_slot SET project_id = {project}", "another project than its article does"),
        ("reviews_adjudication SET gold_id = {anas}", "not the gold set"),
        ("reviews_adjudication SET finished = now()", "not accepted"),
        ("annotations_step SET set_id = {anas}", "another set than the gold one"),
        ("reviews_review SET set_id = {gold}", "nobody annotated"),
        ("reviews_thread SET project_id = {project}", "another project's article"),
        ("reviews_thread SET article_id = {article}", "another article's set"),
    ],
)
def test_what_is_wrong_with_what_reviewers_made(
    reviewed: Adjudication, annotation: Annotation, change: str, sentence: str
) -> None:
    ids = {
        "rita": reviewed.gold.owner_id,
        "anas": annotation.set_id,
        "gold": reviewed.gold_id,
        "project": make.project().pk,
        "article": make.article(annotation.set.article.project, "Another.").pk,
    }
    sql("UPDATE " + change.format(**ids))
    assert any(sentence in one for one in told())


@pytest.fixture
def full(project: Project) -> Project:
    linked.fill(project)
    return project


def test_a_project_with_everything_is_as_it_should_be(full: Project) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("change", "sentence", "number"),
    [
        ("annotations_annotation SET value = '{\"low\": 1}' WHERE value = '{}'", "confirmed", 3),
        (
            "annotations_annotation SET value = value || '{\"low\": 1e7}'"
            " WHERE quote = '1,200 people'",
            "low end",
            3,
        ),
        ("schemes_relationtype SET many = false", "one of several", 3),
        ("speakers_alias SET key = 'x' WHERE name = 'Gallant'", "key", 2),
        ("speakers_speaker SET name = 'x' WHERE name = 'Yoav Gallant'", "own name", 1),
        (
            "speakers_speaker SET merged_into_id ="
            " (SELECT id FROM speakers_speaker WHERE merged_into_id IS NOT NULL)"
            " WHERE name = 'The Ministry' AND kind = 'document'",
            "merged itself",
            1,
        ),
    ],
)
def test_what_is_wrong_with_links_speakers_and_values(
    full: Project, change: str, sentence: str, number: int
) -> None:
    sql(f"UPDATE {change}")
    found = told()
    assert len([one for one in found if sentence in one]) == number, found


def test_links_and_speakers_of_another_project(full: Project) -> None:
    RelationType.objects.filter(name="in").update(project=make.project())
    Speaker.objects.filter(kind="document").update(project=make.project())
    found = told()
    assert len([one for one in found if "belongs to another project than its article" in one]) == 6
    assert len([one for one in found if "speaker of another project" in one]) == 3
    assert len([one for one in found if "joins belongs to another project" in one]) >= 1


def test_a_link_that_the_scheme_does_not_have(full: Project) -> None:
    said_by = RelationType.objects.get(name="said by")
    said_by.targets.clear()
    assert len([one for one in told() if "no such link between" in one]) == 9

"""What the database notes for receivers: that, and only that, which is committed."""

import pytest
from django.db import connection, transaction

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.services import reopen, submit
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews import returning
from annotator.reviews.adjudication import services as adjudication
from annotator.schemes.models import Label
from annotator.webhooks.models import Delivery, Webhook
from tests import make
from tests.annotations.doing import mark


@pytest.fixture
def handed_in(article: Article, ana: User) -> AnnotationSet:
    return make.annotation_set(article, ana, state=State.SUBMITTED)


def kinds() -> list[str]:
    return list(Delivery.objects.order_by("event").values_list("kind", flat=True))


def only() -> Delivery:
    return Delivery.objects.get()


def test_a_submission_is_noted(webhook: Webhook, article: Article, ana: User, project: Project):
    own = submit(article_id=article.pk, by=ana)
    noted = only()
    assert (noted.webhook, noted.kind, noted.state) == (webhook, "article.submitted", "pending")
    assert noted.payload["type"] == "article.submitted"
    assert noted.payload["data"] == {
        "project": {"slug": "floods", "name": "Floods"},
        "article": {"id": article.pk, "uid": article.uid, "title": article.title, "url": ""},
        "set": {
            "id": own.pk,
            "kind": "annotator",
            "name": "ana",
            "state": "submitted",
            "version": own.version,
        },
        "by": {"username": "ana", "name": "Ana Lind"},
    }


def test_a_set_is_told_as_it_was(webhook: Webhook, article: Article, ana: User):
    submit(article_id=article.pk, by=ana)
    reopen(article_id=article.pk, by=ana)
    assert only().payload["data"]["set"]["state"] == "submitted"


def test_an_accepted_set_is_noted(webhook: Webhook, handed_in: AnnotationSet, rita: User):
    returning.accept(set_id=handed_in.pk, by=rita, version=handed_in.version)
    noted = only()
    assert noted.kind == "set.accepted"
    assert noted.payload["data"]["set"]["state"] == "accepted"
    assert noted.payload["data"]["by"]["username"] == "rita"


def test_a_finished_gold_set_is_noted_with_its_sources(
    webhook: Webhook, article: Article, ana: User, ben: User, rita: User, claim: Label
):
    for person in (ana, ben):
        made = make.annotation_set(article, person, state=State.SUBMITTED, version=1)
        make.annotation(made, claim, (4, 12))
    adjudication.start(article_id=article.pk, by=rita)
    adjudication.finish(article_id=article.pk, by=rita)
    sets = [one.payload["data"]["set"] for one in Delivery.objects.order_by("event")]
    assert [(one["kind"], one["name"], one["state"]) for one in sets] == [
        (Kind.GOLD, "", "accepted"),
        (Kind.ANNOTATOR, "ana", "accepted"),
        (Kind.ANNOTATOR, "ben", "accepted"),
    ]


def test_a_release_is_noted_as_it_was_logged(webhook: Webhook, project: Project, max: User):
    made = {"name": "For the paper", "articles": 40}
    record(event("release:made", by=max, project_id=project.pk, subject=3, after=made))
    assert only().payload["data"]["release"] == made | {"number": 3}
    assert "set" not in only().payload["data"]


def test_what_is_rolled_back_is_not_noted(webhook: Webhook, article: Article, ana: User):
    with transaction.atomic():
        submit(article_id=article.pk, by=ana)
        assert kinds() == ["article.submitted"]
        transaction.set_rollback(True)
    assert kinds() == []


def test_other_changes_are_not_noted(webhook: Webhook, article: Article, ana: User, claim: Label):
    mark(article, ana, claim, "minister")
    submit(article_id=article.pk, by=ana)
    reopen(article_id=article.pk, by=ana)
    assert kinds() == ["article.submitted"]


def test_each_is_told_what_it_wants(project: Project, article: Article, ana: User):
    wants = make.webhook(project, "http://127.0.0.1/a", events=["article.submitted"])
    make.webhook(project, "http://127.0.0.1/b", events=["set.accepted"])
    make.webhook(project, "http://127.0.0.1/c", active=False)
    make.webhook(make.project(), "http://127.0.0.1/d")
    submit(article_id=article.pk, by=ana)
    assert only().webhook == wants


def called(kind: str, project: Project) -> bool:
    """Whether the database calls the function that notes, for an event of this kind."""
    insert = "INSERT INTO activity_event (at, kind, project_id, subject) VALUES (now(), %s, %s, '')"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE) {insert}", [kind, project.pk])
        return "webhooks_note" in str(cursor.fetchall())


def test_saves_do_not_pay_for_it(webhook: Webhook, project: Project):
    assert called("set:submitted", project)
    assert not called("annotation:created", project)

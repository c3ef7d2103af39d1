"""Who is shown the way to other people's versions of an article."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.projects.models import Project
from tests import make


@pytest.fixture
def others(article: Article, ben: User) -> list[AnnotationSet]:
    """Ben has handed his in, and somebody elsewhere has begun."""
    return [
        make.annotation_set(article, ben, state=State.SUBMITTED),
        make.annotation_set(
            article, None, kind=Kind.IMPORTED, name="cleo", state=State.IN_PROGRESS
        ),
    ]


def shown(article: Article, by: User, place: str = "") -> list[tuple[int, str]]:
    client = Client()
    client.force_login(by)
    page = client.get(f"/articles/{article.pk}/{place}").context["page"]
    return [(one.set, one.name) for one in page.versions]


def test_blind_work_shows_nothing(article, others, ana):
    make.annotation_set(article, ana, state=State.SUBMITTED)
    assert shown(article, ana) == []


def test_open_work_shows_what_was_handed_in(article, others, ana):
    Project.objects.update(blind=False)
    make.annotation_set(article, ana, state=State.SUBMITTED)
    assert shown(article, ana) == [(others[0].pk, "ben’s version")]


def test_nobody_copies(article, others, ana):
    """Open, but Ana has not handed hers in."""
    Project.objects.update(blind=False)
    make.annotation_set(article, ana, state=State.IN_PROGRESS)
    assert shown(article, ana) == []


def test_owners_see_everybody(article, others, max):
    assert [name for _, name in shown(article, max)] == ["ben’s version", "cleo’s version"]


def test_reviewers_of_blind_work_see_no_names(article, others, rita):
    assert [name for _, name in shown(article, rita)] == ["Version 1", "Version 2"]
    Project.objects.update(blind=False)
    assert [name for _, name in shown(article, rita)] == ["ben’s version", "cleo’s version"]


def test_beside_the_gold_set_too(article, others, rita):
    make.annotation_set(article, rita, kind=Kind.GOLD)
    assert len(shown(article, rita, "gold/")) == 2


def test_ones_own_and_what_nobody_has_begun_are_no_versions(article, ana, rita):
    make.annotation_set(article, ana)
    make.annotation_set(article, rita, state=State.IN_PROGRESS)
    assert shown(article, rita) == []


def test_what_is_linked_can_be_read(article, others, ana, rita, max):
    Project.objects.update(blind=False)
    make.annotation_set(article, ana, state=State.SUBMITTED)
    for person in (ana, rita, max):
        client = Client()
        client.force_login(person)
        for number, _ in shown(article, person):
            assert client.get(f"/articles/{article.pk}/sets/{number}/").status_code == 200


def test_they_cost_one_query(project, rita):
    def cost(text: str, sets: int) -> int:
        article = make.article(project, text)
        for n in range(sets):
            owner = make.user(f"{text}{n}")
            make.member(project, owner)
            make.annotation_set(article, owner, state=State.SUBMITTED)
        shown(article, rita)
        with CaptureQueriesContext(connection) as queries:
            shown(article, rita)
        return len(queries)

    assert cost("one", 1) == cost("many", 20)

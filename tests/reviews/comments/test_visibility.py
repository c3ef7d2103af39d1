"""Who sees which threads and comments: blind means blind."""

from uuid import uuid4

import pytest

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.projects.models import Membership, Project, Role
from annotator.reviews.comments.permissions import comments_for, threads_for
from annotator.reviews.models import Thread
from annotator.schemes.models import Label
from tests import make

EVERYBODY = {"ana", "ben", "rita", "max"}
REVIEWING = {"rita", "max"}


@pytest.fixture
def people(ana: User, ben: User, rita: User, max: User, olga: User) -> dict[str, User]:
    return {"ana": ana, "ben": ben, "rita": rita, "max": max, "olga": olga}


@pytest.fixture
def bens(article: Article, ben: User) -> AnnotationSet:
    return make.annotation_set(article, ben)


@pytest.fixture(params=["blind", "open"])
def blind(request: pytest.FixtureRequest, project: Project) -> bool:
    project.blind = request.param == "blind"
    project.save()
    return project.blind


def seeing(thread: Thread, people: dict[str, User]) -> set[str]:
    return {
        name for name, one in people.items() if threads_for(one).filter(pk=thread.pk).count() == 1
    }


def read(thread: Thread, by: User) -> list[str]:
    found = comments_for(by).filter(thread=thread).order_by("id")
    return list(found.values_list("text", flat=True))


def about(one: AnnotationSet, label: Label) -> dict[str, object]:
    return {"set": one, "annotation": make.annotation(one, label, (4, 12)).uid}


def test_what_an_annotator_says_about_the_article(
    people: dict[str, User], article: Article, ben: User, blind: bool
):
    thread = make.thread(article, ben)
    assert seeing(thread, people) == (REVIEWING | {"ben"} if blind else EVERYBODY)


@pytest.mark.parametrize("opener", ["rita", "max"])
def test_what_a_reviewer_says_about_the_article(
    people: dict[str, User], article: Article, blind: bool, opener: str
):
    assert seeing(make.thread(article, people[opener]), people) == EVERYBODY


def test_what_a_reviewer_says_about_an_annotation(
    people: dict[str, User], article: Article, bens: AnnotationSet, claim: Label, blind: bool
):
    thread = make.thread(article, people["rita"], **about(bens, claim))
    assert seeing(thread, people) == REVIEWING | {"ben"}


@pytest.mark.parametrize("kind", [Kind.GOLD, Kind.IMPORTED, Kind.SUGGESTED])
def test_what_is_about_a_set_that_no_annotator_has(
    people: dict[str, User], article: Article, ben: User, claim: Label, blind: bool, kind: Kind
):
    """Even where an annotator is its owner, having been a reviewer once."""
    other = make.annotation_set(article, ben, kind=kind)
    thread = make.thread(article, people["rita"], **about(other, claim))
    assert seeing(thread, people) == REVIEWING


def test_a_conflict_is_for_reviewers(people: dict[str, User], article: Article, blind: bool):
    thread = make.thread(article, people["rita"], cluster=uuid4())
    make.comment(thread, people["rita"], "@ben look", people["ben"])
    assert seeing(thread, people) == REVIEWING


def test_a_conflict_in_a_set_is_for_reviewers(
    people: dict[str, User], article: Article, bens: AnnotationSet, blind: bool
):
    thread = make.thread(article, people["rita"], cluster=uuid4(), set=bens)
    assert seeing(thread, people) == REVIEWING


def test_who_is_mentioned_by_a_reviewer_sees_the_thread(
    people: dict[str, User], project: Project, article: Article
):
    thread = make.thread(article, people["ben"])
    make.comment(thread, people["rita"], "@ana do you know?", people["ana"])
    assert seeing(thread, people) == EVERYBODY


def test_a_mention_by_another_annotator_shows_nothing_in_a_blind_project(
    people: dict[str, User], article: Article
):
    """It may come from a time when the project was open."""
    thread = make.thread(article, people["ben"])
    make.comment(thread, people["ben"], "@ana do you know?", people["ana"])
    assert seeing(thread, people) == REVIEWING | {"ben"}


def test_who_wrote_in_a_thread_sees_it(people: dict[str, User], article: Article):
    thread = make.thread(article, people["ben"])
    make.comment(thread, people["ana"])
    assert "ana" in seeing(thread, people)


def test_a_former_reviewer_counts_as_an_annotator(
    people: dict[str, User], article: Article, rita: User
):
    thread = make.thread(article, rita)
    Membership.objects.filter(user=rita).update(role=Role.ANNOTATOR)
    assert seeing(thread, people) == {"max", "rita"}


def test_who_left_counts_as_an_annotator(people: dict[str, User], article: Article, rita: User):
    thread = make.thread(article, rita)
    Membership.objects.filter(user=rita).delete()
    assert seeing(thread, people) == {"max"}


def test_a_role_in_another_project_says_nothing(
    people: dict[str, User], article: Article, ben: User, ana: User
):
    make.member(make.project(ben), ana, Role.OWNER)
    thread = make.thread(article, ben)
    make.comment(thread, ben, "Well?")
    assert seeing(thread, people) == REVIEWING | {"ben"}
    assert read(thread, ana) == []


def test_a_member_of_another_project_sees_nothing(
    people: dict[str, User], article: Article, olga: User
):
    make.project(olga)
    assert "olga" not in seeing(make.thread(article, people["rita"]), people)


def test_comments_of_other_annotators_are_not_read_in_a_blind_project(
    people: dict[str, User], article: Article, blind: bool
):
    thread = make.thread(article, people["rita"], "one")
    for name in ("ana", "ben", "max"):
        make.comment(thread, people[name], name)
    everything = ["one", "ana", "ben", "max"]
    assert read(thread, people["ana"]) == (["one", "ana", "max"] if blind else everything)
    assert read(thread, people["ben"]) == (["one", "ben", "max"] if blind else everything)
    assert read(thread, people["rita"]) == everything

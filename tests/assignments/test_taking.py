"""Taking articles: each once, never more people than are wanted, in the order of the project."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import services as annotations
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.assignments.services.handing_out import Part
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Project
from tests import make
from tests.assignments.handing import articles, free, hand_out, take


def submit(article_id: int, by: User) -> None:
    annotations.submit(article_id=article_id, by=by)


def drain(project: Project, by: User) -> list[int]:
    """All that somebody gets who submits each at once."""
    got: list[int] = []
    while found := take(project, by, after=got[-1] if got else 0):
        got.append(found)
        submit(found, by)
    return got


def test_what_is_taken_is_an_open_set_and_logged(project: Project, max: User, ana: User):
    first, _ = articles(project, 2)
    hand_out(project, max)
    assert take(project, ana) == first.pk
    own = AnnotationSet.objects.get(owner=ana)
    assert (own.article_id, own.state, own.lapsed) == (first.pk, State.OPEN, None)
    logged = Event.objects.get(kind="assignment:taken")
    assert (logged.actor_id, logged.article_id, logged.subject) == (ana.pk, first.pk, str(own.pk))


def test_a_stranger_gets_nothing(project: Project, max: User, olga: User):
    articles(project, 1)
    hand_out(project, max)
    with pytest.raises(NotFound):
        take(project, olga)


def test_each_article_goes_to_as_many_as_are_wanted(
    project: Project, max: User, rita: User, ana: User, ben: User
):
    made = articles(project, 3)
    hand_out(project, max, annotators=2)
    assert drain(project, ana) == drain(project, ben) == [one.pk for one in made]
    assert drain(project, rita) == []


def test_as_imported_and_newest_first(project: Project, max: User, ana: User, ben: User):
    made = [one.pk for one in articles(project, 4)]
    hand_out(project, max, annotators=2)
    assert drain(project, ana) == made
    hand_out(project, max, annotators=2, order="newest")
    assert drain(project, ben) == made[::-1]


def test_at_random_comes_every_article_once(project: Project, max: User, ana: User, ben: User):
    made = [one.pk for one in articles(project, 12)]
    hand_out(project, max, annotators=2, order="random")
    one, other = drain(project, ana), drain(project, ben)
    assert sorted(one) == sorted(other) == made
    assert one != made


def test_what_has_waited_longest_comes_first(project: Project, max: User, ana: User, ben: User):
    first, second, third = (one.pk for one in articles(project, 3))
    hand_out(project, max, annotators=2, order="waiting")
    for one in (third, second):
        services.take(article_id=one, by=ana)
    assert drain(project, ben) == [third, second, first]


def test_own_work_comes_before_new_articles(project: Project, max: User, ana: User):
    first, _, third = (one.pk for one in articles(project, 3))
    hand_out(project, max)
    services.take(article_id=third, by=ana)
    assert take(project, ana) == third
    assert take(project, ana, after=third) == first
    submit(first, ana)
    assert take(project, ana, after=first) == third


def test_returned_work_comes_first(project: Project, max: User, ana: User):
    first, second = (one.pk for one in articles(project, 2))
    hand_out(project, max)
    assert [take(project, ana), take(project, ana, after=first)] == [first, second]
    AnnotationSet.objects.filter(article=second).update(state=State.RETURNED)
    assert take(project, ana) == second
    assert take(project, ana, after=second) == first


def test_nobody_gets_more_than_ten_without_finishing_one(project: Project, max: User, ana: User):
    articles(project, 12)
    hand_out(project, max)
    last = 0
    for _ in range(10):
        last = take(project, ana, after=last)
    held = set(Slot.objects.filter(annotator=ana).values_list("article", flat=True))
    assert (len(held), take(project, ana, after=last) in held) == (10, True)
    with pytest.raises(NotAllowed, match="10 unfinished"):
        services.take(article_id=next(one for one in _ids(project) if one not in held), by=ana)


def _ids(project: Project) -> list[int]:
    return list(project.articles.values_list("pk", flat=True))


def test_the_quota_counts_what_is_held_and_what_is_handed_in(
    project: Project, max: User, ana: User
):
    articles(project, 5)
    hand_out(project, max, {ana.pk: Part(takes=True, quota=2)})
    assert len(drain(project, ana)) == 2
    found = services.next_article(project_id=project.pk, by=ana)
    assert "as many as you may have" in found.reason


def test_who_takes_nothing_gets_nothing(project: Project, max: User, rita: User):
    (article,) = articles(project, 1)
    hand_out(project, max, {rita.pk: Part(takes=False, quota=None)})
    assert take(project, rita) is None
    with pytest.raises(NotAllowed, match="An owner can assign"):
        services.take(article_id=article.pk, by=rita)


def test_why_there_is_nothing(project: Project, max: User, ana: User, ben: User):
    def reason() -> str:
        return services.next_article(project_id=project.pk, by=ben).reason

    hand_out(project, max)
    assert "no articles yet" in reason()
    (article,) = articles(project, 1)
    services.fill(project_id=project.pk)
    assert take(project, ana) == article.pk
    assert "Nothing is free just now" in reason()
    submit(article.pk, ana)
    assert "as many people as it needs" in reason()
    hand_out(project, max, annotators=2)
    assert take(project, ben) == article.pk
    submit(article.pk, ben)
    hand_out(project, max, annotators=3)
    assert "You have had every article" in reason()


def test_an_article_is_taken_by_itself(project: Project, max: User, ana: User, ben: User):
    _first, second = articles(project, 2)
    hand_out(project, max)
    services.take(article_id=second.pk, by=ana)
    services.take(article_id=second.pk, by=ana)
    assert AnnotationSet.objects.filter(article=second).count() == 1
    with pytest.raises(NotAllowed, match="all the annotators"):
        services.take(article_id=second.pk, by=ben)


def test_nobody_marks_what_they_have_not_taken(project: Project, max: User, ana: User):
    (article,) = articles(project, 1)
    hand_out(project, max)
    with pytest.raises(NotAllowed, match="Take this article first"):
        submit(article.pk, ana)
    assert not AnnotationSet.objects.exists()


def test_giving_back_is_not_being_offered_it_again(
    project: Project, max: User, ana: User, ben: User
):
    first, second = (one.pk for one in articles(project, 2))
    hand_out(project, max)
    take(project, ana)
    services.give_back(article_id=first, by=ana)
    assert not AnnotationSet.objects.filter(article=first).exists()
    assert (take(project, ana), take(project, ben)) == (second, first)


def test_work_in_what_was_given_back_is_kept_for_whoever_takes_it_again(
    project: Project, max: User, ana: User
):
    (article,) = articles(project, 1)
    hand_out(project, max)
    take(project, ana)
    own = AnnotationSet.objects.filter(article=article, owner=ana)
    own.update(version=1, state=State.IN_PROGRESS)
    services.give_back(article_id=article.pk, by=ana)
    assert own.get().lapsed
    assert take(project, ana) is None
    services.take(article_id=article.pk, by=ana)
    assert (own.get().lapsed, own.get().state) == (None, State.IN_PROGRESS)


def test_what_is_handed_in_is_not_given_back(project: Project, max: User, ana: User):
    (article,) = articles(project, 1)
    hand_out(project, max)
    take(project, ana)
    submit(article.pk, ana)
    with pytest.raises(NotAllowed, match="handed in"):
        services.give_back(article_id=article.pk, by=ana)


def test_taking_costs_the_same_however_many_articles_there_are(
    project: Project, max: User, ana: User
):
    def cost(project: Project) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert take(project, ana)
        return len(queries)

    many = make.project(max)
    make.member(many, ana)
    for one, count in ((project, 2), (many, 60)):
        articles(one, count)
        hand_out(one, max, annotators=3)
    assert cost(project) == cost(many) == 5


def test_the_queue_looks_for_what_has_lapsed_before_it_says_no(
    project: Project, max: User, ana: User, ben: User
):
    (article,) = articles(project, 1)
    hand_out(project, max)
    take(project, ana)
    long_ago = timezone.now() - timedelta(hours=25)
    AnnotationSet.objects.update(updated=long_ago)
    Slot.objects.update(taken=long_ago)
    assert take(project, ben) == article.pk
    assert free(project) == 0

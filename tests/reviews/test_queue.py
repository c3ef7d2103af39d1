"""What waits for reviewers."""

import pytest

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.assignments.models import Slot
from annotator.projects.models import Project
from annotator.reviews import returning
from annotator.reviews.adjudication import services as adjudication
from annotator.reviews.queue import queries
from annotator.reviews.queue.parts import Part
from tests import make


def articles(project: Project, part: Part, by: User) -> list[int]:
    return [row.article for row in queries.listed(project, part, by)]


def parts_with(project: Project, by: User, article: Article) -> set[Part]:
    return {part for part in Part if article.pk in articles(project, part, by)}


def hand_in(article: Article, *people: User) -> AnnotationSet:
    sets = [make.annotation_set(article, one, state=State.SUBMITTED) for one in people]
    return sets[-1]


def free_slot(article: Article) -> Slot:
    return Slot.objects.create(project=article.project, article=article, number=1, shuffle=0)


def seen(one: AnnotationSet, by: User) -> dict[str, object]:
    version = AnnotationSet.objects.get(pk=one.pk).version
    return {"set_id": one.pk, "by": by, "version": version}


def test_an_article_that_nobody_touched(project: Project, article: Article, rita: User):
    assert parts_with(project, rita, article) == set()


def test_what_two_handed_in_is_ready(
    project: Project, article: Article, ana: User, ben: User, rita: User
):
    hand_in(article, ana, ben)
    assert parts_with(project, rita, article) == {Part.READY}


def test_while_a_third_is_at_it_it_is_early(
    project: Project, article: Article, ana: User, ben: User, max: User, rita: User
):
    hand_in(article, ana, ben)
    make.annotation_set(article, max, state=State.IN_PROGRESS)
    assert parts_with(project, rita, article) == {Part.EARLY}


def test_whose_work_lapsed_is_not_waited_for(
    project: Project, article: Article, ana: User, ben: User, max: User, rita: User
):
    last = hand_in(article, ana, ben)
    make.annotation_set(article, max, state=State.IN_PROGRESS, lapsed=last.created)
    assert parts_with(project, rita, article) == {Part.READY}


def test_while_a_third_is_wanted_it_is_early(
    project: Project, article: Article, ana: User, ben: User, rita: User
):
    hand_in(article, ana, ben)
    free_slot(article)
    assert parts_with(project, rita, article) == {Part.EARLY}


def test_how_many_have_handed_in(
    project: Project, article: Article, ana: User, ben: User, rita: User
):
    hand_in(article, ana, ben)
    free_slot(article)
    (row,) = queries.listed(project, Part.EARLY, rita)
    assert (row.finished, row.wanted) == (2, 3)


def test_the_work_of_one_is_for_spot_review(
    project: Project, article: Article, ana: User, rita: User
):
    hand_in(article, ana)
    assert parts_with(project, rita, article) == {Part.SPOT}


def test_the_work_of_one_when_another_is_at_it(
    project: Project, article: Article, ana: User, ben: User, rita: User
):
    hand_in(article, ana)
    make.annotation_set(article, ben, state=State.OPEN)
    assert parts_with(project, rita, article) == set()


def test_the_work_of_one_when_another_is_wanted(
    project: Project, article: Article, ana: User, rita: User
):
    hand_in(article, ana)
    free_slot(article)
    assert parts_with(project, rita, article) == set()


def test_imported_work_of_one(project: Project, article: Article, rita: User):
    make.annotation_set(article, None, kind=Kind.IMPORTED, name="zoe", state=State.SUBMITTED)
    (row,) = queries.listed(project, Part.SPOT, rita)
    assert row.name == "zoe"


def test_ones_own_work_is_for_others(project: Project, article: Article, rita: User, max: User):
    hand_in(article, rita)
    assert parts_with(project, rita, article) == set()
    assert parts_with(project, max, article) == {Part.SPOT}


def test_ones_own_work_where_the_project_allows_it(project: Project, article: Article, rita: User):
    project.reviews_own = True
    hand_in(article, rita)
    assert parts_with(project, rita, article) == {Part.SPOT}


@pytest.mark.parametrize("share", [0, 30, 100])
def test_the_share_for_spot_review(project: Project, ana: User, rita: User, share: int):
    for n in range(200):
        hand_in(make.article(project, f"{n}"), ana)
    project.spot_share = share
    found = queries.counted(project, (Part.SPOT, Part.REST), rita)
    assert found[Part.SPOT] + found[Part.REST] == 200
    assert found[Part.SPOT] / 200 == pytest.approx(share / 100, abs=0.12 if share == 30 else 0)


def test_a_larger_share_keeps_what_a_smaller_one_has(project: Project, ana: User, rita: User):
    for n in range(40):
        hand_in(make.article(project, f"{n}"), ana)
    project.spot_share = 20
    fewer = articles(project, Part.SPOT, rita)
    project.spot_share = 60
    assert set(fewer) < set(articles(project, Part.SPOT, rita))


def test_what_came_back_is_always_looked_at(
    project: Project, article: Article, ana: User, rita: User
):
    project.spot_share = 0
    one = hand_in(article, ana)
    returning.return_(**seen(one, rita), reason="error")
    assert parts_with(project, rita, article) == {Part.RETURNED}
    AnnotationSet.objects.filter(pk=one.pk).update(state=State.SUBMITTED, submitted=one.submitted)
    assert parts_with(project, rita, article) == {Part.SPOT}


def test_why_it_was_returned(project: Project, article: Article, ana: User, rita: User):
    returning.return_(**seen(hand_in(article, ana), rita), reason="edge", note="See page 3")
    (row,) = queries.listed(project, Part.RETURNED, rita)
    assert (row.reason, row.note, row.name) == ("edge", "See page 3", "Ana Lind")


def test_what_is_accepted_is_done(project: Project, article: Article, ana: User, rita: User):
    returning.accept(**seen(hand_in(article, ana), rita))
    assert parts_with(project, rita, article) == set()


def test_an_acceptance_that_was_taken_back(
    project: Project, article: Article, ana: User, rita: User
):
    one = hand_in(article, ana)
    returning.accept(**seen(one, rita))
    returning.reconsider(**seen(one, rita))
    assert parts_with(project, rita, article) == {Part.SPOT}


def test_who_adjudicates(
    project: Project, article: Article, ana: User, ben: User, rita: User, max: User
):
    hand_in(article, ana, ben)
    adjudication.start(article_id=article.pk, by=max)
    assert parts_with(project, rita, article) == {Part.UNDER_WAY}
    assert queries.listed(project, Part.UNDER_WAY, rita)[0].name == "max"


def test_what_is_handed_in_later(
    project: Project, article: Article, ana: User, ben: User, rita: User
):
    returning.accept(**seen(hand_in(article, ana), rita))
    hand_in(article, ben)
    assert parts_with(project, rita, article) == {Part.LATE}


def test_other_projects_are_not_shown(article: Article, ana: User, rita: User, max: User):
    hand_in(article, ana)
    other = make.project(max)
    assert {part for part in Part if articles(other, part, max)} == set()


def test_pages_go_on_after_the_last(project: Project, ana: User, rita: User):
    for n in range(5):
        hand_in(make.article(project, f"{n}"), ana)
    first = queries.listed(project, Part.SPOT, rita, size=3)
    second = queries.listed(project, Part.SPOT, rita, after=first[-1].key, size=3)
    assert len({row.article for row in first + second}) == 5


def test_the_next_to_review_comes_round(project: Project, ana: User, rita: User):
    sets = [hand_in(make.article(project, f"{n}"), ana) for n in range(3)]
    last = sets[-1].article_id
    assert queries.next_to_review(project, rita, after=sets[0].article_id) == sets[1]
    assert queries.next_to_review(project, rita, after=last) == sets[0]

"""What waits for somebody, in all their projects."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.projects.models import Project, Role
from annotator.reviews.comments import services, waiting
from annotator.reviews.models import Objection, Review, Thread
from annotator.reviews.queue.parts import Part
from annotator.reviews.queue.queries import counted_everywhere
from annotator.schemes.models import Label
from tests import make


@pytest.fixture
def own(article: Article, ana: User) -> AnnotationSet:
    return make.annotation_set(article, ana)


def whys(by: User) -> list[str]:
    return [one["why"] for one in waiting.threads(by)]


def about(one: AnnotationSet, label: Label) -> dict[str, object]:
    return {"set": one, "annotation": make.annotation(one, label, (4, 12)).uid}


def page(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/waiting/").content.decode()


def test_a_mention_waits(article: Article, rita: User, ana: User):
    services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    assert whys(ana) == ["mentioned"]


def test_a_mention_that_was_answered_waits_no_more(article: Article, rita: User, ana: User):
    thread = services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    services.comment(thread_id=thread.pk, by=ana, text="Yes.")
    assert whys(ana) == []


def test_an_answer_waits_for_who_asked(article: Article, rita: User, ana: User):
    thread = services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    services.comment(thread_id=thread.pk, by=ana, text="Yes.")
    assert whys(rita) == ["answered"]


def test_named_again_after_an_answer(article: Article, rita: User, ana: User):
    thread = services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    services.comment(thread_id=thread.pk, by=ana, text="Yes.")
    services.comment(thread_id=thread.pk, by=rita, text="@ana, really?")
    assert whys(ana) == ["mentioned"]


def test_what_is_resolved_waits_for_nobody(article: Article, rita: User, ana: User):
    thread = services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    services.resolve(thread_id=thread.pk, by=rita)
    assert whys(ana) == []


def test_what_is_about_ones_annotations_waits(
    article: Article, own: AnnotationSet, claim: Label, rita: User, ana: User
):
    make.thread(article, rita, **about(own, claim))
    assert whys(ana) == ["yours"]


def test_what_one_said_oneself_does_not_wait(
    article: Article, own: AnnotationSet, claim: Label, ana: User
):
    make.thread(article, ana, **about(own, claim))
    assert whys(ana) == []


def test_a_question_waits_for_reviewers(article: Article, ana: User, rita: User, max: User):
    make.thread(article, ana)
    assert (whys(rita), whys(max)) == (["question"], ["question"])


def test_a_question_that_a_reviewer_answered_waits_for_no_other(
    article: Article, ana: User, rita: User, max: User
):
    make.comment(make.thread(article, ana), rita)
    assert (whys(rita), whys(max), whys(ana)) == ([], [], ["answered"])


def test_what_a_reviewer_says_to_everybody_waits_for_nobody(
    article: Article, rita: User, max: User, ana: User
):
    make.thread(article, rita)
    assert (whys(max), whys(ana)) == ([], [])


def test_a_comment_that_was_taken_back_waits_no_more(article: Article, rita: User, ana: User):
    thread = services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    services.take_back(comment_id=thread.comments.get().pk, by=rita)
    assert whys(ana) == []


def test_what_other_annotators_say_waits_for_nobody_in_a_blind_project(
    article: Article, rita: User, ana: User, ben: User
):
    thread = make.thread(article, rita, "All?")
    make.comment(thread, ana, "Yes.")
    make.comment(thread, ben, "No. @ana", ana)
    assert whys(ana) == []


def test_who_has_left_has_nothing_to_do(article: Article, rita: User, ana: User):
    services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    ana.memberships.all().delete()
    assert waiting.number(ana) == 0


def returned(one: AnnotationSet, by: User) -> None:
    AnnotationSet.objects.filter(pk=one.pk).update(state=State.RETURNED)
    Review.objects.create(
        set=one, outcome="returned", reason="error", note="Look again.", by=by, at=timezone.now()
    )


def test_work_that_came_back(own: AnnotationSet, rita: User, ana: User):
    returned(own, rita)
    assert "Look again." in page(ana)
    assert "Annotator’s error" in page(ana)


def test_work_that_came_back_waits_for_its_owner_only(own: AnnotationSet, rita: User, ben: User):
    returned(own, rita)
    assert waiting.number(ben) == waiting.number(rita) == 0


@pytest.fixture
def objection(own: AnnotationSet) -> Objection:
    return Objection.objects.create(set=own, cluster=uuid4(), text="No.", at=timezone.now())


def objections(by: User) -> int:
    """How many the number counts, and the queues: it is the same."""
    found = waiting.objections(by).count()
    assert sum(n for _project, _part, n in counted_everywhere([Part.OBJECTIONS], by)) == found
    return found


def test_an_objection_waits_for_reviewers(objection: Objection, rita: User):
    assert objections(rita) == 1


def test_an_objection_does_not_wait_for_annotators(objection: Objection, ana: User, ben: User):
    assert objections(ana) == objections(ben) == 0


def test_an_objection_of_ones_own_waits_for_others(
    objection: Objection, project: Project, ana: User
):
    project.memberships.filter(user=ana).update(role=Role.REVIEWER)
    assert objections(ana) == 0


def test_an_objection_of_ones_own_waits_where_reviewers_review_their_own(
    objection: Objection, project: Project, ana: User
):
    project.memberships.filter(user=ana).update(role=Role.REVIEWER)
    Project.objects.update(reviews_own=True)
    assert objections(ana) == 1


def test_an_objection_that_was_answered_waits_no_more(objection: Objection, rita: User):
    Objection.objects.update(upheld=True, answered=timezone.now(), answered_by=rita)
    assert objections(rita) == 0


def test_articles_to_review_are_counted_by_project(
    project: Project, article: Article, ana: User, ben: User, rita: User
):
    for one in (ana, ben):
        make.annotation_set(article, one, state=State.SUBMITTED)
    other = make.article(make.project(rita))
    make.annotation_set(other, ana, state=State.SUBMITTED)
    shown = page(rita)
    assert "Ready to adjudicate: 1" in shown
    assert "Spot review: 1" in shown


def test_articles_to_review_are_nothing_to_annotators(article: Article, ana: User, ben: User):
    for one in (ana, ben):
        make.annotation_set(article, one, state=State.SUBMITTED)
    assert "Ready to adjudicate" not in page(ana)


def test_the_number_is_of_everything(
    article: Article, own: AnnotationSet, rita: User, ana: User, claim: Label
):
    returned(own, rita)
    make.thread(article, rita, **about(own, claim))
    services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    assert waiting.number(ana) == 3


def test_the_number_is_one_query(article: Article, ana: User, django_assert_num_queries):
    with django_assert_num_queries(1):
        waiting.number(ana)


def test_the_number_is_in_the_header(article: Article, rita: User, ana: User):
    services.open_thread(article_id=article.pk, by=rita, text="@ana?")
    assert '<span class="waiting-count">1</span>' in page(ana)


def test_nothing_waits(project: Project, ana: User):
    assert "Nothing waits for you." in page(ana)


def test_a_blind_list_names_no_other_annotator(
    project: Project, article: Article, rita: User, ana: User, ben: User
):
    thread = make.thread(article, ben, "secret")
    make.comment(thread, rita, "@ana and @ben: here", ana, ben)
    shown = page(ana)
    assert ": here" in shown
    assert "secret" not in shown
    assert "ben" not in shown


def test_the_list_costs_the_same_for_one_row_and_for_twenty(
    project: Project, claim: Label, ana: User, rita: User, ben: User
):
    def cost() -> int:
        client = Client()
        client.force_login(ana)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/waiting/").status_code == 200
        return len(captured)

    def more(number: int) -> None:
        for n in range(number):
            other = make.project(ben)
            make.member(other, ana, Role.REVIEWER)
            article = make.article(other, f"{make.TEXT} {n} {number}")
            make.thread(article, ben, "@ana?")
            foreign = make.annotation_set(article, ben)
            Objection.objects.create(set=foreign, cluster=uuid4(), text="No", at=timezone.now())
            mine = make.article(project, f"{make.TEXT} {n} {number}")
            returned(make.annotation_set(mine, ana), rita)

    more(1)
    once = cost()
    more(20)
    assert cost() == once <= 12
    assert Thread.objects.count() == 21

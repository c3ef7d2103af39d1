"""The page of one person's annotations, and the verdict that is sent from it."""

from typing import Any

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews import returning
from annotator.reviews.models import Review
from annotator.schemes.models import Label, RelationType
from tests import make


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(one: AnnotationSet) -> str:
    return f"/articles/{one.article_id}/sets/{one.pk}/"


def status(one: AnnotationSet, by: User) -> int:
    return signed_in(by).get(address(one)).status_code


def page(one: AnnotationSet, by: User) -> Any:
    answer = signed_in(by).get(address(one))
    assert answer.status_code == 200
    return answer.context["page"]


def html(one: AnnotationSet, by: User) -> str:
    return signed_in(by).get(address(one)).content.decode()


def judge(one: AnnotationSet, by: User, verdict: str, **more: str) -> Any:
    version = AnnotationSet.objects.get(pk=one.pk).version
    sent = {"verdict": verdict, "version": version} | more
    return signed_in(by).post(f"/sets/{one.pk}/verdict/", sent)


@pytest.fixture
def handed_in(article: Article, ana: User, claim: Label, speaker: Label, said_by: RelationType):
    """Ana's set: a claim, said by a speaker."""
    made = make.annotation_set(article, ana, state=State.SUBMITTED)
    said = make.annotation(made, claim, (0, 20), note="Why?")
    make.relation(said_by, said, make.annotation(made, speaker, (4, 12)))
    return made


def open_project(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(blind=False)


def test_text_and_cards_are_shown(handed_in: AnnotationSet, rita: User):
    shown = html(handed_in, rita)
    assert 'class="seg l' in shown
    assert all(words in shown for words in ("Why?", "said by", "minister"))


def test_nothing_can_be_edited(handed_in: AnnotationSet, rita: User):
    assert "annotations/" not in html(handed_in, rita).replace("static/", "")


def test_owners_see_whose_it_is(handed_in: AnnotationSet, max: User):
    assert page(handed_in, max).name == "Ana Lind"


def test_reviewers_see_no_name_in_a_blind_project(handed_in: AnnotationSet, rita: User):
    assert "Ana Lind" not in html(handed_in, rita)


def test_reviewers_see_the_name_in_an_open_project(
    handed_in: AnnotationSet, project: Project, rita: User
):
    open_project(project)
    assert page(handed_in, rita).name == "Ana Lind"


def test_ones_own_set(handed_in: AnnotationSet, ana: User):
    found = page(handed_in, ana)
    assert (found.name, found.has_verdict) == ("Your annotations", False)


def test_another_annotators_set_is_not_there(handed_in: AnnotationSet, ben: User):
    assert status(handed_in, ben) == 404


def test_nor_in_an_open_project_before_one_has_handed_in(
    handed_in: AnnotationSet, project: Project, ben: User
):
    open_project(project)
    make.annotation_set(handed_in.article, ben, state=State.IN_PROGRESS)
    assert status(handed_in, ben) == 404


def test_in_an_open_project_after_one_has_handed_in(
    handed_in: AnnotationSet, project: Project, ben: User
):
    open_project(project)
    make.annotation_set(handed_in.article, ben, state=State.SUBMITTED)
    assert status(handed_in, ben) == 200


@pytest.mark.parametrize("state", [State.IN_PROGRESS, State.RETURNED])
def test_what_is_not_handed_in_is_not_shown_to_other_annotators(
    article: Article, project: Project, ana: User, ben: User, state: State
):
    open_project(project)
    make.annotation_set(article, ben, state=State.SUBMITTED)
    assert status(make.annotation_set(article, ana, state=state), ben) == 404


def test_gold_that_is_not_finished_is_not_shown_to_annotators(
    article: Article, project: Project, rita: User, ben: User
):
    open_project(project)
    make.annotation_set(article, ben, state=State.SUBMITTED)
    gold = make.annotation_set(article, rita, kind=Kind.GOLD, state=State.IN_PROGRESS)
    assert status(gold, ben) == 404


def test_strangers_learn_nothing(handed_in: AnnotationSet, olga: User):
    assert status(handed_in, olga) == 404


def test_a_set_of_another_article_is_not_there(handed_in: AnnotationSet, rita: User):
    other = make.article(handed_in.article.project, "Another text")
    answer = signed_in(rita).get(f"/articles/{other.pk}/sets/{handed_in.pk}/")
    assert answer.status_code == 404


def test_accepting_leads_to_the_next(handed_in: AnnotationSet, ana: User, rita: User):
    article = make.article(handed_in.article.project, "Another text")
    following = make.annotation_set(article, ana, state=State.SUBMITTED)
    answer = judge(handed_in, rita, "accept", note="Good")
    assert answer["Location"] == address(following)
    assert Review.objects.get(set=handed_in).note == "Good"


def test_accepting_the_last_leads_to_the_queue(handed_in: AnnotationSet, rita: User):
    assert judge(handed_in, rita, "accept")["Location"] == "/projects/floods/review/"


def test_returning_without_saying_why_shows_the_page_again(handed_in: AnnotationSet, rita: User):
    answer = judge(handed_in, rita, "return")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


def test_returning_with_a_reason(handed_in: AnnotationSet, rita: User):
    judge(handed_in, rita, "return", reason="error")
    assert AnnotationSet.objects.get(pk=handed_in.pk).state == State.RETURNED


def test_fixing_leads_to_the_gold_workbench(handed_in: AnnotationSet, rita: User):
    answer = judge(handed_in, rita, "fix")
    assert answer["Location"] == f"/articles/{handed_in.article_id}/gold/"


def test_taking_back_stays(handed_in: AnnotationSet, rita: User):
    judge(handed_in, rita, "accept")
    assert judge(handed_in, rita, "reconsider")["Location"] == address(handed_in)


def test_a_set_that_has_changed_since(handed_in: AnnotationSet, rita: User):
    sent = {"verdict": "accept", "version": "99"}
    answer = signed_in(rita).post(f"/sets/{handed_in.pk}/verdict/", sent)
    assert answer.status_code == 409


def test_a_verdict_on_nothing(rita: User, project: Project):
    assert signed_in(rita).post("/sets/999/verdict/", {"verdict": "x"}).status_code == 404


def test_several_sets_are_adjudicated(handed_in: AnnotationSet, ben: User, rita: User):
    make.annotation_set(handed_in.article, ben, state=State.SUBMITTED)
    found = page(handed_in, rita)
    assert (found.several, found.can_accept, found.can_return) == (True, False, True)


def test_reviewers_do_not_judge_themselves(article: Article, rita: User):
    found = page(make.annotation_set(article, rita, state=State.SUBMITTED), rita)
    assert not found.has_verdict


def test_why_it_was_returned_is_shown_to_its_annotator(
    handed_in: AnnotationSet, ana: User, rita: User
):
    judge(handed_in, rita, "return", note="The quotation ends earlier.")
    assert "The quotation ends earlier." in html(handed_in, ana)


@pytest.mark.parametrize("many", [1, 20])
def test_queries(
    handed_in: AnnotationSet, rita: User, claim: Label, many: int, django_assert_max_num_queries
):
    for n in range(many):
        make.annotation(handed_in, claim, (n, n + 5))
    client = signed_in(rita)
    with django_assert_max_num_queries(12):
        client.get(address(handed_in))


def test_the_queue_shows_each_part(
    handed_in: AnnotationSet, ben: User, rita: User, project: Project, ana: User
):
    several = make.article(project, "Another text", title="By two")
    for person in (ana, ben):
        make.annotation_set(several, person, state=State.SUBMITTED)
    shown = signed_in(rita).get("/projects/floods/review/").content.decode()
    assert all(words in shown for words in ("Ready to adjudicate", "By two", "Spot review"))


def test_the_queue_shows_reviewers_no_names_in_a_blind_project(
    handed_in: AnnotationSet, rita: User, max: User
):
    shown = {
        user: "Ana Lind" in signed_in(user).get("/projects/floods/review/").content.decode()
        for user in (rita, max)
    }
    assert shown == {rita: False, max: True}


def test_an_empty_queue_says_so(project: Project, rita: User):
    shown = signed_in(rita).get("/projects/floods/review/").content.decode()
    assert "will wait here" in shown


def test_one_part_alone_is_paged(project: Project, ana: User, rita: User):
    for n in range(60):
        article = make.article(project, f"{n}")
        make.annotation_set(article, ana, state=State.SUBMITTED)
    client = signed_in(rita)
    first = client.get("/projects/floods/review/?part=spot").context["page"].sections[0]
    rest = client.get(f"/projects/floods/review/?part=spot&after={first.after}")
    second = rest.context["page"].sections[0]
    assert (len(first.rows), len(second.rows), second.after) == (50, 10, 0)


@pytest.mark.parametrize("query", ["?part=nothing", "?part=rest", "?after=x", "?after=-1"])
def test_what_can_not_be_asked(project: Project, rita: User, query: str):
    assert signed_in(rita).get(f"/projects/floods/review/{query}").status_code == 200


def test_owners_accept_what_was_not_sampled(handed_in: AnnotationSet, project: Project, max: User):
    Project.objects.filter(pk=project.pk).update(spot_share=0)
    client = signed_in(max)
    assert "was not sampled" in client.get("/projects/floods/review/").content.decode()
    client.post("/projects/floods/review/unseen/")
    assert AnnotationSet.objects.get(pk=handed_in.pk).state == State.ACCEPTED


@pytest.mark.parametrize("many", [1, 20])
def test_queries_of_the_queue(
    project: Project, ana: User, ben: User, rita: User, many: int, django_assert_max_num_queries
):
    for n in range(many):
        article, other, third = (make.article(project, f"{n} {m}") for m in range(3))
        make.annotation_set(article, ana, state=State.SUBMITTED)
        make.annotation_set(other, ana, state=State.SUBMITTED)
        make.annotation_set(other, ben, state=State.SUBMITTED)
        back = make.annotation_set(third, ana, state=State.SUBMITTED)
        returning.return_(set_id=back.pk, by=rita, version=0, reason="error")
    client = signed_in(rita)
    with django_assert_max_num_queries(12):
        client.get("/projects/floods/review/")

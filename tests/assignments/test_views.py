"""Handing out over HTTP: on from article to article, taking, giving back, and the owner's pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.assignments.services import Part
from annotator.projects.models import Membership, Project
from annotator.schemes.models import Label
from tests import make
from tests.annotations.doing import mark
from tests.assignments.handing import articles, free, hand_out, take

WORK = "/projects/floods/work/"
SETTINGS = f"{WORK}settings/"
NEXT = "/projects/floods/next/"
FRAGMENTS = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html(client: Client, path: str) -> str:
    return client.get(path, follow=True).content.decode()


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.fixture
def ids(project: Project, max: User) -> list[int]:
    """Three articles, each for one."""
    made = [one.pk for one in articles(project, 3)]
    hand_out(project, max)
    return made


def test_annotating_begins_with_an_article_from_the_queue(ids: list[int], ana: User, ben: User):
    assert signed_in(ana).get(NEXT).url == f"/articles/{ids[0]}/"
    assert signed_in(ben).get(NEXT).url == f"/articles/{ids[1]}/"


def test_submitting_leads_to_the_next(ids: list[int], ana: User):
    client = signed_in(ana)
    client.get(NEXT)
    answer = client.post(f"/articles/{ids[0]}/submission/", headers=FRAGMENTS)
    assert f'data-next="/articles/{ids[1]}/"' in answer.content.decode()
    assert Slot.objects.get(annotator=ana, article=ids[1])


def test_at_the_end_stands_why(ids: list[int], ana: User):
    client = signed_in(ana)
    client.get(NEXT)
    for one in ids:
        answer = client.post(f"/articles/{one}/submission/")
    assert answer.url == "/projects/floods/"
    assert "as many people as it needs" in html(client, answer.url)


def test_nobody_s_article_is_read_only_with_a_button(ids: list[int], ana: User):
    page = html(signed_in(ana), f"/articles/{ids[2]}/")
    assert f'action="/articles/{ids[2]}/taking/"' in page
    assert "You don’t hold this article" in page
    assert 'data-command="submit"' not in page.split("<dialog")[0]


def test_the_button_makes_it_one_s_own(ids: list[int], ana: User):
    client = signed_in(ana)
    answer = client.post(f"/articles/{ids[2]}/taking/")
    page = html(client, answer.url)
    assert "You don’t hold this article" not in page
    assert f'action="/articles/{ids[2]}/submission/"' in page
    assert f'action="/articles/{ids[2]}/giving-back/"' in page


def test_somebody_else_s_says_why_it_can_t_be_taken(ids: list[int], ana: User, ben: User):
    services.take(article_id=ids[0], by=ben)
    page = html(signed_in(ana), f"/articles/{ids[0]}/")
    assert "all the annotators that it needs" in page
    assert "/taking/" not in page
    assert signed_in(ana).post(f"/articles/{ids[0]}/taking/").status_code == 403


def test_lapsed_work_is_shown_and_can_be_taken_again(
    ids: list[int], project: Project, ana: User, claim: Label
):
    services.take(article_id=ids[0], by=ana)
    mark(project.articles.get(pk=ids[0]), ana, claim, "Text")
    AnnotationSet.objects.update(lapsed=timezone.now())
    Slot.objects.filter(annotator=ana).update(annotator=None, taken=None)
    page = html(signed_in(ana), f"/articles/{ids[0]}/")
    assert "Your work in it is kept" in page
    assert "Take it again" in page
    assert "card-quote" in page


def test_marking_what_one_does_not_hold_is_refused(ids: list[int], ana: User, claim: Label):
    data = {"step": uuid4(), "uid": uuid4(), "label": claim.pk, "fragments": "0-4", "quote": "Text"}
    answer = signed_in(ana).post(f"/articles/{ids[0]}/annotations/", data, headers=FRAGMENTS)
    assert answer.status_code == 403
    assert "Take this article first" in answer.content.decode()
    assert not AnnotationSet.objects.exists()


def test_giving_back_leads_to_the_project(ids: list[int], ana: User, project: Project):
    client = signed_in(ana)
    client.get(NEXT)
    answer = client.post(f"/articles/{ids[0]}/giving-back/")
    assert (answer.url, free(project)) == ("/projects/floods/", 3)


def test_the_queue_beside_the_text_is_one_s_own(ids: list[int], ana: User, ben: User):
    services.take(article_id=ids[0], by=ana)
    services.take(article_id=ids[1], by=ben)
    services.take(article_id=ids[2], by=ana)
    AnnotationSet.objects.filter(article=ids[2]).update(state=State.RETURNED)
    page = signed_in(ana).get(f"/articles/{ids[0]}/").context["page"]
    assert [one.id for one in page.neighbours] == [ids[2], ids[0]]
    assert page.next == f"{NEXT}?after={ids[0]}"


def test_progress_has_what_was_returned_first(ids: list[int], project: Project, ana: User):
    services.take(article_id=ids[0], by=ana)
    services.take(article_id=ids[1], by=ana)
    AnnotationSet.objects.filter(article=ids[1]).update(state=State.RETURNED)
    page = html(signed_in(ana), f"/articles/{ids[0]}/")
    assert "1 returned</strong>, 0 done, 1 in hand" in page
    Membership.objects.filter(user=ana).update(quota=5)
    assert "0 of 5 done, 1 in hand" in html(signed_in(ana), f"/articles/{ids[0]}/")


def test_a_page_costs_the_same_however_much_one_holds(
    project: Project, max: User, ana: User, ids: list[int]
):
    client = signed_in(ana)
    services.take(article_id=ids[0], by=ana)
    few = cost(client, f"/articles/{ids[0]}/")
    articles(project, 20)
    services.fill(project_id=project.pk)
    services.assign_some(by=max, project=project, person_id=ana.pk, count=20)
    assert cost(client, f"/articles/{ids[0]}/") == few


def test_the_list_of_work_costs_the_same_for_one_and_for_twenty(
    project: Project, max: User, ana: User, ids: list[int]
):
    client = signed_in(max)
    take(project, ana)
    few = [cost(client, WORK), cost(client, f"{WORK}?list=free")]
    articles(project, 20)
    services.fill(project_id=project.pk)
    services.assign_some(by=max, project=project, person_id=ana.pk, count=10)
    assert [cost(client, WORK), cost(client, f"{WORK}?list=free")] == few
    assert few[0] <= 11


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [0, 1]),
        ("?state=open", [0]),
        ("?state=in_progress", [1]),
        ("?state=submitted", [2]),
        ("?state=stuck", [1]),
        ("?state=lapsed", []),
        ("?state=junk&person=junk&after=x", [0, 1]),
    ],
)
def test_the_list_by_state(
    project: Project, max: User, ana: User, ids: list[int], query: str, expected: list[int]
):
    services.assign(by=max, project=project, person_id=ana.pk, articles=ids)
    half = timezone.now() - timedelta(hours=13)
    own = AnnotationSet.objects.filter(owner=ana)
    own.filter(article=ids[1]).update(state=State.IN_PROGRESS, created=half, updated=half)
    own.filter(article=ids[2]).update(state=State.SUBMITTED, submitted=timezone.now())
    rows = signed_in(max).get(WORK + query).context["page"].rows.rows
    assert {row["article"] for row in rows} == {ids[n] for n in expected}


def test_the_list_of_a_person(project: Project, max: User, ana: User, ben: User, ids: list[int]):
    take(project, ana)
    take(project, ben)
    rows = signed_in(max).get(f"{WORK}?person={ben.pk}").context["page"].rows.rows
    assert [row["who"] for row in rows] == ["ben"]


def test_articles_with_free_places_are_assigned_by_boxes(
    project: Project, max: User, ana: User, ids: list[int]
):
    client = signed_in(max)
    rows = client.get(f"{WORK}?list=free").context["page"].rows.rows
    assert [row["id"] for row in rows] == ids
    data = {"action": "assign", "person": ana.pk, "chosen": ids[1:]}
    answer = client.post(f"{WORK}?list=free", data, follow=True)
    assert "2 articles assigned." in answer.content.decode()
    assert set(Slot.objects.filter(annotator=ana).values_list("article", flat=True)) == {*ids[1:]}


@pytest.mark.parametrize("data", [{}, {"count": "1", "uids": "a"}, {"uids": "nowhere"}])
def test_a_form_says_what_is_wrong(max: User, ana: User, ids: list[int], data: dict[str, str]):
    answer = signed_in(max).post(WORK, {"action": "assign", "person": ana.pk} | data)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_articles_are_assigned_by_their_ids(project: Project, max: User, ana: User, ids: list[int]):
    uid = project.articles.get(pk=ids[2]).uid
    signed_in(max).post(WORK, {"action": "assign", "person": ana.pk, "uids": f" {uid} \n"})
    assert Slot.objects.get(annotator=ana).article_id == ids[2]


@pytest.mark.parametrize("action", ["release", "unassign"])
def test_the_chosen_go_back(project: Project, max: User, ana: User, ids: list[int], action: str):
    services.assign(by=max, project=project, person_id=ana.pk, articles=ids)
    sets = AnnotationSet.objects.filter(article__in=ids[:2]).values_list("pk", flat=True)
    answer = signed_in(max).post(WORK, {"action": action, "sets": list(sets)}, follow=True)
    assert "2 articles went back to the queue." in answer.content.decode()
    assert free(project) == 2


def test_settings_are_changed_and_shown(project: Project, max: User, ana: User):
    client = signed_in(max)
    data = {
        "annotators": "3",
        "extra_share": "15",
        "order": "random",
        "lease_hours": "48",
        f"takes-{max.pk}": "on",
        f"quota-{ana.pk}": "7",
    }
    assert client.post(SETTINGS, data).url == WORK
    project.refresh_from_db()
    assert (project.annotators, project.order, project.blind) == (3, "random", False)
    assert Membership.objects.get(user=ana).quota == 7
    assert not Membership.objects.get(user=ana).takes
    assert 'value="48"' in html(client, SETTINGS)
    assert 'value="7"' in html(client, SETTINGS)


def test_settings_out_of_range_say_so(project: Project, max: User):
    data = {"annotators": "21", "extra_share": "101", "order": "x", "lease_hours": "0"}
    answer = signed_in(max).post(SETTINGS, data)
    assert (answer.status_code, answer.content.decode().count("errorlist")) == (422, 4)


def test_settings_cost_the_same_for_five_members_and_for_twenty(project: Project, max: User):
    client = signed_in(max)
    few = cost(client, SETTINGS)
    for n in range(20):
        make.member(project, make.user(f"person{n}"))
    assert cost(client, SETTINGS) == few
    hand_out(project, max, {max.pk: Part(takes=True, quota=3)})
    assert cost(client, SETTINGS) == few

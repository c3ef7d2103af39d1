"""The desk over HTTP: fragments for scripts, pages for forms, nothing for who may not look."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews.adjudication import queries, services
from annotator.reviews.adjudication.settling import Choice
from annotator.reviews.models import Decision
from annotator.schemes.models import Label
from tests import make
from tests.reviews.adjudication import team

FRAGMENTS = {"HX-Request": "true"}
CLAIM = "more than 1,200 people had left"


@pytest.fixture
def text(project: Project) -> Article:
    return team.article(project)


@pytest.fixture
def sets(text: Article, ana: User, ben: User, claim: Label) -> list[AnnotationSet]:
    """Two that differ in borders, and in what is there at all."""
    made = [team.submitted(text, ana), team.submitted(text, ben)]
    team.mark(made[0], claim, CLAIM)
    team.mark(made[1], claim, "that more than 1,200 people had left")
    team.mark(made[0], claim, "We will go on")
    return made


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def client(rita: User) -> Client:
    return signed_in(rita)


def address(article: Article, name: str = "adjudication") -> str:
    return reverse(f"reviews:{name}", args=[article.pk])


def html_of(client: Client, article: Article, query: str = "") -> str:
    return client.get(address(article) + query).content.decode()


def cluster(article: Article, by: User, words: str) -> UUID:
    return team.conflict(article, by, words).cluster


def decide(client: Client, article: Article, of: UUID, **data: object) -> HttpResponse:
    given = {"step": uuid4(), "cluster": of} | data
    return client.post(address(article, "decisions"), given, headers=FRAGMENTS)


def test_before_it_has_begun_the_page_says_who_has_handed_in(client, project, ana, ben) -> None:
    article = make.article(project)
    team.submitted(article, ana)
    make.annotation_set(article, ben, state=State.IN_PROGRESS)
    html = html_of(client, article)
    assert "1 of 2 has handed in this article." in html
    assert "1 of 2 still working" in html
    assert "Adjudicate what is there" in html


def test_posting_opens_the_desk(client, text, sets) -> None:
    answer = client.post(address(text))
    assert answer.status_code == 302
    assert "0 of 2 conflicts settled" in html_of(client, text)


def test_who_annotated_the_article_sees_nothing_of_others(client, text, sets, rita) -> None:
    team.submitted(text, rita)
    assert client.get(address(text)).status_code == 403
    text.project.reviews_own = True
    text.project.save()
    assert client.get(address(text)).status_code == 200


@pytest.fixture
def begun(text: Article, sets: list[AnnotationSet], rita: User) -> Article:
    team.start(text, rita)
    return text


def test_the_text_stands_as_it_is(client, begun) -> None:
    html = html_of(client, begun)
    blocks = re.findall(r'<span class="block"[^>]*>(.*?)</span>(?=</p>|<span class="block")', html)
    assert "\n".join(re.sub(r"<[^>]+>", "", block) for block in blocks) == begun.text


def test_whatever_people_wrote_is_escaped(client, project, ana, ben, rita) -> None:
    article = make.article(project, "<b>He</b> said & left.")
    label = make.label(project, "<i>Claim</i>")
    make.annotation(team.submitted(article, ana), label, (0, 6))
    team.submitted(article, ben)
    team.start(article, rita)
    html = html_of(client, article)
    assert "<b>He" not in html
    assert "<i>Claim" not in html


@pytest.mark.parametrize(
    "name", ["decisions", "undo", "redo", "merge", "finish", "reopening", "takeover", "names"]
)
def test_annotators_change_nothing(begun, ana, rita, name) -> None:
    data = {"step": uuid4(), "cluster": cluster(begun, rita, "We will"), "nothing": "1"}
    answer = signed_in(ana).post(address(begun, name), data, headers=FRAGMENTS)
    assert answer.status_code in (403, 404)
    assert "people had left" not in answer.content.decode()


def test_names_are_hidden_until_an_owner_shows_them(client, begun, max) -> None:
    assert "Ana Lind" not in html_of(client, begun)
    assert client.post(address(begun, "names")).status_code == 403
    signed_in(max).post(address(begun, "names"))
    assert "Ana Lind" in html_of(client, begun)


def test_a_decision_answers_with_what_it_touched_only(client, begun, rita, ana) -> None:
    of = team.conflict(begun, rita, CLAIM)
    answer = decide(client, begun, of.cluster, base=next(iter(of.marks)), borders="union")
    html = answer.content.decode()
    assert 'id="b-0"' in html
    assert 'id="b-66"' not in html
    assert html.count('class="card conflict"') == 1
    assert "1 of 2 conflicts settled" in html
    assert team.in_gold(begun) == [("Claim", f"that {CLAIM}", "adjudicated")]


def test_a_decision_is_said_in_words(client, begun, rita) -> None:
    of = team.conflict(begun, rita, "We will")
    answer = decide(client, begun, of.cluster, nothing="1")
    assert 'data-message="Claim, 4 words, from “We” to “on”: Nothing here."' in (
        answer.content.decode()
    )


def test_the_same_step_lands_once(client, begun, rita) -> None:
    of = team.conflict(begun, rita, "We will")
    step = uuid4()
    for _ in range(2):
        answer = decide(client, begun, of.cluster, step=step, take=next(iter(of.marks)))
        assert answer.status_code == 200
    assert Decision.objects.count() == 1


def test_fields_come_from_other_versions(client, begun, rita) -> None:
    of = team.conflict(begun, rita, CLAIM)
    first, second = of.marks
    decide(
        client, begun, of.cluster, base=first, **{"field-fragments": second, "field-label": first}
    )
    made = Decision.objects.get()
    assert made.choice["take"] == first
    assert made.choice["fields"] == {"fragments": second}


def test_own_borders(client, begun, rita) -> None:
    of = team.conflict(begun, rita, CLAIM)
    decide(client, begun, of.cluster, base=next(iter(of.marks)), **{"field-fragments": "4-12"})
    assert team.in_gold(begun) == [("Claim", "minister", "edited")]


def test_reason_note_and_gap_are_kept(client, begun, rita) -> None:
    of = cluster(begun, rita, "We will")
    decide(client, begun, of, nothing="1", reason="guideline", note="Greetings?", guideline="1")
    made = Decision.objects.get()
    assert (made.reason, made.note, made.guideline) == ("guideline", "Greetings?", True)
    assert "Greetings?" in html_of(client, begun, f"?chosen={of}")


@pytest.mark.parametrize("data", [{}, {"base": "x"}, {"take": "12x"}, {"both": "1 a"}])
def test_what_cannot_be_read_is_refused(client, begun, rita, data) -> None:
    assert decide(client, begun, cluster(begun, rita, "We will"), **data).status_code == 422


def test_a_form_goes_on_to_the_next_conflict(client, begun, rita) -> None:
    of = team.conflict(begun, rita, CLAIM)
    data = {"step": uuid4(), "cluster": of.cluster, "take": next(iter(of.marks))}
    answer = client.post(address(begun, "decisions"), data, follow=True)
    html = answer.content.decode()
    assert "Version 1." in html
    assert f'data-cluster="{cluster(begun, rita, "We will")}"' in html


def test_undo_opens_it_again_and_redo_settles_it(client, begun, rita) -> None:
    decide(client, begun, cluster(begun, rita, "We will"), nothing="1")
    undone = client.post(address(begun, "undo"), {"step": uuid4()}, headers=FRAGMENTS)
    assert "is open again" in undone.content.decode()
    assert 'data-redo="1"' in undone.content.decode()
    again = client.post(address(begun, "redo"), {"step": uuid4()}, headers=FRAGMENTS)
    assert "1 of 2 conflicts settled" in again.content.decode()


def test_who_has_lost_the_article_is_told_and_shown_all(client, begun, rita, max) -> None:
    services.take_over(article_id=begun.pk, by=max)
    answer = decide(client, begun, cluster(begun, rita, "We will"), nothing="1")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "data-whole" in html
    assert 'data-turn="watched"' in html
    assert "max has held this article since" in html


def test_a_watcher_may_take_over(begun, max) -> None:
    client = signed_in(max)
    assert "Take over" in html_of(client, begun)
    client.post(address(begun, "takeover"))
    assert "Take over" not in html_of(client, begun)


def test_a_page_asks_whether_it_is_still_right(client, begun, rita) -> None:
    since = re.search(r'data-since="([^"]+)"', html_of(client, begun))[1]
    ask = f"{address(begun)}?since={since}"
    assert client.get(ask, headers=FRAGMENTS).status_code == 204
    decide(client, begun, cluster(begun, rita, "We will"), nothing="1")
    assert "data-whole" in client.get(ask, headers=FRAGMENTS).content.decode()


def test_changed_sets_are_compared_again(client, begun, sets) -> None:
    sets[0].version += 1
    sets[0].save()
    assert "Compare again" in html_of(client, begun)
    client.post(address(begun, "merge"))
    assert "Compare again" not in html_of(client, begun)


def settle_all(article: Article, by: User) -> None:
    for one in team.conflicts(article, by):
        team.decide(article, by, one.cluster, Choice(nothing=True))


def test_finishing_goes_on_to_the_next_article(client, begun, rita, project, ana, ben) -> None:
    settle_all(begun, rita)
    other = make.article(project, "Another text.")
    for who in (ana, ben):
        team.submitted(other, who)
    answer = client.post(address(begun, "finish"), headers=FRAGMENTS)
    assert f'data-next="{address(other)}"' in answer.content.decode()
    assert 'data-turn="finished"' in answer.content.decode()


def test_finishing_the_last_one_stays(client, begun, rita) -> None:
    settle_all(begun, rita)
    answer = client.post(address(begun, "finish"), follow=True)
    assert "No other article waits to be adjudicated." in answer.content.decode()


def test_finishing_with_open_conflicts_is_refused(client, begun) -> None:
    answer = client.post(address(begun, "finish"), headers=FRAGMENTS)
    assert answer.status_code == 422
    assert "2 conflicts are still open." in answer.content.decode()


def test_what_is_finished_can_be_reopened(client, begun, rita) -> None:
    settle_all(begun, rita)
    client.post(address(begun, "finish"))
    assert "Reopen" in html_of(client, begun)
    client.post(address(begun, "reopening"))
    assert "Finished" not in html_of(client, begun)


def test_only_conflicts_of_a_kind_are_shown(client, begun) -> None:
    html = html_of(client, begun, "?kind=boundary")
    hidden = re.findall(r'data-kinds="([^"]*)"[^>]*hidden=""', html)
    assert hidden == ["missing"]


def many(project: Project, label: Label, people: list[User], count: int) -> Article:
    """Two sets with so many conflicts about borders."""
    words = " ".join(f"word{n}" for n in range(3 * count))
    article = make.article(project, f"{words}.{count}")
    for n, who in enumerate(people):
        made = team.submitted(article, who)
        for k in range(count):
            start = words.index(f"word{3 * k} ")
            end = words.index(f"word{3 * k + 1 + n} ") - 1 if n < 1 else start + 9
            make.annotation(made, label, (start, max(end, start + 4)))
    return article


def test_opening_costs_the_same_however_many_conflicts(
    client, project, claim, rita, ana, ben
) -> None:
    def cost(count: int) -> int:
        article = many(project, claim, [ana, ben], count)
        team.start(article, rita)
        client.get(address(article))
        with CaptureQueriesContext(connection) as asked:
            assert len(queries.desk(article.pk, rita).conflicts) == count
            client.get(address(article))
        return len(asked)

    assert cost(1) == cost(20) <= 24


def test_a_decision_costs_the_same_however_many_conflicts(
    client, project, claim, rita, ana, ben
) -> None:
    def cost(count: int) -> int:
        article = many(project, claim, [ana, ben], count)
        team.start(article, rita)
        of = team.conflicts(article, rita)[0]
        with CaptureQueriesContext(connection) as asked:
            decide(client, article, of.cluster, take=next(iter(of.marks)))
        return len(asked)

    assert cost(1) == cost(20) <= 26

"""The project's page and its articles."""

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.annotations.states import State
from annotator.projects.models import Project, Role
from tests import make

URL = "/projects/floods/articles/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(client: Client, query: str = "") -> list[str]:
    return [row["title"] for row in client.get(URL + query).context["page"].articles.rows]


@pytest.fixture
def articles(project: Project, ana: User, ben: User) -> None:
    """One of each state for Ana; Ben has submitted what Ana has not begun."""
    made = {name: make.article(project, f"Text {name}", title=name) for name in "abcdef"}
    make.annotation_set(made["a"], ana, state=State.SUBMITTED)
    make.annotation_set(made["b"], ana, state=State.IN_PROGRESS)
    make.annotation_set(made["c"], ben, state=State.SUBMITTED)
    make.annotation_set(made["d"], ana, state=State.OPEN)
    make.annotation_set(made["e"], ana, state=State.RETURNED)
    make.annotation_set(made["f"], ana, state=State.ACCEPTED)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", "abcdef"),
        ("open", "cd"),
        ("in_progress", "b"),
        ("submitted", "af"),
        ("returned", "e"),
        ("accepted", "f"),
        ("junk", "abcdef"),
    ],
)
def test_articles_by_my_state(articles: None, ana: User, state: str, expected: str):
    assert titles(signed_in(ana), f"?state={state}") == list(expected)


def test_owners_ask_what_nobody_submitted(articles: None, max: User, ana: User):
    assert titles(signed_in(max), "?state=nobody") == ["b", "d", "e"]
    assert len(titles(signed_in(ana), "?state=nobody")) == 6


def test_annotators_do_not_see_what_others_did(articles: None, ana: User, max: User):
    assert "submitted by" not in signed_in(ana).get(URL).content.decode()
    assert "submitted by 1" in signed_in(max).get(URL).content.decode()


def test_the_list_says_what_was_returned_and_accepted(articles: None, ana: User):
    page = signed_in(ana).get(URL).content.decode()
    for state, said in (("returned", "Returned"), ("accepted", "Accepted")):
        assert f'<span class="mark {state}" aria-hidden="true">' in page
        assert f'<span class="state muted small">{said}</span>' in page


def test_search_and_state_together(articles: None, ana: User):
    assert titles(signed_in(ana), "?words=text&state=open") == ["c", "d"]


def test_an_empty_search_says_what_was_searched(articles: None, ana: User):
    page = signed_in(ana).get(f"{URL}?words=<b>nothing").content.decode()
    assert "No article has “<bdi>&lt;b&gt;nothing</bdi>”" in page


@pytest.mark.parametrize("query", ["?after=x", "?before=-1", "?after=9" + "9" * 30, "?words=%00"])
def test_nonsense_is_not_asked(articles: None, ana: User, query: str):
    assert signed_in(ana).get(URL + query).status_code == 200


def test_a_script_gets_the_list_alone(articles: None, ana: User):
    answer = signed_in(ana).get(URL, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section id="articles"')
    assert "HX-Request" in answer["Vary"]


def test_paging_there_and_back(project: Project, ana: User):
    for n in range(120):
        make.article(project, f"Text {n}", title=str(n))
    client = signed_in(ana)
    first = client.get(URL).context["page"].articles
    second = client.get(f"{URL}?after={first.after}").context["page"].articles
    third = client.get(f"{URL}?after={second.after}").context["page"].articles
    assert [len(one.rows) for one in (first, second, third)] == [50, 50, 20]
    assert (first.before, third.after) == (0, 0)
    back = client.get(f"{URL}?before={third.before}").context["page"].articles
    assert back.rows == second.rows


def test_the_queries_do_not_grow_with_the_articles(
    project: Project, ana: User, django_assert_num_queries
):
    client = signed_in(ana)
    for n in range(20):
        make.article(project, f"Text {n}")
        if n in (0, 19):
            with django_assert_num_queries(6):
                client.get(URL)


def test_progress_in_words(articles: None, ana: User, max: User):
    page = signed_in(ana).get("/projects/floods/").content.decode()
    assert "You have submitted 2 of 6 articles" in page
    assert "1 in progress" in page
    assert page.index("1 article was sent back to you") < page.index("You have submitted")
    assert "Everybody" not in page
    assert "Everybody" in signed_in(max).get("/projects/floods/").content.decode()


def test_the_queries_do_not_grow_with_the_members(
    project: Project, max: User, django_assert_num_queries
):
    make.article(project)
    client = signed_in(max)
    for n in range(20):
        make.member(project, make.user(f"user{n}"))
        if n in (0, 19):
            with django_assert_num_queries(16):
                client.get("/projects/floods/")


def test_guidelines_are_markdown_and_harmless(project: Project, ana: User):
    project.guidelines = (
        "**Mark** <script>alert(1)</script> [a](javascript:alert(1)) ![b](http://x.example/i.png)"
    )
    project.save()
    page = signed_in(ana).get("/projects/floods/").content.decode()
    assert "<strong>Mark</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img" not in page


def test_a_new_project_has_the_news_scheme(project: Project, max: User):
    answer = signed_in(max).post("/projects/new/", {"name": "Storms"})
    made = Project.objects.get(slug="storms")
    assert answer.url == "/projects/storms/"
    assert [label.name for label in made.labels.all()] == ["Speaker", "Claim", "Figure", "Cue"]
    assert made.memberships.get().role == Role.OWNER

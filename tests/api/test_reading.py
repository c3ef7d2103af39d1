"""What programs read: projects, articles, annotation sets."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from annotator.accounts.models import User
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Label, RelationType
from tests import make
from tests.api.conftest import program_of

FLOODS = "/api/v1/projects/floods"


def test_the_projects_of_a_person(owner: Client, max: User) -> None:
    make.project(name="Not Max’s")
    found = owner.get("/api/v1/projects").json()["items"]
    assert [(one["slug"], one["role"]) for one in found] == [("floods", "owner")]
    assert found[0]["url"] == f"http://testserver{FLOODS}"


def test_a_project_with_scheme_and_counts(
    owner: Client, article: Article, ana: User, claim: Label, said_by: RelationType
) -> None:
    make.annotation_set(article, ana, state=State.SUBMITTED)
    found = owner.get(FLOODS).json()
    assert found["counts"] == {"articles": 1, "sets": {"annotator": {"submitted": 1}}}
    assert [label["name"] for label in found["scheme"]["labels"]] == ["Claim", "Speaker"]
    assert found["scheme"]["relations"][0]["from"] == ["Claim"]


def test_an_article_with_its_text(owner: Client, article: Article) -> None:
    found = owner.get(f"/api/v1/articles/{article.pk}").json()
    assert (found["text"], found["uid"], found["project"]) == (article.text, article.uid, "floods")
    assert found["content_sha256"] == article.digest
    assert owner.get(found["sets"]).json() == {"items": []}


def test_pages_of_articles_follow_each_other(owner: Client, project: Project) -> None:
    made = [make.article(project, f"Text {n}").pk for n in range(5)]
    found, address = [], f"{FLOODS}/articles?limit=2"
    while address:
        page = owner.get(address).json()
        found += [one["id"] for one in page["items"]]
        address = page["next"]
    assert found == made


FILTERS: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({}, ["a", "b", "c"]),
    ({"state": "submitted"}, ["a"]),
    ({"state": "open"}, ["b", "c"]),
    ({"state": "unbegun"}, ["c"]),
    ({"label": "claim"}, ["b"]),
    ({"source": "Gazette"}, ["a"]),
    ({"since": "2026-02-01"}, ["b"]),
    ({"until": "2026-02-01"}, ["a"]),
    ({"q": "dams"}, ["b"]),
    ({"q": "dams", "state": "submitted"}, []),
)


@pytest.mark.parametrize(("asked", "uids"), FILTERS, ids=str)
def test_filters(
    asked: dict[str, Any], uids: list[str], owner: Client, project: Project, max: User, ben: User,
    claim: Label,
) -> None:  # fmt: skip
    first = make.article(project, "One.", uid="a", source="Gazette", published="2026-01-09")
    second = make.article(project, "Two dams.", uid="b", published="2026-02-09")
    make.article(project, "Three.", uid="c")
    make.annotation_set(first, max, state=State.SUBMITTED)
    make.annotation(make.annotation_set(second, ben), claim, (0, 3))
    found = owner.get(f"{FLOODS}/articles", asked).json()["items"]
    assert [one["uid"] for one in found] == uids


def test_annotators_of_a_blind_project_are_told_of_nobody(article: Article, ana: User) -> None:
    program = program_of(ana)
    (row,) = program.get(f"{FLOODS}/articles").json()["items"]
    assert (row["submitted"], row["gold"]) == (None, None)
    assert program.get(f"{FLOODS}/articles?state=nobody").status_code == 422


@pytest.fixture
def linked(article: Article, ana: User, claim: Label, speaker: Label, said_by: RelationType):
    made = make.annotation_set(article, ana, state=State.SUBMITTED, version=3)
    source = make.annotation(made, claim, (30, 65), note="Sure?")
    make.relation(said_by, source, make.annotation(made, speaker, (0, 12)))
    return made


def test_sets_and_what_is_in_one(linked, owner: Client, article: Article) -> None:
    (row,) = owner.get(f"/api/v1/articles/{article.pk}/sets").json()["items"]
    assert (row["kind"], row["name"], row["annotations"]) == ("annotator", "ana", 2)
    answer = owner.get(row["url"])
    found = answer.json()
    assert answer["ETag"] == '"3"'
    assert [span["label"] for span in found["spans"]] == ["Speaker", "Claim"]
    assert found["spans"][1]["note"] == "Sure?"
    assert found["relations"][0]["from"] == found["spans"][1]["id"]


def test_annotators_read_their_own_sets_only(linked, article: Article, ana: User, ben: User):
    sets = f"/api/v1/articles/{article.pk}/sets"
    assert len(program_of(ana).get(sets).json()["items"]) == 1
    assert program_of(ben).get(sets).json()["items"] == []
    assert program_of(ben).get(f"{sets}/annotator/ana").status_code == 404
    assert program_of(ben).get("/api/v1/projects/floods").json()["counts"]["sets"] == {}


def test_the_gold_set_has_no_name(owner: Client, article: Article, rita: User, ana: User) -> None:
    make.annotation_set(article, rita, kind=Kind.GOLD)
    (row,) = owner.get(f"/api/v1/articles/{article.pk}/sets").json()["items"]
    assert row["url"].endswith("/sets/gold")
    assert owner.get(row["url"]).json()["name"] == ""
    assert program_of(ana).get(row["url"]).status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_what_it_costs(
    number: int, owner: Client, project: Project, article: Article, ana: User, claim: Label,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    owner.get("/api/v1/projects")  # the token was used within this minute
    own = make.annotation_set(article, ana, state=State.SUBMITTED)
    for n in range(number):
        make.annotation(own, claim, (n, n + 3))
        make.annotation_set(article, None, kind=Kind.SUGGESTED, name=f"model-{n}")
        make.article(project, f"Text {n}.")
    sets = f"/api/v1/articles/{article.pk}/sets"
    for address, queries in (
        ("/api/v1/projects", 2),
        (FLOODS, 7),
        (f"{FLOODS}/articles", 3),
        (f"/api/v1/articles/{article.pk}", 3),
        (sets, 3),
        (f"{sets}/annotator/ana", 7),
    ):
        with django_assert_num_queries(queries, info=address):
            assert owner.get(address).status_code == 200

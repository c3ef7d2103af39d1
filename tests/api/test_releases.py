"""Releases for programs: asked for, looked at, taken in parts, deleted."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.releases.models import Release
from annotator.schemes.models import Label
from tests import make
from tests.releases.conftest import copies

ADDRESS = "/api/v1/projects/floods/releases"


@pytest.fixture
def gold(article: Article, claim: Label) -> AnnotationSet:
    """Accepted, which is what a release is of by default."""
    found = make.annotation_set(article, None, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation(found, claim, (4, 12))
    return found


@pytest.fixture
def made(project: Project, gold: AnnotationSet, max: User) -> Release:
    return make.release(project, max)


def test_one_is_asked_for(owner: Client, gold: AnnotationSet) -> None:
    body = {"name": "First", "formats": [], "label": [], "split": {"by": "nothing"}}
    answer = owner.post(ADDRESS, body, content_type="application/json")
    assert answer.status_code == 202
    found = owner.get(answer["Location"]).json()
    assert (found["number"], found["name"], found["state"]) == (1, "First", "waiting")
    choice = Release.objects.get().choice
    assert choice["selection"] == {
        "kinds": ["gold"],
        "states": ["accepted"],
        "annotated_only": True,
    }
    assert choice["split"] == {"by": "nothing"}


def test_one_of_nothing_is_refused(owner: Client, article: Article) -> None:
    answer = owner.post(ADDRESS, {}, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("No article fits what was chosen.")


def test_how_alike_articles_may_be(owner: Client, gold: AnnotationSet) -> None:
    asked = {"split": {"alike": 0.5}}
    assert owner.post(ADDRESS, asked, content_type="application/json").status_code == 202
    assert Release.objects.get().choice["split"]["threshold"] == 0.5


def test_asked_for_twice_it_is_one(owner: Client, gold: AnnotationSet) -> None:
    given = {"content_type": "application/json", "headers": {"Idempotency-Key": "r"}}
    numbers = [owner.post(ADDRESS, {}, **given).json()["number"] for _ in range(2)]
    assert numbers == [1, 1]
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"formats": [{"format": "word"}]},
        {"split": {"shares": [50, 10, 10]}},
        {"split": {"by": "date"}},
        {"split": {"alike": 0.4}},
        {"label": ["Place"]},
        {"annotator": "nobody"},
        {"seed": 1},
    ],
    ids=str,
)
def test_what_makes_no_sense(wrong: object, owner: Client, article: Article) -> None:
    assert owner.post(ADDRESS, wrong, content_type="application/json").status_code == 422
    assert not Release.objects.exists()


def test_where_in_the_body_it_is_wrong(owner: Client, article: Article) -> None:
    answer = owner.post(ADDRESS, {"split": {"by": "date"}}, content_type="application/json")
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/split/test_from"]


def test_what_is_in_one(owner: Client, made: Release) -> None:
    (row,) = owner.get(ADDRESS).json()["items"]
    found = owner.get(row["url"]).json()
    assert (found["state"], found["manifest"]["number"]) == ("ready", 1)
    assert "corpus.jsonl" in [file["name"] for file in found["files"]]


def test_a_file_in_parts(owner: Client, made: Release) -> None:
    address = f"{ADDRESS}/1/files/corpus.jsonl"
    whole = b"".join(owner.get(address).streaming_content)
    part = owner.get(address, headers={"Range": "bytes=3-9"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == whole[3:10]
    none = owner.get(address, headers={"Range": f"bytes={len(whole)}-"})
    assert none.status_code == 416
    assert none["Content-Type"] == "application/problem+json"
    assert none["Content-Range"] == f"bytes */{len(whole)}"
    known = owner.get(address, headers={"If-None-Match": part["ETag"]})
    assert known.status_code == 304
    assert Event.objects.filter(kind="release:downloaded").count() == 2


def test_how_long_a_file_is(owner: Client, made: Release) -> None:
    answer = owner.head(f"{ADDRESS}/1/files/corpus.jsonl")
    [file] = [file for file in made.files if file["name"] == "corpus.jsonl"]
    assert (answer.status_code, answer["Content-Length"]) == (200, str(file["bytes"]))
    assert answer["ETag"] == f'"{file["sha256"]}"'
    assert answer.content == b""
    assert not Event.objects.filter(kind="release:downloaded").exists()


def test_one_is_deleted_once(owner: Client, made: Release) -> None:
    assert owner.delete(f"{ADDRESS}/1").status_code == 204
    assert owner.delete(f"{ADDRESS}/1").status_code == 409
    assert owner.get(f"{ADDRESS}/1/files/corpus.jsonl").status_code == 404


@pytest.mark.parametrize("number", [1, 20])
def test_what_releases_cost(
    number: int, owner: Client, made: Release, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner.get("/api/v1/projects")  # the token was used within this minute
    copies(made, number - 1)
    with django_assert_num_queries(4):
        assert len(owner.get(ADDRESS).json()["items"]) == number
    with django_assert_num_queries(4):
        assert owner.get(f"{ADDRESS}/1").status_code == 200

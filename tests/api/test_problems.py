"""Everything that goes wrong is a problem (RFC 9457)."""

from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from annotator.api.endpoints import projects as endpoint
from annotator.articles.models import Article
from tests.api.conftest import program_of

PROJECTS = "/api/v1/projects"


def check(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem.keys() >= {"type", "title", "status", "detail", "instance", "errors"}
    assert problem["status"] == status
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/nothing",
        "/api/nothing/",
        "/api/v1/projects/a%0Ab",
        f"{PROJECTS}/a b",
        "/api/v1/articles/x",
    ],
)
def test_nothing_there(address: str, owner: Client) -> None:
    check(owner.get(address), 404)
    check(Client().post(address), 404)


@pytest.mark.parametrize("address", [f"{PROJECTS}/other", "/api/v1/articles/1"])
def test_not_there_for_you(address: str, olga, article: Article) -> None:
    problem = check(program_of(olga).get(address), 404)
    assert problem["instance"] == address


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "head", "options"])
def test_other_methods(method: str, owner: Client) -> None:
    answer = getattr(owner, method)(PROJECTS)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"


def test_where_a_parameter_is_wrong(owner: Client) -> None:
    problem = check(owner.get(f"{PROJECTS}/floods/articles?limit=0&since=x"), 422)
    assert {error["parameter"] for error in problem["errors"]} == {"since", "limit"}
    assert "since: " in problem["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ('{"spans": NaN}', "application/json", 400),
        ("{}", "text/plain", 415),
        ("", "application/json", 422),
        ("[]", "application/json", 422),
        ('"\\ud800"', "application/json", 400),
        ("{}", "application/json", 422),
    ],
)
def test_bodies(body: str, kind: str, status: int, owner: Client, article: Article) -> None:
    address = f"/api/v1/articles/{article.pk}/sets/suggested/m"
    check(owner.put(address, body, content_type=kind), status)


def test_a_body_that_is_too_long(owner: Client, article: Article, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    address = f"/api/v1/articles/{article.pk}/sets/suggested/m"
    check(owner.put(address, {"spans": []}, content_type="application/json"), 413)


@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("gone"), 503), (IntegrityError("twice"), 409), (RuntimeError("oh"), 500)],
)
def test_surprises(
    error: Exception, status: int, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise error

    monkeypatch.setattr(endpoint, "projects_of", fail)
    problem = check(owner.get(PROJECTS), status)
    assert str(error) not in str(problem)


def test_nothing_of_it_is_kept_by_anybody_between(owner: Client) -> None:
    answer = owner.get(PROJECTS)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.parametrize("address", [PROJECTS, f"{PROJECTS}/floods/export"])
def test_a_parameter_that_is_not_known(owner: Client, address: str) -> None:
    """A filter that is misspelt doesn't choose everything."""
    answer = owner.get(address, {"annotater": "ana"})
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["parameter"], error["in"]) == ("annotater", "query")

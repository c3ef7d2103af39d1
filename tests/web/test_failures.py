"""What is shown when something is wrong."""

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.test import Client

from annotator.accounts.models import User
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.overview.dashboards import pages

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def client(max: User, project: object) -> Client:
    signed_in = Client(raise_request_exception=False)
    signed_in.force_login(max)
    return signed_in


def fails(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*args: Any) -> None:
        raise error

    monkeypatch.setattr(pages, "project", fail)


@pytest.mark.parametrize(
    ("error", "status"), [(NotFound, 404), (NotAllowed, 403), (InvalidInput, 422), (Conflict, 409)]
)
def test_the_four_errors(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception], status: int
):
    fails(monkeypatch, error("A <sentence>."))
    page = client.get("/projects/floods/")
    assert page.status_code == status
    assert "A &lt;sentence&gt;." in page.content.decode()
    assert "<html" in page.content.decode()
    fragment = client.get("/projects/floods/", headers=SCRIPT)
    assert fragment.status_code == status
    assert fragment.content.decode().startswith('<div id="changes"')
    assert 'data-error="A &lt;sentence&gt;."' in fragment.content.decode()


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("gone")])
def test_a_database_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception):
    fails(monkeypatch, error)
    page = client.get("/projects/floods/")
    assert page.status_code == 503
    assert (page["Retry-After"], page["Refresh"]) == ("5", "5")
    assert "The database cannot be reached" in page.content.decode()
    fragment = client.get("/projects/floods/", headers=SCRIPT)
    assert fragment.status_code == 503
    assert fragment.content.decode().startswith('<div id="changes"')


def test_a_database_that_is_away_before_anybody_is_known(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
):
    """The session can't be read; nor may the page about it need the database."""

    def away(request: HttpRequest) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("django.contrib.auth.middleware.get_user", away)
    assert client.get("/projects/floods/").status_code == 503


def test_an_error_nobody_expected(client: Client, monkeypatch: pytest.MonkeyPatch):
    fails(monkeypatch, RuntimeError("secret"))
    page = client.get("/projects/floods/")
    assert page.status_code == 500
    assert "secret" not in page.content.decode()


def test_a_form_without_its_token(max: User):
    """Never a #changes root: a script knows by the header that it may try again."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(max)
    answer = client.post("/account/", headers=SCRIPT)
    assert (answer.status_code, answer["X-Csrf-Failed"]) == (403, "1")
    assert 'id="changes"' not in answer.content.decode()


def test_an_address_that_is_not_there(client: Client):
    assert client.get("/nothing/").status_code == 404
    assert "nothing at this address" in client.get("/nothing/").content.decode()


@pytest.mark.parametrize("path", ["/sign-in/", "/nothing/", "/healthz"])
def test_every_answer_has_the_policy(client: Client, path: str):
    policy = client.get(path)["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy


def test_health(client: Client):
    assert client.get("/healthz").content == b"ok\n"

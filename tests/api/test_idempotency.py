"""A request under a key is done once, however often it comes, and whoever comes at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.api import idempotency
from annotator.api.endpoints import sets as endpoint
from annotator.api.models import KeptAnswer
from annotator.articles.models import Article
from annotator.projects.models import Project
from tests import make
from tests.api.conftest import program_of

KEY = {"Idempotency-Key": "one"}
LINES = b'{"id": "a", "text": "One"}\n'
ARTICLES = "/api/v1/projects/floods/articles"


def put(program: Client, address: str, body: Any = None, **more: Any) -> Any:
    given = {"content_type": "application/json", "headers": KEY} | more
    return program.put(address, {"spans": []} if body is None else body, **given)


@pytest.fixture
def address(article: Article) -> str:
    return f"/api/v1/articles/{article.pk}/sets/suggested/m"


def test_the_answer_comes_again_and_nothing_else_happens(owner: Client, address: str) -> None:
    first, second = put(owner, address), put(owner, address)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert (second["ETag"], second["Location"]) == (first["ETag"], first["Location"])
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert Event.objects.filter(kind__startswith="set:").count() == 1


def test_without_a_key_it_is_done_again(owner: Client, address: str) -> None:
    assert [put(owner, address, headers={}).status_code for _ in range(2)] == [201, 200]


def test_a_deletion_comes_again(owner: Client, address: str) -> None:
    put(owner, address, headers={})
    assert [owner.delete(address, headers=KEY).status_code for _ in range(2)] == [204, 204]


def test_a_streamed_body_comes_again(owner: Client) -> None:
    given = {"content_type": "application/jsonl", "headers": KEY}
    codes = [owner.post(ARTICLES, LINES, **given).status_code for _ in range(2)]
    assert codes == [201, 201]
    assert owner.post(ARTICLES, LINES * 2, **given).status_code == 422


@pytest.mark.parametrize("what", ["body", "path", "query", "method", "version"])
def test_another_request_under_the_key(what: str, owner: Client, address: str) -> None:
    put(owner, address)
    if what == "body":
        answer = put(owner, address, {"spans": [], "state": "open"})
    elif what == "method":
        answer = owner.delete(address, headers=KEY)
    elif what == "version":
        answer = put(owner, address, headers=KEY | {"If-Match": '"1"'})
    else:
        answer = put(owner, address + ("x" if what == "path" else "?labels=skip"))
    assert answer.status_code == 422
    assert "another request" in answer.json()["detail"]


def test_keys_of_others_are_others(owner: Client, address: str, project: Project) -> None:
    nina = make.user("nina")
    make.member(project, nina, "owner")
    put(owner, address)
    assert "Idempotency-Replayed" not in put(program_of(nina), address)


def test_what_was_refused_may_be_tried_again(owner: Client, address: str) -> None:
    assert put(owner, address, {"spans": 1}).status_code == 422
    assert put(owner, address).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "ü"])
def test_what_a_key_is(key: str, owner: Client, address: str) -> None:
    assert put(owner, address, headers={"Idempotency-Key": key}).status_code == 422


def test_after_a_day_it_is_forgotten(owner: Client, address: str) -> None:
    put(owner, address)
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert put(owner, address).status_code == 200
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    idempotency.clear_old()
    assert not KeptAnswer.objects.exists()


def test_a_crash_leaves_neither_change_nor_answer(
    owner: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(idempotency, "_keep", crash)
        assert put(owner, address).status_code == 500
    assert not Event.objects.filter(kind__startswith="set:").exists()
    assert put(owner, address).status_code == 201


@pytest.fixture
def committed(transactional_db: None, max: User) -> Iterator[str]:
    project = make.project(max, slug="floods")
    return f"/api/v1/articles/{make.article(project).pk}/sets/suggested/m"


def at_once(number: int, ask: Any) -> list[Any]:
    """The answers to the same request from as many threads."""
    together = Barrier(number)

    def one(_: int) -> Any:
        together.wait()
        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_many_at_once_are_one(committed: str, max: User) -> None:
    program = program_of(max)
    headers = KEY | {"Authorization": program.defaults["HTTP_AUTHORIZATION"]}
    answers = at_once(6, lambda: put(Client(), committed, headers=headers))
    codes = sorted(answer.status_code for answer in answers)
    assert set(codes) <= {201, 409}
    assert codes[0] == 201
    assert all(answer["Retry-After"] == "1" for answer in answers if answer.status_code == 409)
    assert Event.objects.filter(kind="set:attached").count() == 1
    assert not Event.objects.filter(kind="set:replaced").exists()


def test_one_that_is_being_worked_on(
    committed: str, max: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second comes while the first is in the middle of it."""
    program = program_of(max)
    meanwhile: list[Any] = []
    attach = endpoint.attach_set

    def attach_and_ask(**given: Any) -> Any:
        headers = KEY | {"Authorization": program.defaults["HTTP_AUTHORIZATION"]}
        meanwhile.extend(at_once(1, lambda: put(Client(), committed, headers=headers)))
        return attach(**given)

    monkeypatch.setattr(endpoint, "attach_set", attach_and_ask)
    assert put(program, committed).status_code == 201
    assert [answer.status_code for answer in meanwhile] == [409]
    assert connection.in_atomic_block is False

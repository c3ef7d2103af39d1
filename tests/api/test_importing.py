"""Articles brought in as a stream of JSON lines."""

import tracemalloc
from collections.abc import Iterable
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from annotator.annotations.models import Annotation
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests.formats.files import lines

ADDRESS = "/api/v1/projects/floods/articles"
GOOD = lines({"id": "a", "text": "One"}, {"id": "b", "text": "Two", "source": "Gazette"})
BAD = GOOD + lines({"id": "c"}, {"id": "a", "text": "Three"})


@pytest.fixture(autouse=True)
def imports(settings: Settings, tmp_path: Path) -> Path:
    settings.IMPORTS_ROOT = tmp_path / "imports"
    return settings.IMPORTS_ROOT


def post(program: Client, body: bytes, asked: str = "", kind: str = "application/jsonl") -> Any:
    return program.post(f"{ADDRESS}{asked}", body, content_type=kind)


def test_articles_are_brought_in(owner: Client) -> None:
    answer = post(owner, GOOD)
    assert answer.status_code == 201
    assert (answer.json()["written"], answer.json()["articles"]) == (True, 2)
    assert answer.json()["summary"] == ["2 articles imported."]
    assert list(Article.objects.values_list("uid", "source")) == [("a", ""), ("b", "Gazette")]


def test_again_they_are_passed_over(owner: Client) -> None:
    post(owner, GOOD)
    answer = post(owner, GOOD)
    assert answer.status_code == 200
    assert (answer.json()["articles"], answer.json()["duplicates"]) == (0, 2)


def test_all_or_none(owner: Client) -> None:
    answer = post(owner, BAD)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["line"] for error in answer.json()["errors"]] == [3, 4]
    assert answer.json()["report"]["problems"] == 2
    assert not Article.objects.exists()


def test_the_good_ones(owner: Client) -> None:
    answer = post(owner, BAD, "?good_ones=true")
    assert answer.status_code == 201
    assert answer.json()["first_problems"][0] == {"line": 3, "detail": "There is no “text”."}
    assert Article.objects.count() == 2


def test_a_dry_run(owner: Client) -> None:
    answer = post(owner, BAD, "?dry_run=true")
    assert (answer.status_code, answer.json()["written"]) == (200, False)
    assert answer.json()["problems"] == 2
    assert not Article.objects.exists()


def test_rules(owner: Client, project: Project) -> None:
    span = {"start": 0, "end": 3, "label": "Place"}
    body = lines({"id": "a", "text": "One", "spans": [span]})
    assert post(owner, body).status_code == 422
    assert post(owner, body, "?labels=create").json()["new_labels"] == ["Place"]
    assert Annotation.objects.get().label.name == "Place"
    other = lines({"id": "a", "text": "Other"})
    assert post(owner, other).status_code == 422
    assert post(owner, other, "?ids=rename").json()["renamed"] == 1


def test_nothing_stays_on_disk(owner: Client, imports: Path) -> None:
    post(owner, GOOD)
    post(owner, BAD)
    assert list(imports.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/jsonl", 201),
        ("application/x-ndjson; charset=utf-8", 201),
        ("application/json", 415),
        ("text/plain", 415),
        ("multipart/form-data; boundary=x", 415),
    ],
)
def test_types(kind: str, status: int, owner: Client) -> None:
    assert post(owner, GOOD, kind=kind).status_code == status


def test_more_than_is_allowed(owner: Client, settings: Settings) -> None:
    settings.IMPORT_MAX_BYTES = 10
    answer = post(owner, GOOD)
    assert (answer.status_code, answer.json()["title"]) == (413, "Too large")


@pytest.mark.parametrize(("length", "status"), [("", 422), ("x", 411), ("5000", 400)])
def test_the_length_must_be_said_and_be_right(length: str, status: int, owner: Client) -> None:
    sent = {"CONTENT_LENGTH": length, "wsgi.input": BytesIO(GOOD)}
    answer = owner.generic("POST", ADDRESS, GOOD, content_type="application/jsonl", **sent)
    assert answer.status_code == status
    assert not Article.objects.exists()


def test_chunks_say_no_length(owner: Client) -> None:
    answer = owner.post(
        ADDRESS, GOOD, content_type="application/jsonl", headers={"Transfer-Encoding": "chunked"}
    )
    assert answer.status_code == 411


class Coming(RawIOBase):
    """A body that is made while it is read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (part := next(self._parts, b"")):
            self._rest += part
        now, self._rest = self._rest[:size], self._rest[size:]
        return now


def test_a_long_body_is_never_held_in_memory(owner: Client, claim: Label) -> None:
    text = "Überflutung" * 18_000
    made = [len(lines({"id": f"a{n}", "text": f"{n} {text}"})) for n in range(300)]
    coming = Coming(lines({"id": f"a{n}", "text": f"{n} {text}"}) for n in range(300))
    kind = {"CONTENT_TYPE": "application/jsonl", "CONTENT_LENGTH": str(sum(made))}
    tracemalloc.start()
    answer = owner.generic("POST", ADDRESS, **kind, **{"wsgi.input": coming})
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.json()["articles"] == 300
    assert sum(made) > 60_000_000
    assert peak < 40_000_000

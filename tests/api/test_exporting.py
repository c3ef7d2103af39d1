"""The corpus for programs, and what a format leaves out."""

from typing import Any

import orjson
import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.schemes.models import Label
from tests import make
from tests.api.conftest import program_of

ADDRESS = "/api/v1/projects/floods/export"


@pytest.fixture
def corpus(article: Article, ana: User, ben: User, claim: Label, speaker: Label) -> Article:
    for person, label, state in ((ana, claim, State.SUBMITTED), (ben, speaker, State.IN_PROGRESS)):
        one = make.annotation_set(article, person, state=state)
        make.annotation(one, label, (0, 12), (30, 40), note="Why?")
    gold = make.annotation_set(article, None, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation(gold, claim, (0, 12))
    return article


def exported(program: Client, **asked: Any) -> list[Any]:
    answer = program.get(ADDRESS, asked)
    assert answer.status_code == 200, answer.content
    return [orjson.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def test_the_whole_corpus(owner: Client, corpus: Article, max: User) -> None:
    answer = owner.get(ADDRESS)
    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="floods.jsonl"'
    (line,) = b"".join(answer.streaming_content).splitlines()
    assert [one["id"] for one in orjson.loads(line)["sets"]] == [
        "annotator:ana", "annotator:ben", "gold",
    ]  # fmt: skip
    assert Event.objects.get(kind="corpus:exported").actor_id == max.pk


@pytest.mark.parametrize(
    ("asked", "sets", "spans"),
    [
        ({"kind": "gold"}, 1, 1),
        ({"kind": ["gold", "annotator"]}, 3, 3),
        ({"state": "in_progress"}, 1, 1),
        ({"annotator": "ben"}, 1, 1),
        ({"label": "claim"}, 3, 2),
        ({"since": "2030-01-01"}, 0, 0),
        ({"source": "Gazette"}, 0, 0),
        ({"kind": "suggested", "annotated_only": "true"}, 0, 0),
    ],
    ids=str,
)
def test_what_is_chosen(
    asked: dict[str, Any], sets: int, spans: int, owner: Client, corpus: Article
) -> None:
    found = exported(owner, **asked)
    assert sum(len(one["sets"]) for one in found) == sets
    assert sum(len(one["spans"]) for one in found) == spans


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "word"},
        {"kind": "best"},
        {"label": "Place"},
        {"annotator": "nobody"},
        {"variant": "bilou"},
        {"bom": "true"},
        {"bom": "yes"},
        {"since": "yesterday"},
        {"since": "0"},
    ],
    ids=str,
)
def test_what_makes_no_sense(asked: dict[str, str], owner: Client, corpus: Article) -> None:
    assert owner.get(ADDRESS, asked).status_code == 422
    assert not Event.objects.filter(kind="corpus:exported").exists()


def test_options_of_a_format(owner: Client, corpus: Article) -> None:
    answer = owner.get(ADDRESS, {"format": "csv", "bom": "true"})
    assert b"".join(answer.streaming_content).startswith("\ufeff".encode())


@pytest.mark.parametrize(
    "asked",
    [{}, {"annotator": "ben"}, {"annotator": "nobody"}, {"annotator": "ana", "kind": "gold"}],
    ids=str,
)
@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}/losses"])
def test_annotators_take_their_own_only(
    asked: dict[str, str], address: str, corpus: Article, ana: User
) -> None:
    program = program_of(ana)
    answer = program.get(address, asked)
    assert answer.status_code == 403
    assert "annotator=ana" in answer.json()["detail"]
    assert program.get(address, {"annotator": "ana"}).status_code == 200


def test_what_would_be_lost(owner: Client, corpus: Article) -> None:
    found = owner.get(f"{ADDRESS}/losses?format=csv").json()
    assert (found["format"], found["looked_at"]) == ("csv", 1000)
    assert {"loss": "texts", "number": 1, "sentence": "The text of 1 article is left out."} in (
        found["losses"]
    )
    assert owner.get(f"{ADDRESS}/losses").json()["losses"] == []

"""Sets from outside: put in the place of what was there, checked, and deleted."""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.exchange.verification import findings
from annotator.projects.models import Project
from annotator.schemes.models import Label, RelationType
from annotator.speakers.models import Speaker
from tests import make
from tests.api.conftest import program_of

MINISTER = {"id": "a", "label": "Speaker", "fragments": [[0, 12]], "quote": "The minister"}
SAID = {"id": "b", "label": "Claim", "fragments": [[35, 64]], "quote": make.TEXT[35:64]}
LINK = {"id": "c", "type": "said by", "from": "b", "to": "a"}
BODY = {"spans": [MINISTER, SAID], "relations": [LINK]}


@pytest.fixture
def address(article: Article, said_by: RelationType) -> str:
    return f"/api/v1/articles/{article.pk}/sets/suggested/model-1"


def put(program: Client, address: str, body: Any, **headers: str) -> Any:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return program.put(address, body, content_type="application/json", headers=given)


def test_a_suggested_set_is_made(owner: Client, address: str, article: Article, max: User) -> None:
    answer = put(owner, address, BODY)
    assert answer.status_code == 201
    assert answer["Location"] == f"http://testserver{address}"
    assert (answer.json()["annotations"], answer.json()["relations"]) == (2, 1)
    made = AnnotationSet.objects.get()
    assert (made.kind, made.name, made.owner) == ("suggested", "model-1", None)
    assert made.state == State.SUBMITTED
    logged = Event.objects.get(kind="set:attached")
    assert (logged.actor_id, logged.article_id) == (max.pk, article.pk)
    assert logged.after["annotations"] == 2


def test_it_is_replaced_whole(owner: Client, address: str) -> None:
    put(owner, address, BODY)
    before = AnnotationSet.objects.get()
    answer = put(owner, address, {"spans": [SAID], "state": "in_progress"})
    after = AnnotationSet.objects.get()
    assert answer.status_code == 200
    assert (after.pk, after.version, after.state) == (before.pk, before.version + 1, "in_progress")
    assert [one.quote for one in after.annotations.all()] == [SAID["quote"]]
    assert not after.relations.exists()


def test_what_was_read_can_be_sent_back(owner: Client, address: str) -> None:
    speaker = {"id": "s", "name": "Ana Lind", "kind": "person"}
    body = {**BODY, "spans": [{**MINISTER, "speaker": "s"}, SAID], "speakers": [speaker]}
    put(owner, address, body)
    read = owner.get(address).json()
    answer = put(owner, address, read)
    assert answer.status_code == 200
    again = owner.get(address).json()
    same = ("spans", "relations", "speakers", "state")
    assert [again[key] for key in same] == [read[key] for key in same]
    assert Speaker.objects.get().name == "Ana Lind"


def test_the_database_is_as_it_must_be_afterwards(owner: Client, address: str) -> None:
    put(owner, address, BODY)
    put(owner, address, BODY)
    assert list(findings()) == []


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"quote": "The Minister"}, "/spans/0"),
        ({"fragments": [[0, 900]]}, "/spans/0"),
        ({"label": ""}, "/spans/0/label"),
        ({"fragments": []}, "/spans/0/fragments"),
        ({"colour": "red"}, "/spans/0/colour"),
        ({"set": "gold"}, "/spans/0"),
        ({"speaker": "s"}, "/spans/0"),
        ({"note": "\0"}, "/spans/0"),
    ],
    ids=str,
)
def test_what_is_wrong_is_pointed_at(
    change: dict[str, Any], pointer: str, owner: Client, address: str
) -> None:
    put(owner, address, {"spans": [SAID]})
    answer = put(owner, address, {"spans": [MINISTER | change]})
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert Annotation.objects.get().quote == SAID["quote"]


@pytest.mark.parametrize(
    ("rule", "status", "annotations"), [("refuse", 422, 0), ("create", 201, 2), ("skip", 201, 1)]
)
def test_labels_that_the_project_lacks(
    rule: str, status: int, annotations: int, owner: Client, address: str, project: Project
) -> None:
    body = {"spans": [MINISTER, {**SAID, "label": "Place"}]}
    answer = put(owner, f"{address}?labels={rule}", body)
    assert answer.status_code == status
    assert Annotation.objects.count() == annotations
    assert project.labels.filter(name="Place").exists() == (rule == "create")


def test_a_link_that_the_scheme_lacks(owner: Client, address: str) -> None:
    assert put(owner, address, {**BODY, "relations": [{**LINK, "type": "in"}]}).status_code == 422
    assert put(owner, address, {**BODY, "relations": [LINK, LINK]}).status_code == 422
    assert not AnnotationSet.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name", "status"),
    [("annotator", "ana", 403), ("gold", "x", 403), ("imported", "x", 201), ("other", "x", 422)],
)
def test_what_people_made_is_never_written(
    kind: str, name: str, status: int, owner: Client, article: Article, said_by: RelationType
) -> None:
    answer = put(owner, f"/api/v1/articles/{article.pk}/sets/{kind}/{name}", BODY)
    assert answer.status_code == status


@pytest.mark.parametrize("person", ["ana", "rita"])
def test_it_takes_an_owner(person: str, address: str, request: pytest.FixtureRequest) -> None:
    program = program_of(request.getfixturevalue(person))
    assert put(program, address, BODY).status_code == 403
    assert program.delete(address).status_code == 403


def test_versions(owner: Client, address: str) -> None:
    assert put(owner, address, BODY, If_Match='"3"').status_code == 409
    etag = put(owner, address, BODY, If_None_Match="*")["ETag"]
    assert put(owner, address, BODY, If_None_Match="*").status_code == 409
    assert put(owner, address, BODY, If_Match='"99"').status_code == 409
    assert put(owner, address, BODY, If_Match='"x"').status_code == 400
    assert put(owner, address, {**BODY, "version": 99}).status_code == 409
    assert put(owner, address, BODY, If_Match=etag).status_code == 200
    assert owner.delete(address, headers={"If-Match": etag}).status_code == 409


def test_what_was_accepted_stays(owner: Client, address: str, article: Article) -> None:
    make.annotation_set(article, None, kind=Kind.SUGGESTED, name="model-1", state=State.ACCEPTED)
    assert put(owner, address, BODY).status_code == 409
    assert owner.delete(address).status_code == 409


def test_a_set_is_deleted_once(owner: Client, address: str) -> None:
    put(owner, address, BODY)
    assert owner.delete(address).status_code == 204
    assert owner.delete(address).status_code == 404
    assert not AnnotationSet.objects.exists()
    assert Event.objects.filter(kind="set:detached").exists()


def test_what_is_talked_about_is_not_deleted(
    owner: Client, address: str, article: Article, rita: User
) -> None:
    put(owner, address, BODY)
    make.thread(article, rita, set=AnnotationSet.objects.get())
    assert owner.delete(address).status_code == 409


@pytest.mark.parametrize("name", ["a/b", "with space", "ü", "a?b", "x" * 150])
def test_names_in_addresses(name: str, owner: Client, article: Article, claim: Label) -> None:
    address = f"/api/v1/articles/{article.pk}/sets/imported/{quote(name, safe='')}"
    answer = put(owner, address, {"spans": []})
    assert answer.json()["name"] == name
    (row,) = owner.get(f"/api/v1/articles/{article.pk}/sets").json()["items"]
    assert owner.get(row["url"]).json()["name"] == name


def test_a_body_about_another_set(owner: Client, address: str) -> None:
    for key, value in (
        ("kind", "imported"),
        ("name", "x"),
        ("article", 1),
        ("content_sha256", "x"),
    ):
        answer = put(owner, address, {"spans": [], key: value})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == f"/{key}"

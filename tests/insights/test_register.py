"""The register as a list, searched and merged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.annotations.models import Annotation
from annotator.projects.models import Project
from annotator.speakers import services
from annotator.speakers.models import Speaker

URL = "/projects/floods/speakers/"
Say = Callable[..., Annotation]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, query: str = "") -> Any:
    answer = signed_in(user).get(URL + query)
    assert answer.status_code == 200
    return answer.context["page"]


def names(user: User, query: str = "") -> list[str]:
    return [entry.speaker.name for entry in page(user, query).listed.entries]


@pytest.fixture
def entries(project: Project) -> list[Speaker]:
    return [
        services.create_speaker(project_id=project.pk, by=None, name=name)
        for name in ("Yoav Gallant", "حزب الله", "Angela Merkel")
    ]


def test_by_name(entries: list[Speaker], ana: User):
    assert names(ana) == ["Angela Merkel", "Yoav Gallant", "حزب الله"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Hizbullah", "حزب الله"), ("galant", "Yoav Gallant"), ("ngela", "Angela Merkel")],
)
def test_search_by_key_likeness_and_letters(
    entries: list[Speaker], ana: User, words: str, expected: str
):
    assert names(ana, f"?words={words}")[0] == expected


@pytest.mark.parametrize("words", ["<b>nobody", "%25", "_", "%00"])
def test_a_search_without_a_match(entries: list[Speaker], ana: User, words: str):
    answer = signed_in(ana).get(f"{URL}?words={words}").content.decode()
    assert "<b>nobody" not in answer


def test_how_much_each_says(
    project: Project, minister: Speaker, say: Say, ana: User, ben: User, rita: User
):
    other = services.create_speaker(project_id=project.pk, by=None, name="Other")
    services.merge_speakers(project_id=project.pk, by=None, into=minister.pk, others=[other.pk])
    for entry, person in ((minister, ana), (other, ana), (minister, ben)):
        say(entry, person)
    counts = [(page(user).listed.entries[0].said) for user in (rita, ana)]
    assert [(one.claims, one.articles) for one in counts] == [(3, 3), (2, 2)]
    assert names(rita) == ["The minister"]


def test_paging_there_and_back(project: Project, ana: User):
    for n in range(120):
        services.create_speaker(project_id=project.pk, by=None, name=f"N {n // 2:03} {n % 2}")
    first = page(ana).listed
    assert first.after
    second = page(ana, f"?after={first.after.name}&after_id={first.after.id}").listed
    third = page(ana, f"?after={second.after.name}&after_id={second.after.id}").listed
    assert [len(one.entries) for one in (first, second, third)] == [50, 50, 20]
    assert (first.before, third.after) == (None, None)
    back = page(ana, f"?before={third.before.name}&before_id={third.before.id}").listed
    assert back.entries == second.entries


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize(("query", "most"), [("", 6), ("?words=N", 7)])
def test_the_queries_do_not_grow(
    project: Project,
    ana: User,
    django_assert_num_queries: Any,
    count: int,
    query: str,
    most: int,
):
    for n in range(count):
        services.create_speaker(project_id=project.pk, by=None, name=f"N {n:03}")
    client = signed_in(ana)
    with django_assert_num_queries(most):
        client.get(URL + query)


def test_a_script_gets_the_list_alone(entries: list[Speaker], ana: User):
    answer = signed_in(ana).get(URL, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section id="speakers"')
    assert "HX-Request" in answer["Vary"]


def test_a_new_entry_by_the_page(project: Project, ana: User):
    client = signed_in(ana)
    assert client.post(URL, {"name": " "}).status_code == 422
    answer = client.post(URL, {"name": "Ana Lind", "kind": "person", "role": "Mayor"})
    made = Speaker.objects.get()
    assert (made.name, made.kind, made.role) == ("Ana Lind", "person", "Mayor")
    assert answer["Location"] == f"{URL}{made.pk}/"


def test_merging_by_the_pages(entries: list[Speaker], rita: User):
    client, (gallant, _hezbollah, merkel) = signed_in(rita), entries
    asked = f"{URL}merges/?chosen={gallant.pk}&words=merkel"
    found = client.get(asked).context["page"]
    assert (found.chosen, found.found) == ([gallant], [merkel])
    both = {"chosen": [gallant.pk, merkel.pk]}
    assert client.post(f"{URL}merges/", both | {"into": "x"}).status_code == 404
    client.post(f"{URL}merges/", both | {"into": gallant.pk})
    merkel.refresh_from_db()
    assert merkel.merged_into == gallant
    line = client.get(f"{URL}{gallant.pk}/").context["page"].log[0]
    assert line.what == "merged “Angela Merkel” into this entry"
    client.post(f"{URL}undoing/{line.undo}/")
    merkel.refresh_from_db()
    assert merkel.merged_into is None


def test_annotators_are_not_offered_what_they_may_not(entries: list[Speaker], ana: User):
    answer = signed_in(ana).get(URL).content.decode()
    assert "Merge the chosen" not in answer
    answer = signed_in(ana).get(f"{URL}{entries[0].pk}/").content.decode()
    assert "Change the entry" not in answer

"""The page of an entry: its claims, figures, articles over time, names and log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.annotations.models import Annotation
from annotator.annotations.states import Kind
from annotator.insights.speakers.pages import SpeakerPage
from annotator.projects.models import Project
from annotator.speakers import services
from annotator.speakers.models import Speaker
from tests import make

Say = Callable[..., Annotation]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(speaker: Speaker, user: User, query: str = "") -> SpeakerPage:
    answer = signed_in(user).get(f"/projects/floods/speakers/{speaker.pk}/{query}")
    assert answer.status_code == 200
    page: SpeakerPage = answer.context["page"]
    return page


def test_a_claim_in_its_sentence_with_its_figures(minister: Speaker, say: Say, ana: User):
    say(minister, ana, title="The valley", published="2025-11-03")
    claim = page_of(minister, ana).claims.claims[0]
    assert [(piece.text, piece.marked) for piece in claim.pieces] == [
        ("The minister said on Monday ", False),
        ("that more than 1,200 people had left", True),
        (".", False),
    ]
    assert (claim.title, claim.published, claim.speaker) == ("The valley", "2025-11-03", "minister")
    assert [(one.quote, one.value) for one in claim.figures] == [("1,200", "> 1,200 people")]
    assert claim.attributes == ("indirect",)


def test_claims_lead_to_their_article(minister: Speaker, say: Say, ana: User):
    spoken = say(minister, ana)
    page = signed_in(ana).get(f"/projects/floods/speakers/{minister.pk}/").content.decode()
    claim = Annotation.objects.get(set=spoken.set, label__name="Claim")
    assert f'href="/articles/{spoken.set.article_id}/?chosen={claim.uid}"' in page
    assert "Ana Lind" not in page.partition("<main")[2]


def test_annotators_see_only_their_own(minister: Speaker, say: Say, ana: User, ben: User):
    say(minister, ana)
    say(minister, ben)
    for query in ("", "?whose=everyone", "?whose=gold"):
        page = page_of(minister, ana, query)
        assert [one.by for one in page.claims.claims] == ["Ana Lind"]
        assert (page.said.claims, page.names[0].count, len(page.figures)) == (1, 1, 1)
        assert page.timeline.undated == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Reuters", "ben", "Ana Lind"]),
        ("?whose=mine", []),
        ("?whose=gold", [""]),
        ("?whose=x", ["Reuters", "ben", "Ana Lind"]),
    ],
)
def test_reviewers_choose_whose(
    minister: Speaker, say: Say, ana: User, ben: User, rita: User, query: str, expected: list[str]
):
    say(minister, ana)
    say(minister, ben)
    say(minister, None, kind=Kind.GOLD)
    say(minister, None, kind=Kind.SUGGESTED)
    imported = say(minister, None, kind=Kind.IMPORTED).set
    imported.name = "Reuters"
    imported.save()
    page = page_of(minister, rita, query)
    assert [one.by for one in page.claims.claims] == expected
    assert page.said.claims == len(expected)


def test_what_was_merged_speaks_here(
    project: Project, minister: Speaker, say: Say, rita: User, ana: User
):
    other = services.create_speaker(project_id=project.pk, by=None, name="Gallant")
    say(other, ana)
    say(minister, ana)
    services.merge_speakers(project_id=project.pk, by=rita, into=minister.pk, others=[other.pk])
    page = page_of(minister, rita)
    assert len(page.claims.claims) == page.said.claims == 2
    assert page.aliases == ["Gallant"]
    answer = signed_in(rita).get(f"/projects/floods/speakers/{other.pk}/")
    assert answer["Location"] == f"/projects/floods/speakers/{minister.pk}/"


def test_months_with_a_table_behind(minister: Speaker, say: Say, ana: User):
    for day in ("2025-09-01", "2025-11-03", "2025-11-05T10:00:00Z", "", "nonsense", "2025-13"):
        say(minister, ana, published=day)
    timeline = page_of(minister, ana).timeline
    assert [(bar.name, bar.count) for bar in timeline.bars] == [
        ("2025-09", 1),
        ("2025-10", 0),
        ("2025-11", 2),
    ]
    assert timeline.undated == 3


def test_claims_are_paged_there_and_back(minister: Speaker, say: Say, ana: User):
    for _n in range(60):
        say(minister, ana)
    first = page_of(minister, ana).claims
    assert first.after
    second = page_of(minister, ana, f"?after={first.after.text}").claims
    assert second.after
    third = page_of(minister, ana, f"?after={second.after.text}").claims
    assert [len(one.claims) for one in (first, second, third)] == [25, 25, 10]
    assert first.before is None
    assert third.after is None
    assert third.before
    back = page_of(minister, ana, f"?before={third.before.text}").claims
    assert back.claims == second.claims
    assert len({one.uid for page in (first, second, third) for one in page.claims}) == 60


@pytest.mark.parametrize("query", ["?after=x", "?after=1-", f"?before={'9' * 30}-1", "?after=0-0"])
def test_nonsense_is_not_asked(minister: Speaker, ana: User, query: str):
    page_of(minister, ana, query)


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow(
    minister: Speaker,
    say: Say,
    ana: User,
    rita: User,
    django_assert_max_num_queries: Any,
    count: int,
):
    for n in range(count):
        say(minister, ana)
        services.add_alias(
            project_id=minister.project_id, by=rita, speaker_id=minister.pk, name=str(n)
        )
    client = signed_in(rita)
    with django_assert_max_num_queries(19) as asked:
        client.get(f"/projects/floods/speakers/{minister.pk}/")
    assert len(asked) >= 15


def test_entries_of_another_project_are_not_here(ana: User, max: User):
    elsewhere = make.project(max)
    other = services.create_speaker(project_id=elsewhere.pk, by=None, name="X")
    assert signed_in(ana).get(f"/projects/floods/speakers/{other.pk}/").status_code == 404
    for page in ("changes", "splits", "deletion"):
        url = f"/projects/floods/speakers/{other.pk}/{page}/"
        assert signed_in(max).post(url, {"name": "Y"}).status_code == 404


def test_changing_an_entry(minister: Speaker, rita: User):
    url = f"/projects/floods/speakers/{minister.pk}/changes/"
    client = signed_in(rita)
    assert client.post(url, {"name": "", "aliases": "x"}).status_code == 422
    values = {
        "name": "Yoav Gallant",
        "aliases": "Galant\r\n\r\n",
        "role": "Minister",
        "kind": "person",
    }
    assert client.post(url, values).status_code == 302
    page = page_of(minister, rita)
    assert page.aliases == ["The minister", "Galant"]
    assert page.log[0].what == "changed the name, the kind, the role, the other names"


def test_a_split_and_its_undo_by_the_pages(minister: Speaker, say: Say, ana: User, rita: User):
    spoken = say(minister, ana)
    client, url = signed_in(rita), f"/projects/floods/speakers/{minister.pk}/"
    assert client.post(f"{url}splits/", {"name": "Other"}).status_code == 422
    client.post(f"{url}splits/", {"name": "Other", "quotes": ["minister"]})
    spoken.refresh_from_db()
    assert spoken.speaker
    assert spoken.speaker.name == "Other"
    page = client.get(url)
    line = page.context["page"].log[0]
    assert line.what == "moved “minister” to “Other”: 1 annotation"
    client.post(f"/projects/floods/speakers/undoing/{line.undo}/")
    spoken.refresh_from_db()
    assert spoken.speaker == minister
    assert [one.undo for one in page_of(minister, rita).log] == [0, 0, 0]


def test_only_what_is_unused_is_deleted(minister: Speaker, say: Say, ana: User, rita: User):
    url = f"/projects/floods/speakers/{minister.pk}/deletion/"
    client = signed_in(rita)
    assert "deletion" in client.get(f"/projects/floods/speakers/{minister.pk}/").content.decode()
    spoken = say(minister, ana)
    assert client.post(url).status_code == 409
    Annotation.objects.filter(pk=spoken.pk).update(speaker=None)
    assert client.post(url).status_code == 302
    assert not Speaker.objects.exists()

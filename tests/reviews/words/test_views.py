"""The page of words, and what is sent from it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.projects.models import Role
from annotator.reviews.words import pages
from annotator.speakers.services import create_speaker, merge_speakers
from tests import make
from tests.reviews.adjudication import team
from tests.reviews.words import places

URL = "/projects/floods/words/"


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def page(user: User, query: str = "?words=mayor") -> Any:
    answer = client(user).get(URL + query)
    assert answer.status_code == 200
    return answer.context["page"]


def send(user: User, query: str = "?words=mayor", **data: object) -> Any:
    given = {"batch": uuid4(), "action": "reject", **data}
    return client(user).post(f"{URL}decisions/{query}", given)


@pytest.fixture
def text(project, ana, ben, claim):
    made = places.article(project, ana, ben)
    places.mark(made, ana, claim)
    return made


def test_places_in_context(text, rita) -> None:
    first, second = page(rita).lines
    assert (first.before, first.text, first.after[:12]) == ("The ", "mayor", " said: 200 b")
    assert [(one.label.name, one.who) for one in first.chips] == [("Claim", "1 of 2")]
    assert (first.nothing, second.nothing, first.verdict) == ("1 of 2", "2 of 2", "open")


def test_names_are_for_owners_and_open_projects(project, text, rita, max) -> None:
    assert page(max).lines[0].chips[0].who == "Ana Lind"
    assert "Ana Lind" not in client(rita).get(f"{URL}?words=mayor").content.decode()
    project.blind = False
    project.save()
    assert page(rita).lines[0].chips[0].who == "Ana Lind"


def test_arabic_runs_its_own_way(project, ana, rita) -> None:
    places.article(project, ana, text="قال الوزير إن", lang="ar")
    answer = client(rita).get(f"{URL}?words=الوزير").content.decode()
    assert '<p class="context" id="at-1" dir="rtl" lang="ar">' in answer


def test_counts_lead_to_what_they_count(text, claim, rita) -> None:
    counts = [(one.label, one.number, one.asked) for one in page(rita).counts]
    assert counts == [(claim, 1, str(claim.pk)), (None, 1, "nothing")]
    chosen = page(rita, "?words=mayor&label=nothing")
    assert (len(chosen.lines), [one.asked for one in chosen.counts]) == (1, [str(claim.pk), ""])


@pytest.mark.parametrize(
    "query",
    ["", "?words=%00", "?words=x&label=99", "?words=mayor&at=x&from=x&how=x&extent=x", "?at=1:2-3"],
)
def test_addresses_that_make_no_sense(text, rita, query) -> None:
    assert client(rita).get(URL + query).status_code == 200


def test_markup_in_words_is_text(project, ana, rita) -> None:
    places.article(project, ana, text="It says <b>bold</b> here")
    answer = client(rita).get(f"{URL}?words=%3Cb%3Ebold&how=within").content.decode()
    assert "<b>bold" not in answer
    assert "&lt;b&gt;bold" in answer


def test_a_speaker_by_all_names(project, text, ana, rita, max) -> None:
    given = {"project_id": project.pk, "by": max}
    entry = create_speaker(**given, name="Ana Lind")
    other = create_speaker(**given, name="The Mayor")
    merge_speakers(**given, into=entry.pk, others=[other.pk])
    offered = page(rita, "?words=ana+lind").offered
    assert offered == [entry]
    found = page(rita, f"?speaker={other.pk}")
    assert (found.asked.entry.speaker, found.found) == (entry, 0)
    places.article(project, ana, text="The Mayor spoke to Ana Lind.")
    assert page(rita, f"?speaker={entry.pk}").found == 2
    assert client(rita).get(f"{URL}?speaker=987654").status_code == 404


def test_the_page_of_a_speaker_leads_here(project, ana, rita, max) -> None:
    entry = create_speaker(project_id=project.pk, by=max, name="Ana Lind")
    there = f"/projects/floods/speakers/{entry.pk}/"
    link = f'href="{URL}?speaker={entry.pk}"'
    assert link in client(rita).get(there).content.decode()
    assert link not in client(ana).get(there).content.decode()


def test_pages_there_and_back(project, ana, rita, monkeypatch) -> None:
    monkeypatch.setattr(pages, "SIZE", 2)
    for _ in range(3):
        places.article(project, ana, text="one mayor")
    first = page(rita)
    second = page(rita, f"?words=mayor&at={first.after}")
    assert (len(first.lines), len(second.lines), first.before, second.after) == (2, 1, "", "")
    assert page(rita, f"?words=mayor&at={second.before}").lines == first.lines


def test_ticked_places_are_decided_about(text, rita) -> None:
    answer = send(rita, place=places.place(text).key)
    assert answer.status_code == 302
    assert "done=" in answer["Location"]
    shown = client(rita).get(answer["Location"]).content.decode()
    assert "1 place rejected: nothing is there." in shown
    assert page(rita).lines[0].verdict == "nothing"


@pytest.mark.parametrize(("which", "number"), [("page", 2), ("all", 2)])
def test_all_places_are_decided_about(project, text, speaker, rita, which, number) -> None:
    query = "?words=mayor&label=nothing" if which == "page" else "?words=mayor"
    send(rita, query, which=which, action="mark", label=speaker.pk)
    assert team.in_gold(text) == [("Speaker", "Mayor", "edited")]


def test_a_label_is_asked_for(text, rita) -> None:
    answer = send(rita, action="relabel", place=places.place(text).key)
    assert answer.status_code == 422
    assert "Choose a label first." in answer.content.decode()
    assert [one.chosen for one in answer.context["page"].lines] == [True, False]


@pytest.mark.parametrize("place", ["", "x", "1", "1:2", "1:2-x", "9" * 30 + ":1-2"])
def test_places_that_make_no_sense(text, rita, place) -> None:
    assert send(rita, place=place).status_code == 422


def test_what_was_skipped_is_said(text, rita, max) -> None:
    team.start(text, max)
    location = send(rita, place=places.place(text).key)["Location"]
    shown = client(rita).get(location).content.decode()
    assert "1 place was left: another reviewer holds its article." in shown


def test_undo_by_the_page(text, rita) -> None:
    send(rita, place=places.place(text).key)
    (past,) = page(rita).batches
    answer = client(rita).post(f"{URL}undoing/{past.past.batch.id}/?words=mayor")
    shown = client(rita).get(answer["Location"]).content.decode()
    assert "1 place taken back." in shown
    assert page(rita).lines[0].verdict == "open"


def test_what_undo_left_is_listed(project, text, ana, claim, rita) -> None:
    other = places.article(project, ana)
    places.mark(other, ana, claim)
    send(rita, place=[places.place(text).key, places.place(other).key])
    (past,) = page(rita).batches
    gold = team.gold(text)
    gold.owner = make.user("vera")
    gold.save()
    answer = client(rita).post(f"{URL}undoing/{past.past.batch.id}/?words=mayor")
    shown = client(rita).get(answer["Location"]).content.decode()
    assert "another reviewer holds the article" in shown
    assert "Undo the rest" in shown


def test_a_script_gets_the_places_alone(text, rita) -> None:
    answer = client(rita).get(f"{URL}?words=mayor", headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section id="words"')
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_do_not_grow(
    project, ana, ben, claim, speaker, rita, django_assert_max_num_queries, count
) -> None:
    entry = create_speaker(project_id=project.pk, by=rita, name="mayor")
    for n in range(count):
        made = places.article(project, ana, ben)
        places.mark(made, ana, speaker, speaker=entry)
        if n < 3:
            send(rita, place=places.place(made).key)
    mine = client(rita)
    for query in ("?words=mayor", f"?speaker={entry.pk}"):
        with django_assert_max_num_queries(25):
            mine.get(URL + query)


def test_who_still_annotates_sees_nothing_here(project, text, claim, rita) -> None:
    cleo = make.user("cleo")
    make.member(project, cleo, Role.REVIEWER)
    make.annotation_set(text, cleo)
    assert page(cleo).lines == []

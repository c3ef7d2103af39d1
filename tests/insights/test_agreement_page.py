"""The page of agreement and what opens from it: who sees it, what it says, how many queries."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.insights.agreement import listed, services
from annotator.insights.agreement.pages import AgreementPage
from annotator.insights.agreement.scope import EVERYTHING
from annotator.insights.models import Comparison, Difference
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.insights.conftest import CLAIM, FIGURE, SPEAKER, TEXT

PAGE = "/projects/floods/agreement/"
LIST = f"{PAGE}disagreements/"

Annotated = Callable[..., None]


@pytest.fixture
def annotated(project: Project, labels: dict[str, Label], ana: User, ben: User) -> Annotated:
    """So many articles by Ana and Ben, who differ in every kind of way."""

    def annotated(count: int = 1) -> None:
        for n in range(count):
            article = make.article(project, f"{TEXT}\nNumber {n}", title=f"Story {n}", lang="en")
            for shift, person in enumerate((ana, ben)):
                owned = make.annotation_set(article, person, state=State.SUBMITTED)
                make.annotation(owned, labels["Claim"], (CLAIM[0], CLAIM[1] + shift))
                make.annotation(owned, labels["Figure" if shift else "Speaker"], SPEAKER)
                if not shift:
                    make.annotation(owned, labels["Figure"], FIGURE)

    return annotated


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, query: str = "") -> AgreementPage:
    answer = signed_in(user).get(f"{PAGE}{query}")
    assert answer.status_code == 200
    page: AgreementPage = answer.context["page"]
    return page


def html_of(user: User, address: str = PAGE) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def items(user: User, query: str) -> list[listed.Item]:
    answer = signed_in(user).get(f"{LIST}{query}")
    assert answer.status_code == 200
    found: list[listed.Item] = answer.context["page"].listed.items
    return found


def kinds(user: User, query: str) -> list[tuple[str, ...]]:
    return [one.kinds for one in items(user, query)]


def test_without_two_finished_sets_the_page_says_what_will_be_there(
    project: Project, labels: dict[str, Label], ana: User, rita: User
):
    make.annotation_set(make.article(project), ana, state=State.SUBMITTED)
    assert "as soon as two of them have submitted the same article" in html_of(rita)


def test_the_headline_says_how_many_and_what_the_number_says(annotated: Annotated, rita: User):
    annotated(3)
    page = html_of(rita)
    assert "3 articles by 2 annotators." in page
    assert "Of what one annotator marked, another marked 0 % with exactly" in page


def test_where_nobody_marked_anything_it_is_said_in_words(
    project: Project, labels: dict[str, Label], ana: User, ben: User, rita: User
):
    article = make.article(project)
    for person in (ana, ben):
        make.annotation_set(article, person, state=State.SUBMITTED)
    page = html_of(rita)
    assert "Nobody marked anything in them yet." in page
    assert "No two annotators did the same article and marked something of this kind." in page
    assert "1 time two annotators both found nothing of this" in page
    assert not re.search(r"\b(?:[Nn]a[Nn]|None)\b", page)


def test_thresholds_stand_at_alpha_only(annotated: Annotated, rita: User):
    annotated(3)
    page = page_of(rita)
    assert {row.name for row in page.measures if row.number.reading} <= {
        "uα", "|uα", "cuα", "(Claim)uα", "(Speaker)uα", "(Figure)uα",
    }  # fmt: skip
    assert any(row.number.reading for row in page.measures)


def test_every_measure_has_a_sentence_and_leads_to_what_is_behind_it(
    annotated: Annotated, rita: User
):
    annotated(2)
    client = signed_in(rita)
    for label in ("", "Claim"):
        for row in page_of(rita, f"?label={label}").measures:
            assert row.answers.endswith((".", "?"))
            assert client.get(f"{LIST}{row.query}").status_code == 200


def test_without_noise_both_numbers_stand_side_by_side(
    project: Project, labels: dict[str, Label], ana: User, ben: User, rita: User
):
    article = make.article(project, TEXT)
    for shift, person in enumerate((ana, ben)):
        owned = make.annotation_set(article, person, state=State.SUBMITTED)
        make.annotation(owned, labels["Claim"], (CLAIM[0], CLAIM[1] + shift))  # the full stop
    assert all(row.clean is None for row in page_of(rita).measures)
    strict = page_of(rita, "?noise=without").measures[0]
    assert (strict.number.value, str(strict.clean)) == ("0.00", "1.00")


def test_pictures_have_titles_and_a_table_with_the_same_numbers(annotated: Annotated, rita: User):
    annotated(3)
    page = html_of(rita)
    assert page.count("As a table") == page.count('role="img"') == 5
    for picture in re.findall(r"<svg class=\"(?:grid|plot)-picture.*?</svg>", page, re.DOTALL):
        (named,) = re.findall(r'role="img" aria-labelledby="([\w-]+)"', picture)
        assert re.search(rf'<title id="{named}">[^<]+</title>', picture)
    shown = page_of(rita).drawn
    assert {one.text for one in shown.matrix.cells} == {str(one.number) for one in shown.pairs}
    assert sum(one.count for one in shown.bins) + shown.none == 3


def test_two_people_of_one_name_are_told_apart(annotated: Annotated, ana: User, rita: User):
    User.objects.filter(username="ben").update(name=ana.name)
    annotated()
    assert {one.row for one in page_of(rita).drawn.matrix.cells} == {"Ana Lind 1", "Ana Lind 2"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?label=Claim", [("other borders",)]),
        ("?kind=missing", [("marked by one only",)]),
        ("?label=Speaker&other=Figure", [("another label",)]),
        ("?label=Figure&other=-", [("marked by one only",)]),
        ("?label=-&other=Figure", [("marked by one only",)]),
        ("?detail=trailing+punctuation", [("other borders",)]),
        ("?detail=determiner", []),
        ("?measure=type&label=Claim", []),
        ("?measure=links", []),
        ("?a={ben}&detail=longer", [("other borders",)]),
        ("?a={ana}&detail=longer", []),
        ("?a={ben}&b={ana}&measure=strict&label=Claim", [("other borders",)]),
        ("?a={ana}&b=gold", []),
        ("?a=7777", []),
        ("?label=Nothing", []),
    ],
)
def test_a_number_opens_the_disagreements_behind_it(
    query: str,
    found: list[tuple[str, ...]],
    annotated: Annotated,
    ana: User,
    ben: User,
    rita: User,
):
    annotated()
    assert kinds(rita, query.format(ana=ana.pk, ben=ben.pk)) == found


def test_the_worst_come_first_with_both_versions_in_their_sentence(
    annotated: Annotated, rita: User
):
    annotated()
    found = items(rita, "")
    assert [one.kinds for one in found] == [
        ("another label",),
        ("marked by one only",),
        ("other borders",),
    ]
    claim = found[-1]
    assert (claim.a.name, claim.a.label, claim.b.name) == ("Ana Lind", "Claim", "ben")
    assert "".join(run.text for run in claim.runs) == (
        "The minister said on Monday that more than 1,200 people had left."
    )
    assert [(run.text, run.a, run.b) for run in claim.runs if run.a or run.b] == [
        (TEXT[CLAIM[0] : CLAIM[1]], True, True),
        (TEXT[CLAIM[1]], False, True),
    ]
    assert claim.b.quote == TEXT[CLAIM[0] : CLAIM[1] + 1]
    assert found[1].b.label == ""


def test_bars_and_points_open_the_articles_they_count(annotated: Annotated, rita: User):
    annotated(3)
    drawn = page_of(rita).drawn
    (bar,) = [one for one in drawn.bins if one.count]
    assert len(items(rita, bar.query)) == 9
    assert len(items(rita, drawn.windows[0].query)) == 9
    assert items(rita, "?bin=9") == []


def test_pages_of_disagreements_go_on_where_the_last_ended(
    annotated: Annotated, rita: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(listed, "SIZE", 4)
    annotated(3)
    seen: list[int] = []
    query = ""
    for _ in range(3):
        answer = signed_in(rita).get(f"{LIST}{query}").context["page"].listed
        assert answer.count == 9
        seen += [one.id for one in answer.items]
        query = f"?after={answer.after}"
    assert answer.after == ""
    worst = Difference.objects.order_by("-distance", "id").values_list("pk", flat=True)
    assert seen == list(worst)


@pytest.mark.parametrize("query", ["?after=nonsense", "?after=nan_1", "?bin=-1", "?window=999"])
def test_an_address_that_makes_no_sense_is_no_failure(query: str, annotated: Annotated, rita: User):
    annotated()
    assert signed_in(rita).get(f"{LIST}{query}").status_code == 200


def test_gold_is_opened_from_precision_and_recall(
    project: Project, annotated: Annotated, labels: dict[str, Label], rita: User
):
    annotated()
    gold = make.annotation_set(project.articles.get(), rita, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation(gold, labels["Claim"], CLAIM)
    ana = page_of(rita).gold[0]
    assert (ana.person, ana.precision.value, ana.recall.value) == ("Ana Lind", "0.33", "1.00")
    found = items(rita, ana.query)
    assert {one.b.name for one in found} == {"Gold"}
    assert len(found) == 2
    assert len(items(rita, "")) == 3


def test_a_small_project_is_computed_at_once_and_kept(annotated: Annotated, rita: User):
    annotated()
    first = page_of(rita).comparison
    again = page_of(rita).comparison
    assert first == again
    assert first is not None


def outdated(project: Project, count: int = 1) -> None:
    for owned in AnnotationSet.objects.filter(project=project)[:count]:
        AnnotationSet.objects.filter(pk=owned.pk).update(version=owned.version + 1)


def test_a_small_project_is_never_out_of_date(project: Project, annotated: Annotated, rita: User):
    annotated()
    first = page_of(rita).comparison
    outdated(project)
    page = page_of(rita)
    assert page.comparison != first
    assert page.found.fresh


def test_old_numbers_of_a_large_project_say_so_and_are_computed_again(
    project: Project, annotated: Annotated, rita: User, monkeypatch: pytest.MonkeyPatch
):
    annotated(2)
    page_of(rita)
    monkeypatch.setattr(services, "AT_ONCE", 0)
    assert "Since then" not in html_of(rita)
    outdated(project, 3)
    for address in (PAGE, LIST):
        page = html_of(rita, address)
        assert "Since then 3 sets have changed. They are being computed again." in page
        assert "Agreement will be computed in a moment." in page
    assert Comparison.objects.filter(state="waiting").count() == 1


def test_progress_is_asked_for_until_it_is_done(
    project: Project, annotated: Annotated, rita: User, monkeypatch: pytest.MonkeyPatch
):
    annotated()
    monkeypatch.setattr(services, "AT_ONCE", 0)
    client, htmx = signed_in(rita), {"HX-Request": "true"}
    client.get(PAGE)
    answer = client.get(f"{PAGE}computing/", headers=htmx)
    assert "<progress" in answer.content.decode()
    Comparison.objects.all().delete()
    services.compute(project_id=project.pk, scope=EVERYTHING)
    assert client.get(f"{PAGE}computing/", headers=htmx)["HX-Refresh"] == "true"


def test_a_failure_is_said_and_can_be_tried_again(
    project: Project, annotated: Annotated, rita: User, monkeypatch: pytest.MonkeyPatch
):
    annotated()
    monkeypatch.setattr(services, "AT_ONCE", 0)
    client = signed_in(rita)
    client.get(PAGE)
    Comparison.objects.update(state="failed")
    page = client.get(PAGE).content.decode()
    assert "Agreement could not be computed." in page
    assert client.post(f"{PAGE}computing/").status_code == 302
    assert Comparison.objects.get().state == "waiting"


def test_filters_narrow_what_is_compared(annotated: Annotated, ana: User, rita: User):
    annotated(2)
    today = datetime.now(UTC).date()
    assert page_of(rita, f"?since={today}&lang=en").result["articles"] == 2
    assert not page_of(rita, f"?people={ana.pk}").has_numbers
    assert not page_of(rita, "?until=2001-01-01").has_numbers
    assert page_of(rita, "?people=nobody&since=yesterday&lang=xx").result["articles"] == 2


def test_numbers_are_taken_away_as_json_and_csv(annotated: Annotated, rita: User):
    annotated(2)
    document = json.loads(html_of(rita, f"{PAGE}numbers/?format=json"))
    assert document["articles"] == 2
    rows = list(csv.DictReader(io.StringIO(html_of(rita, f"{PAGE}numbers/?format=csv"))))
    assert len(rows) == len(document["numbers"])
    strict = rows[0]
    assert (strict["measure"], strict["value"], strict["n"]) == ("F1 strict", "0.0", "10")
    assert all(row["value"] or row["reason"] for row in rows)


def test_a_name_is_no_formula_in_a_spreadsheet(annotated: Annotated, rita: User):
    User.objects.filter(username="ben").update(name="=1+1")
    annotated()
    rows = list(csv.DictReader(io.StringIO(html_of(rita, f"{PAGE}numbers/?format=csv"))))
    named = {row["annotator_a"] for row in rows} | {row["annotator_b"] for row in rows}
    assert named == {"", "'=1+1", "Ana Lind"}


def test_the_command_prints_the_same_numbers(
    annotated: Annotated, rita: User, capsys: pytest.CaptureFixture[str]
):
    annotated(2)
    call_command("compute_agreement", "floods", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert printed["numbers"] == json.loads(html_of(rita, f"{PAGE}numbers/"))["numbers"]
    call_command("compute_agreement", "floods")
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert first.split("\t")[:2] == ["label", "measure"]
    assert second.split("\t")[1:3] == ["F1 strict", "as annotated"]


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_takes_as_many_queries_for_one_article_as_for_twenty(
    count: int,
    annotated: Annotated,
    rita: User,
    django_assert_num_queries: DjangoAssertNumQueries,
):
    annotated(count)
    client = signed_in(rita)
    with django_assert_num_queries(25):
        client.get(PAGE)  # computed
    with django_assert_num_queries(8):
        client.get(PAGE)
    with django_assert_num_queries(11):
        client.get(LIST)


def test_the_project_leads_there_whom_it_is_for(
    annotated: Annotated, ana: User, rita: User, max: User
):
    link = f'href="{PAGE}"'
    seen = {
        who.username: link in signed_in(who).get("/projects/floods/").content.decode()
        for who in (ana, rita, max)
    }
    assert seen == {"ana": False, "rita": True, "max": True}

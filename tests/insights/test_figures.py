"""The page of figures: rows, order, filters, who sees what."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind
from annotator.insights.figures import found, listed
from annotator.insights.figures.pages import FiguresPage, Row
from annotator.projects.models import Project
from annotator.schemes.models import Label, RelationType
from annotator.speakers import services
from annotator.speakers.models import Speaker
from tests import make
from tests.insights.conftest import FIGURE, TEXT

Say = Callable[..., Annotation]
Count = Callable[..., Annotation]


@pytest.fixture
def count(project: Project, labels: dict[str, Label]) -> Count:
    """A figure of a value, in a set or else in an article of its own."""

    def count(
        by: User, low: float, *, owned: AnnotationSet | None = None, **said: Any
    ) -> Annotation:
        article = {"published": said.pop("published", ""), "title": said.pop("title", "A story")}
        if not owned:
            text = f"{TEXT}\nNumber {project.articles.count()}"
            owned = make.annotation_set(make.article(project, text, **article), by)
        value = {"high": low, "comparator": "=", "unit": "", "counted": "people", "magnitude": ""}
        given = {"low": low, "confirmed": False} | value | said
        return make.annotation(owned, labels["Figure"], FIGURE, value=given)

    return count


@pytest.fixture(params=["few", "many"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read at once if there are few is walked through if there are many."""
    if request.param == "many":
        monkeypatch.setattr(found, "FEW", 2)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, query: str = "") -> FiguresPage:
    answer = signed_in(user).get(f"/projects/floods/figures/{query}")
    assert answer.status_code == 200
    page: FiguresPage = answer.context["page"]
    return page


def rows(page: FiguresPage) -> list[Row]:
    return [row for group in page.groups for row in group.rows]


def lows(page: FiguresPage) -> list[float]:
    return [row.point.quantity.low for row in rows(page) if row.point.quantity]


def test_a_figure_in_its_sentence_with_who_claims_it(minister: Speaker, say: Say, ana: User):
    spoken = say(minister, ana, title="The valley", published="2025-11-03")
    (row,) = rows(page_of(ana))
    assert [piece.text for piece in row.detail.pieces if piece.marked] == ["1,200"]
    assert (row.number, row.point.unit, row.point.counted) == ("> 1,200", "", "people")
    assert [(one.name, one.entry) for one in row.said] == [("The minister", minister.pk)]
    assert (row.detail.story.title, row.detail.story.published) == ("The valley", "2025-11-03")
    page = signed_in(ana).get("/projects/floods/figures/").content.decode()
    figure = Annotation.objects.get(set=spoken.set, label__name="Figure")
    assert f'href="/articles/{spoken.set.article_id}/?chosen={figure.uid}"' in page
    assert "not confirmed" in page
    assert f'href="#figure-{figure.pk}"' in page


def test_several_speakers_by_name_or_by_their_words(
    minister: Speaker, say: Say, ana: User, said_by: RelationType, labels: dict[str, Label]
):
    spoken = say(minister, ana)
    claim = Annotation.objects.get(set=spoken.set, label__name="Claim")
    for place, entry in ((77, 88), None), ((0, 2), minister):
        speaker = make.annotation(spoken.set, labels["Speaker"], place, speaker=entry)
        make.relation(said_by, claim, speaker)
    (row,) = rows(page_of(ana))
    assert [one.name for one in row.said] == ["The minister", "Nobody else"]


def test_what_has_no_claim_no_speaker_or_no_value(
    project: Project, ana: User, labels: dict[str, Label], within: RelationType
):
    owned = make.annotation_set(make.article(project), ana)
    figure = make.annotation(owned, labels["Figure"], (44, 49), value={})
    claim = make.annotation(owned, labels["Claim"], (29, 65))
    assert not rows(page_of(ana))[0].claimed
    make.relation(within, figure, claim)
    (row,) = rows(page_of(ana))
    assert (row.claimed, row.said, row.number) == (True, [], "")
    page = signed_in(ana).get("/projects/floods/figures/").content.decode()
    assert "a claim without a speaker" in page
    assert "no value was read" in page
    assert rows(page_of(ana, "?sort=value"))[0].point.quantity is None


def test_of_one_story_what_excludes_each_other(count: Count, ana: User, ben: User, rita: User):
    first = count(ana, 1200, comparator=">")
    count(ana, 900, owned=first.set, comparator="≥")
    count(ana, 1200, owned=first.set)
    count(ana, 7, owned=first.set, unit="km")
    count(ana, 1100)
    assert [(row.point.unit, row.differs) for row in rows(page_of(ana))] == [
        ("", False),
        ("", True),
        ("", True),
        ("", False),
        ("km", False),
    ]
    other = make.annotation_set(first.set.article, ben)
    count(ben, 300, owned=other, counted="People")
    assert [row.differs for row in rows(page_of(rita))] == [False, True, True, True, True, False]
    assert sum(row.differs for row in rows(page_of(ana))) == 2


def test_numbers_of_nothing_in_particular_are_not_compared(count: Count, ana: User):
    first = count(ana, 1, counted="")
    count(ana, 2, owned=first.set, counted="")
    assert not any(row.differs for row in rows(page_of(ana)))


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [40, 0.5, 7, 300, 20, 5]),
        ("?sort=value", [300, 40, 20, 7, 0.5, 5]),
        ("?sort=published", [0.5, 7, 300, 20, 5, 40]),
        ("?sort=nonsense&after=x&at=99", [40, 0.5, 7, 300, 20, 5]),
        ("?unit=1", [40, 7, 300, 20]),
        ("?unit=km", [5]),
        ("?unit=furlongs", []),
        ("?words=HOUSES", [7]),
        ("?words=wat", [20, 5]),
        ("?words=er", []),
        ("?words=ho", [7]),
        ("?words=wa", [20, 5]),
        ("?words=100%25", []),
        ("?words=wat&unit=km", [5]),
    ],
)
def test_order_and_filters(count: Count, ana: User, query: str, expected: list[float]):
    first = count(ana, 20, title="High water", published="2024-01-01")
    count(ana, 5, owned=first.set, unit="km")
    count(ana, 300, published="2025-11-02")
    count(ana, 7, published="2025-11-03T10:00:00Z", counted="houses")
    count(ana, 0.5, published="20251104", unit="%")
    count(ana, 40, published="last week")
    Annotation.objects.update(quote="much")
    assert lows(page_of(ana, query)) == expected


@pytest.mark.usefixtures("either")
def test_those_without_a_date_stand_apart(count: Count, ana: User):
    for published in ("last week", "2025", "2025-13-01", "2026-02-31"):
        count(ana, 1, published=published)
    groups = page_of(ana, "?sort=published").groups
    shown = [(group.story.published, group.apart) for group in groups if group.story]
    assert shown == [
        ("2026-02-31", False),
        ("2025", False),
        ("2025-13-01", True),
        ("last week", False),
    ]
    assert not any(group.apart for group in page_of(ana).groups)


def test_by_speaker_with_those_merged_into_it(
    project: Project, minister: Speaker, say: Say, count: Count, ana: User, rita: User
):
    other = services.create_speaker(project_id=project.pk, by=None, name="Gallant")
    say(minister, ana)
    say(other, ana)
    count(ana, 3)
    assert lows(page_of(ana, f"?speaker={minister.pk}")) == [1200]
    services.merge_speakers(project_id=project.pk, by=rita, into=minister.pk, others=[other.pk])
    for entry in (minister, other):
        assert lows(page_of(ana, f"?speaker={entry.pk}")) == [1200, 1200]
    assert lows(page_of(ana, f"?speaker={minister.pk}&unit=km")) == []


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("query", ["?sort=story", "?sort=value", "?sort=published"])
def test_pages_there_and_back(count: Count, ana: User, monkeypatch: pytest.MonkeyPatch, query: str):
    monkeypatch.setattr(listed, "SIZE", 3)
    first = count(ana, 1, published="2025-01-01")
    for n in range(7):
        count(ana, n % 3, owned=first.set if n < 4 else None, published=f"2025-02-{n + 10}")
    every, after, seen = [], 0, []
    while True:
        page = page_of(ana, f"{query}&after={after}")
        every += lows(page)
        seen.append(lows(page))
        if not (after := page.listed.after):
            break
    assert [len(one) for one in seen] == [3, 3, 2]
    back = page_of(ana, f"{query}&before={page.listed.before}")
    assert lows(back) == seen[1]
    assert lows(page_of(ana, f"{query}&before={back.listed.before}")) == seen[0]
    assert not page_of(ana, f"{query}&before={back.listed.before}").listed.before
    third = page.listed.points[1].id
    assert lows(page_of(ana, f"{query}&at={third}")) == seen[2][1:]


def test_annotators_see_only_their_own(count: Count, ana: User, ben: User):
    count(ana, 1)
    foreign = count(ben, 2, unit="km", counted="giraffes")
    for query in ("", "?whose=everyone", "?whose=gold", f"?at={foreign.pk}"):
        page = page_of(ana, query)
        assert lows(page) == [1]
        assert page.listed.units == [("", 1)]
    assert "annotated by" not in signed_in(ana).get("/projects/floods/figures/").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", [4, 3, 1]), ("?whose=mine", []), ("?whose=gold", [2]), ("?whose=x", [4, 3, 1])],
)
def test_reviewers_choose_whose(
    count: Count,
    project: Project,
    ana: User,
    ben: User,
    rita: User,
    query: str,
    expected: list[int],
):
    kinds = Kind.ANNOTATOR, Kind.GOLD, Kind.IMPORTED, Kind.ANNOTATOR, Kind.SUGGESTED
    for n, kind in enumerate(kinds, start=1):
        owner = {1: ana, 4: ben}.get(n)
        article = make.article(project, f"{TEXT} {n}")
        count(ana, n, owned=make.annotation_set(article, owner, kind=kind))
    assert lows(page_of(rita, query)) == expected
    assert not any(row.detail.own for row in rows(page_of(rita, query)))


def test_figures_of_other_projects_are_not_here(count: Count, ana: User, max: User):
    elsewhere = make.project(ana, slug="elsewhere")
    count(ana, 1)
    answer = signed_in(ana).get("/projects/elsewhere/figures/")
    assert answer.context["page"].listed.points == []
    assert "Open an article" in answer.content.decode()
    other = services.create_speaker(project_id=elsewhere.pk, by=None, name="X")
    assert signed_in(ana).get(f"/projects/floods/figures/?speaker={other.pk}").status_code == 404


def test_what_is_not_found_says_so(count: Count, ana: User):
    count(ana, 1)
    page = signed_in(ana).get("/projects/floods/figures/?words=giraffes").content.decode()
    assert "giraffes" in page
    assert "Show all figures" in page


def test_marks_are_links_to_rows_here_or_on_their_page(
    count: Count, ana: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(listed, "SIZE", 1)
    bad = count(ana, 1, published="2025-01-01", counted="<b>&amp;")
    good = count(ana, 2, published="2025-01-02")
    query = "?whose=%22%3E%3Cb%3E"
    page = signed_in(ana).get(f"/projects/floods/figures/{query}").content.decode()
    assert f'href="#figure-{good.pk}"' in page
    assert f'href="?whose=%22%3E%3Cb%3E&amp;at={bad.pk}#figure-{bad.pk}"' in page
    assert "<title>1 &lt;b&gt;&amp;amp; · not confirmed · 2025-01-01</title>" in page
    assert "<b>" not in page


def test_a_fragment_for_scripts(count: Count, ana: User):
    count(ana, 1)
    answer = signed_in(ana).get("/projects/floods/figures/", headers={"HX-Request": "true"})
    assert answer.content.decode().startswith('<section id="figures"')


@pytest.mark.usefixtures("either")
def test_the_number_of_queries_is_always_the_same(
    minister: Speaker, say: Say, ana: User, django_assert_num_queries: DjangoAssertNumQueries
):
    client = signed_in(ana)
    asked = []
    for _round in range(2):
        for _n in range(4):
            say(minister, ana, published="2025-11-03")
        with django_assert_num_queries(18) as found:
            client.get("/projects/floods/figures/")
        asked.append(len(found))
    assert asked[0] == asked[1]

"""How a project gets on, and what one has to do oneself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet, Step
from annotator.annotations.states import Kind, State
from annotator.assignments.models import Slot
from annotator.overview.dashboards import pace, standing, stuck, wording
from annotator.overview.dashboards.pages import ProjectPage
from annotator.projects.models import Project
from annotator.reviews.models import Review
from tests import make

URL = "/projects/floods/"


def page(user: User, query: str = "") -> ProjectPage:
    return get(user, query).context["page"]


def get(user: User, query: str = ""):  # type: ignore[no-untyped-def]
    client = Client()
    client.force_login(user)
    return client.get(URL + query)


def ago(**time: float):  # type: ignore[no-untyped-def]
    return timezone.now() - timedelta(**time)


def submitted(project: Project, owner: User | None, days: float = 0, **values: object):  # type: ignore[no-untyped-def]
    at = ago(days=days)
    article = make.article(project, f"Text {uuid4()}")
    values = {"state": State.SUBMITTED, "submitted": at, "created": at, "updated": at} | values
    return make.annotation_set(article, owner, **values)


def slots(project: Project, number: int = 2) -> None:
    Project.objects.update(annotators=number)
    project.refresh_from_db()
    for article in project.articles.all():
        for n in range(1, number + 1):
            Slot.objects.create(project=project, article=article, number=n, shuffle=0)


def worked(one: AnnotationSet, *minutes: float) -> None:
    """Steps so many minutes after the article was first seen."""
    for number, after in enumerate(minutes, 1):
        step = Step.objects.create(
            id=uuid4(), number=number, set=one, by=one.owner, kind="change", digest=""
        )
        Step.objects.filter(pk=step.pk).update(at=one.created + timedelta(minutes=after))


@pytest.fixture
def team(project: Project, ana: User, ben: User) -> None:
    """One assignment in each state; one article has gold annotations, one is being reviewed."""
    for state in State:
        owner = ana if state != State.RETURNED else ben
        make.annotation_set(make.article(project, f"Text {state}"), owner, state=state)
    first, second, *_ = project.articles.all()
    make.annotation_set(first, None, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation_set(second, None, kind=Kind.GOLD, state=State.IN_PROGRESS)


def test_progress_by_state(team: None, rita: User) -> None:
    found = page(rita).team
    assert found
    assert (found.gold, found.reviewing) == (1, 1)
    # Everybody does every article, and there are two annotators.
    assert {part.state: part.count for part in found.bar.parts} == {
        "accepted": 1, "submitted": 1, "returned": 1, "in_progress": 1, "open": 6,
    }  # fmt: skip
    text = get(rita).content.decode()
    assert "1 of 5 articles are done" in text
    assert "1 being reviewed" in text


def test_the_parts_of_a_bar_lie_side_by_side(team: None, rita: User) -> None:
    bar = page(rita).team.bar  # type: ignore[union-attr]
    assert [part.x for part in bar.parts] == [0, 1, 2, 3, 4]
    assert bar.all == 10


def test_progress_by_person(team: None, rita: User, ana: User) -> None:
    found = {str(one.user): one for one in page(rita).team.people}  # type: ignore[union-attr]
    assert set(found) == {"Ana Lind", "ben"}
    assert (found["Ana Lind"].counts.done, found["Ana Lind"].unfinished) == (2, 2)
    assert found["ben"].counts.returned == 1


def test_who_is_no_member_any_more_is_counted(project: Project, olga: User, max: User) -> None:
    submitted(project, olga)
    submitted(project, None, name="elsewhere")
    *_, others = page(max).team.people  # type: ignore[union-attr]
    assert (others.user, others.counts.done) == (None, 2)


def test_what_the_queue_has_is_open(project: Project, ana: User, rita: User) -> None:
    submitted(project, ana)
    make.article(project, "Another.")
    slots(project)
    Slot.objects.filter(number=1, article=project.articles.first()).update(
        annotator=ana, taken=timezone.now()
    )
    found = page(rita).team
    assert (found.counts.open, found.counts.submitted, found.unbegun) == (3, 1, 1)  # type: ignore[union-attr]


def test_what_went_back_to_the_queue_is_nobodys(project: Project, ana: User) -> None:
    article = make.article(project)
    make.annotation_set(article, ana, state=State.IN_PROGRESS, lapsed=timezone.now())
    assert standing.sets_of(project).of(ana.pk).all == 0
    assert not page(ana).own.tasks


def test_other_projects_are_not_counted(project: Project, ana: User, rita: User) -> None:
    make.article(project)
    other = make.project()
    make.member(other, ana)
    submitted(other, ana)
    found = page(rita).team
    assert found.counts.done == found.days.sum == 0  # type: ignore[union-attr]


def test_submissions_by_day(project: Project, ana: User, rita: User) -> None:
    for days in (0, 2, 2, 40):
        submitted(project, ana, days)
    found = page(rita).team.days  # type: ignore[union-attr]
    assert (len(found.days), found.sum, found.most) == (30, 3, 2)
    assert page(rita, "?days=90").team.days.sum == 4  # type: ignore[union-attr]
    assert "3 submitted since" in get(rita).content.decode()


def test_active_time_leaves_pauses_out(project: Project, ana: User) -> None:
    one = submitted(project, ana, submitted=ago(days=0) + timedelta(minutes=62))
    worked(one, 1, 4, 60, 61)
    found = pace.active(project, [ana.pk])
    assert found[ana.pk].articles == 1
    assert found[None].minutes == pytest.approx(6, abs=0.01)


def test_active_time_is_of_the_last_articles(project: Project, ana: User) -> None:
    for n in range(pace.LATEST + 2):
        worked(submitted(project, ana, days=n), 1, 2)
    assert pace.active(project, [ana.pk])[ana.pk].articles == pace.LATEST


def test_what_came_in_a_file_has_no_time(project: Project, ana: User) -> None:
    submitted(project, ana)
    assert pace.active(project, [ana.pk]) == {}


def test_the_end_by_the_pace_of_two_weeks(project: Project, ana: User) -> None:
    for days in (0, 1, 1, 2, 3):
        submitted(project, ana, days)
    days = pace.days(project, 30)
    end = pace.end(10, days)
    assert end
    assert (end.per_day, end.day) == (1.25, timezone.localdate() + timedelta(days=8))
    far = pace.end(100_000, days)
    assert far
    assert far.day is None
    assert "more than 2 years" in wording.ends(far)
    assert "everything is submitted around" in wording.ends(end)


def test_too_little_work_says_nothing_of_the_end(project: Project, ana: User, rita: User) -> None:
    for _ in range(9):
        submitted(project, ana)
    assert pace.end(10, pace.days(project, 30)) is None
    assert "not enough work" in get(rita).content.decode()


def test_leases_about_to_end(project: Project, ana: User, rita: User) -> None:
    for hours in (1, 23, 30):
        make.annotation_set(make.article(project, f"{hours}"), ana, updated=ago(hours=hours))
    slots(project)
    (only,) = stuck.stuck(project, [ana]).ending
    assert only.who == ana
    assert only.at > timezone.now()
    assert "About to go back to the queue" in get(rita).content.decode()


def test_what_does_not_go_on(project: Project, ana: User, rita: User) -> None:
    make.annotation_set(make.article(project, "x"), ana, state=State.RETURNED, updated=ago(days=9))
    submitted(project, ana, days=8)
    submitted(project, ana, days=1)
    gold = {"kind": Kind.GOLD, "state": State.IN_PROGRESS, "created": ago(days=4)}
    make.annotation_set(make.article(project, "z"), rita, **gold)
    found = stuck.stuck(project, [ana, rita])
    assert [len(one) for one in (found.untouched, found.unreviewed, found.undecided)] == [1, 1, 1]
    assert found.undecided[0].who == rita
    text = get(rita).content.decode()
    for words in ("Not touched for a week", "not reviewed", "Conflicts open"):
        assert words in text


def test_articles_that_nobody_has_begun(project: Project, ana: User, rita: User) -> None:
    submitted(project, ana)
    make.article(project, "Another.", title="Lonely")
    assert "Nobody has begun 1 article." in get(rita).content.decode()
    client = Client()
    client.force_login(rita)
    found = client.get(f"{URL}articles/?state=unbegun").content.decode()
    assert "Lonely" in found
    assert found.count('class="title"') == 1


def test_returned_work_comes_first_with_the_reason(project: Project, ana: User, rita: User) -> None:
    make.annotation_set(make.article(project, "a", title="Held"), ana, state=State.IN_PROGRESS)
    back = make.annotation_set(make.article(project, "b", title="Back"), ana, state=State.RETURNED)
    for at, note in ((ago(days=2), "Old"), (ago(days=1), "Too <long>")):
        Review.objects.create(
            set=back, outcome="returned", reason="edge", note=note, by=rita, at=at
        )
    first, second = page(ana).own.tasks
    assert (first.title, first.reason, first.note) == ("Back", "Edge case", "Too <long>")
    assert (second.title, second.note) == ("Held", "")
    assert "Too &lt;long&gt;" in get(ana).content.decode()


def test_annotators_see_how_long_an_article_takes_them(project: Project, ana: User) -> None:
    worked(submitted(project, ana, submitted=ago(days=-0.01)), 2, 4)
    assert "An article takes you 4 min typically" in get(ana).content.decode()


def test_annotators_of_a_queue_are_told_what_they_did(project: Project, ana: User) -> None:
    submitted(project, ana)
    slots(project)
    text = get(ana).content.decode()
    assert "You have submitted 1 article" in text
    assert "Annotate" in text


def test_who_works_alone_meets_their_own_work_first(max: User) -> None:
    project = make.project(max, slug="alone")
    make.article(project)
    client = Client()
    client.force_login(max)
    answer = client.get("/projects/alone/")
    assert answer.context["page"].team.is_alone
    text = answer.content.decode()
    assert 'class="button primary" href="/projects/alone/next/"' in text
    assert "Everybody" not in text


@pytest.mark.parametrize("hands_out", [True, False])
@pytest.mark.parametrize("who", ["max", "ana"])
def test_the_queries_are_always_as_many(
    project: Project, ana: User, max: User, who: str, hands_out: bool, django_assert_num_queries
) -> None:
    client = Client()
    client.force_login({"max": max, "ana": ana}[who])
    budget = {("max", True): 18, ("max", False): 16, ("ana", True): 10, ("ana", False): 9}

    def check() -> None:
        with django_assert_num_queries(budget[who, hands_out]):
            client.get(URL)

    submitted(project, ana, days=9)
    if hands_out:
        slots(project)
    check()
    for n in range(20):
        worked(submitted(project, ana, days=n), 1, 2)
        make.member(project, make.user(f"user{n}"))
        article = make.article(project, f"{n}")
        one = make.annotation_set(article, ana, state=State.RETURNED, updated=ago(days=9))
        Review.objects.create(set=one, outcome="returned", note="x", by=max, at=timezone.now())
    check()

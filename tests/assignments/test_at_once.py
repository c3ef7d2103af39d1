"""Fifty people at once: nobody gets an article twice, and no article goes to one too many."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore

import pytest
from django.db import connections

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.projects.models import Project
from tests import make
from tests.assignments.handing import articles, hand_out, take

THREADS = 50
CONNECTIONS = 40
"""The embedded database takes 50; some are reserved."""


def at_once(project: Project, people: list[User], *, turns: int) -> list[tuple[int, int]]:
    """Everybody begins at the same time and goes on past what they have; who got what."""
    barrier, room = Barrier(len(people)), BoundedSemaphore(CONNECTIONS)

    def work(person: User) -> list[tuple[int, int]]:
        got, last = [], 0
        barrier.wait()
        for _ in range(turns):
            with room:
                found = _next(project, person, last)
            if found:
                got.append((person.pk, found))
                last = found
        return got

    with ThreadPoolExecutor(len(people)) as pool:
        return [one for got in pool.map(work, people) for one in got]


def _next(project: Project, person: User, last: int) -> int | None:
    try:
        return take(project, person, after=last)
    finally:
        connections.close_all()


@pytest.fixture
def crowd(project: Project) -> list[User]:
    people = [make.user(f"person{n}") for n in range(THREADS)]
    for person in people:
        make.member(project, person)
    return people


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("order", ["imported", "newest", "random", "waiting"])
@pytest.mark.parametrize("annotators", [1, 2])
def test_fifty_race_for_forty_articles(
    project: Project, max: User, crowd: list[User], annotators: int, order: str
):
    articles(project, 40)
    hand_out(project, max, annotators=annotators, order=order)
    got = at_once(project, crowd, turns=2)
    per_article = Counter(article for _, article in got)
    assert set(Counter(got).values()) == {1}
    assert set(per_article.values()) == {annotators}
    assert len(per_article) == 40
    holders = Slot.objects.exclude(annotator=None).values_list("annotator", "article")
    assert sorted(holders) == sorted(got)
    assert AnnotationSet.objects.count() == len(got)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_get_two_articles(project: Project, max: User, ana: User):
    articles(project, 3)
    hand_out(project, max, annotators=3)
    first = make.user("eva")
    make.member(project, first)
    got = at_once(project, [ana] * 3, turns=1)
    held = Slot.objects.filter(annotator=ana).count()
    assert (len(got), held) == (3, len({article for _, article in got}))


@pytest.mark.django_db(transaction=True)
def test_two_tabs_take_no_more_than_the_quota(project: Project, max: User, ana: User):
    articles(project, 10)
    hand_out(project, max, {ana.pk: services.Part(takes=True, quota=2)}, annotators=3)
    at_once(project, [ana] * 8, turns=1)
    assert Slot.objects.filter(annotator=ana).count() <= 2


@pytest.mark.django_db(transaction=True)
def test_fewer_are_wanted_while_people_take(project: Project, max: User, crowd: list[User]):
    articles(project, 30)
    hand_out(project, max, annotators=3)
    with ThreadPoolExecutor(1) as pool:
        fewer = pool.submit(_fewer, project, max)
        at_once(project, crowd[:20], turns=3)
        fewer.result()
    free = Slot.objects.filter(annotator=None).values_list("article", flat=True)
    held = Slot.objects.exclude(annotator=None).values_list("article", flat=True)
    assert not set(free) & set(held)
    assert set(Counter(free).values()) <= {1}


def _fewer(project: Project, owner: User) -> None:
    try:
        hand_out(project, owner, annotators=1)
    finally:
        connections.close_all()

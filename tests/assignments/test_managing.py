"""Owners assign, unassign and release; nobody loses work."""

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.assignments.services import Part
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Project
from tests import make
from tests.assignments.handing import articles, free, hand_out, take


@pytest.fixture
def ids(project: Project, max: User) -> list[int]:
    """Four articles, each for one."""
    made = [one.pk for one in articles(project, 4)]
    hand_out(project, max)
    return made


def held(by: User) -> list[int]:
    found = Slot.objects.filter(annotator=by).order_by("article")
    return list(found.values_list("article", flat=True))


def sets(by: User) -> list[int]:
    return list(AnnotationSet.objects.filter(owner=by).values_list("pk", flat=True))


def test_listed_articles(project: Project, max: User, ana: User, ids: list[int]):
    done = services.assign(by=max, project=project, person_id=ana.pk, articles=[ids[2], ids[1]])
    assert (done.made, held(ana)) == (2, ids[1:3])
    logged = Event.objects.filter(kind="assignment:assigned")
    assert {one.actor_id for one in logged} == {max.pk}


def test_so_many_articles(project: Project, max: User, ana: User, ids: list[int]):
    done = services.assign_some(by=max, project=project, person_id=ana.pk, count=3)
    assert (done.made, held(ana)) == (3, ids[:3])


@pytest.mark.parametrize("order", ["imported", "newest", "random", "waiting"])
def test_in_every_order(project: Project, max: User, ana: User, ids: list[int], order: str):
    hand_out(project, max, order=order, annotators=2)
    assert services.assign_some(by=max, project=project, person_id=ana.pk, count=9).made == 4


def test_only_where_there_is_room(
    project: Project, max: User, ana: User, ben: User, ids: list[int]
):
    take(project, ben)
    done = services.assign(by=max, project=project, person_id=ana.pk, articles=[*ids, 10**9])
    assert (done.wanted, done.made, held(ana)) == (5, 3, ids[1:])


def test_within_the_quota(project: Project, max: User, ana: User, ids: list[int]):
    hand_out(project, max, {ana.pk: Part(takes=False, quota=1)})
    done = services.assign_some(by=max, project=project, person_id=ana.pk, count=3)
    assert (done.made, done.quota) == (1, True)


def test_not_of_another_project(project: Project, max: User, ana: User, ids: list[int]):
    other = make.project(max)
    make.member(other, ana)
    hand_out(other, max)
    assert services.assign(by=max, project=other, person_id=ana.pk, articles=ids).made == 0
    services.assign(by=max, project=project, person_id=ana.pk, articles=ids[:1])
    assert services.release(by=max, project=other, sets=sets(ana)).freed == 0


def test_not_to_strangers(project: Project, max: User, olga: User, ids: list[int]):
    with pytest.raises(NotFound):
        services.assign(by=max, project=project, person_id=olga.pk, articles=ids)


def test_not_by_reviewers(project: Project, rita: User, ana: User, ids: list[int]):
    with pytest.raises(NotAllowed):
        services.assign(by=rita, project=project, person_id=ana.pk, articles=ids)


def test_unassigned_work_is_kept_and_the_rest_goes(
    project: Project, max: User, ana: User, ids: list[int]
):
    services.assign_some(by=max, project=project, person_id=ana.pk, count=2)
    AnnotationSet.objects.filter(article=ids[0]).update(version=3, state=State.IN_PROGRESS)
    done = services.unassign(by=max, project=project, sets=sets(ana))
    assert (done.freed, done.kept, free(project)) == (2, 1, 4)
    assert AnnotationSet.objects.get().lapsed
    assert take(project, ana) == ids[2]


def test_released_work_comes_back_to_its_owner(
    project: Project, max: User, ana: User, ids: list[int]
):
    services.assign(by=max, project=project, person_id=ana.pk, articles=ids[3:])
    done = services.release(by=max, project=project, sets=sets(ana))
    assert (done.freed, done.kept) == (1, 1)
    assert take(project, ana) == ids[3]


def test_what_is_handed_in_stays(project: Project, max: User, ana: User, ids: list[int]):
    made = make.annotation_set(project.articles.first(), ana, state=State.SUBMITTED)
    services.fill(project_id=project.pk)
    done = services.unassign(by=max, project=project, sets=[made.pk])
    assert (done.wanted, done.freed) == (1, 0)

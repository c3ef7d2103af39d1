"""Slots fit the settings, whatever was there before and whatever comes."""

from collections import Counter

import pytest
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import services as annotations
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.assignments.services import Part
from annotator.errors import NotAllowed
from annotator.exchange.services import import_articles
from annotator.projects.models import Membership, Project
from tests import make
from tests.assignments.handing import articles, free, hand_out, take
from tests.formats.files import lines, source


def slots(project: Project) -> list[int]:
    """How many each article has."""
    counts = Counter(Slot.objects.filter(project=project).values_list("article", flat=True))
    return [counts[pk] for pk in project.articles.values_list("pk", flat=True)]


def test_every_article_has_as_many_as_are_wanted(project: Project, max: User):
    articles(project, 3)
    hand_out(project, max, annotators=2)
    assert slots(project) == [2, 2, 2]


def test_filling_twice_is_filling_once(project: Project, max: User):
    articles(project, 3)
    hand_out(project, max, annotators=2)
    services.fill(project_id=project.pk)
    assert slots(project) == [2, 2, 2]


def test_more_are_wanted_and_fewer(project: Project, max: User, ana: User):
    articles(project, 2)
    hand_out(project, max, annotators=1)
    take(project, ana)
    hand_out(project, max, annotators=3)
    assert slots(project) == [3, 3]
    hand_out(project, max, annotators=1)
    assert (slots(project), free(project)) == ([1, 1], 1)


def test_nobody_loses_an_article_when_fewer_are_wanted(
    project: Project, max: User, ana: User, ben: User
):
    articles(project, 1)
    hand_out(project, max, annotators=2)
    assert take(project, ana) == take(project, ben)
    hand_out(project, max, annotators=1)
    assert (slots(project), free(project)) == ([2], 0)


def test_a_share_of_the_articles_is_for_one_more(project: Project, max: User):
    articles(project, 200)
    hand_out(project, max, annotators=1, extra_share=15)
    counts = Counter(slots(project))
    assert counts[1] + counts[2] == 200
    assert 10 < counts[2] < 55
    before = slots(project)
    hand_out(project, max, annotators=1, extra_share=0)
    hand_out(project, max, annotators=1, extra_share=15)
    assert slots(project) == before


def test_all_or_none_of_them(project: Project, max: User):
    articles(project, 20)
    hand_out(project, max, annotators=1, extra_share=100)
    assert set(slots(project)) == {2}


def test_work_that_is_there_holds_slots(project: Project, max: User, ana: User, ben: User):
    first, second = articles(project, 2)
    make.annotation_set(first, ana, state=State.SUBMITTED)
    make.annotation_set(first, ben, state=State.IN_PROGRESS)
    make.annotation_set(second, ana, state=State.IN_PROGRESS)
    hand_out(project, max, annotators=1)
    assert (slots(project), free(project)) == ([2, 1], 0)
    assert services.lapse_overdue() == 0


def test_work_from_elsewhere_counts_when_it_is_finished(project: Project, max: User):
    first, second = articles(project, 2)
    make.annotation_set(first, None, name="far", state=State.SUBMITTED)
    make.annotation_set(second, None, name="far", state=State.IN_PROGRESS)
    hand_out(project, max, annotators=2)
    assert slots(project) == [1, 2]


def test_what_is_adjudicated_needs_nobody(project: Project, max: User, rita: User):
    (article,) = articles(project, 1)
    hand_out(project, max, annotators=2)
    gold = make.annotation_set(article, rita, kind=Kind.GOLD, state=State.ACCEPTED)
    services.refill(project_id=article.project_id, articles=[article.pk])
    assert slots(project) == [0]
    AnnotationSet.objects.filter(pk=gold.pk).update(state=State.IN_PROGRESS, submitted=None)
    services.refill(project_id=article.project_id, articles=[article.pk])
    assert slots(project) == [2]


def test_switched_off_everybody_goes_on(project: Project, max: User, ana: User, ben: User):
    (article,) = articles(project, 1)
    hand_out(project, max, annotators=1)
    take(project, ana)
    AnnotationSet.objects.update(lapsed=timezone.now())
    hand_out(project, max, annotators=None)
    assert free(project) == 0
    annotations.submit(article_id=article.pk, by=ana)
    annotations.submit(article_id=article.pk, by=ben)
    hand_out(project, max, annotators=3)
    assert (slots(project), free(project)) == ([3], 1)


def test_what_is_imported_is_handed_out(project: Project, max: User):
    articles(project, 1)
    hand_out(project, max, annotators=2)
    data = lines({"text": "One more text."}, {"text": "And another."})
    import_articles(project=project, by=max, sources=[source("a.jsonl", data)])
    assert slots(project) == [2, 2, 2]


def test_only_where_articles_are_handed_out(project: Project, max: User):
    data = lines({"text": "One more text."})
    import_articles(project=project, by=max, sources=[source("a.jsonl", data)])
    assert slots(project) == [0]


def test_what_changed_is_logged_once(project: Project, max: User, ana: User):
    parts = {ana.pk: Part(takes=False, quota=5)}
    hand_out(project, max, parts, annotators=2)
    hand_out(project, max, parts, annotators=2)
    one = Event.objects.get(kind="project:handing_out")
    assert (one.before["annotators"], one.after["annotators"]) == (None, 2)
    two = Event.objects.get(kind="member:changed")
    assert (two.subject, two.after) == (str(ana.pk), {"takes": False, "quota": 5})
    assert Membership.objects.get(user=ana).quota == 5


def test_only_owners_change_it(project: Project, rita: User):
    with pytest.raises(NotAllowed):
        hand_out(project, rita)

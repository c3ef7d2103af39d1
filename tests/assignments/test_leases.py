"""What nobody touches goes back to the queue, and comes back to its owner if there is room."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import services as annotations
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.errors import NotAllowed
from annotator.projects.models import Membership, Project
from annotator.schemes.models import Label
from tests.annotations.doing import mark
from tests.assignments.handing import articles, free, hand_out, take


def untouched(hours: int) -> None:
    """So long ago was everything touched."""
    then = timezone.now() - timedelta(hours=hours)
    AnnotationSet.objects.update(created=then, updated=then)
    Slot.objects.exclude(annotator=None).update(taken=then)


@pytest.fixture
def own(project: Project, max: User, ana: User, claim: Label) -> AnnotationSet:
    """Ana has marked something in the only article, and nobody has touched it since yesterday."""
    (article,) = articles(project, 1)
    hand_out(project, max)
    take(project, ana)
    mark(article, ana, claim, "Text")
    untouched(25)
    return AnnotationSet.objects.get()


def test_the_lease_runs_out(own: AnnotationSet, project: Project):
    assert services.lapse_overdue() == 1
    own.refresh_from_db()
    assert (own.lapsed is not None, own.state, free(project)) == (True, State.IN_PROGRESS, 1)
    logged = Event.objects.get(kind="assignment:lapsed")
    assert (logged.actor_id, logged.subject) == (None, str(own.pk))


def test_it_runs_out_once(own: AnnotationSet):
    assert [services.lapse_overdue(), services.lapse_overdue()] == [1, 0]


def test_what_was_touched_in_time_stays(own: AnnotationSet):
    untouched(23)
    assert services.lapse_overdue() == 0


def test_what_was_just_handed_out_again_stays(own: AnnotationSet, ana: User, project: Project):
    services.lapse_overdue()
    assert take(project, ana) == own.article_id
    assert services.lapse_overdue() == 0


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED, State.ACCEPTED])
def test_what_was_handed_in_has_no_lease(own: AnnotationSet, state: State):
    own.state = state
    own.submitted = None if state == State.RETURNED else timezone.now()
    own.save()
    untouched(100)
    assert services.lapse_overdue() == 0


def test_whoever_leaves_the_project_leaves_what_was_returned(own: AnnotationSet, ana: User):
    AnnotationSet.objects.update(state=State.RETURNED)
    Membership.objects.filter(user=ana).delete()
    untouched(0)
    assert services.lapse_overdue() == 1


def test_everybody_elses_projects_know_no_lease(own: AnnotationSet, project: Project, max: User):
    hand_out(project, max, annotators=None)
    assert services.lapse_overdue() == 0


def test_lapsed_work_is_not_changed(own: AnnotationSet, ana: User, claim: Label):
    services.lapse_overdue()
    with pytest.raises(NotAllowed, match="Take it again"):
        mark(own.article, ana, claim, "of")
    with pytest.raises(NotAllowed, match="Take it again"):
        annotations.submit(article_id=own.article_id, by=ana)


def test_the_owner_gets_it_back_first(own: AnnotationSet, project: Project, max: User, ana: User):
    articles(project, 3)
    services.fill(project_id=project.pk)
    hand_out(project, max, order="newest")
    services.lapse_overdue()
    assert take(project, ana) == own.article_id
    own.refresh_from_db()
    assert (own.lapsed, own.version) == (None, 1)


def test_not_if_somebody_else_has_taken_it(
    own: AnnotationSet, project: Project, ana: User, ben: User
):
    services.lapse_overdue()
    assert take(project, ben) == own.article_id
    assert take(project, ana) is None
    with pytest.raises(NotAllowed, match="all the annotators"):
        services.take(article_id=own.article_id, by=ana)


def test_of_more_holders_than_are_wanted_nobody_new_follows(
    own: AnnotationSet, project: Project, max: User, ben: User
):
    hand_out(project, max, annotators=2)
    services.take(article_id=own.article_id, by=ben)
    hand_out(project, max, annotators=1)
    assert services.lapse_overdue() == 1
    assert (free(project), Slot.objects.count()) == (0, 1)


def test_a_save_that_comes_too_late_is_refused_with_what_there_is(
    own: AnnotationSet, ana: User, claim: Label
):
    services.lapse_overdue()
    with pytest.raises(NotAllowed):
        annotations.undo(article_id=own.article_id, by=ana, step=uuid4())
    assert own.annotations.count() == 1

"""Taking one step back that need not be the last, and who may move a set to which state."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from annotator.annotations import services
from annotator.annotations.models import Annotation, AnnotationSet, Relation, Step
from annotator.annotations.states import State
from annotator.errors import Conflict, InvalidInput, NotAllowed
from tests import make
from tests.annotations.doing import change, delete, link, mark, redo, undo


def last() -> Step:
    return Step.objects.latest("number")


def take_back(article, by, target: Step, **values: object):
    given = {"step": uuid4(), "target": target.pk} | values
    return services.take_back(article_id=article.pk, by=by, **given)


def quotes() -> list[str]:
    return list(Annotation.objects.order_by("fragments__start").values_list("quote", flat=True))


@pytest.fixture
def first(article, ana, claim) -> Step:
    """Marks "minister"; "said" has been marked after it."""
    mark(article, ana, claim, "minister")
    step = last()
    mark(article, ana, claim, "said")
    return step


def test_an_earlier_step_goes_alone(article, ana, first):
    done = take_back(article, ana, first)
    assert quotes() == ["said"]
    assert (len(done.gone), done.set.version) == (1, 3)


def test_the_same_request_again_changes_nothing(article, ana, first):
    step = uuid4()
    take_back(article, ana, first, step=step)
    assert take_back(article, ana, first, step=step).repeated
    assert quotes() == ["said"]


def test_what_was_taken_back_is_not_done_again(article, ana, first):
    take_back(article, ana, first)
    with pytest.raises(InvalidInput, match="nothing to do again"):
        redo(article, ana)
    undo(article, ana)
    redo(article, ana)
    assert quotes() == ["said"]


def test_what_has_been_changed_since_stays(article, ana, first):
    change(article, ana, Annotation.objects.get(quote="minister").uid, note="Later.")
    with pytest.raises(Conflict, match="changed since"):
        take_back(article, ana, first)
    assert quotes() == ["minister", "said"]


def test_what_has_been_linked_since_stays(article, ana, first, claim):
    said_by = make.relation_type(claim, claim)
    one, other = Annotation.objects.order_by("fragments__start")
    link(article, ana, said_by, one, other)
    with pytest.raises(Conflict, match="linked since"):
        take_back(article, ana, first)
    undo(article, ana)
    take_back(article, ana, first)
    assert quotes() == ["said"]


def test_a_deletion_comes_back_with_its_links(article, ana, first, claim):
    said_by = make.relation_type(claim, claim)
    one, other = Annotation.objects.order_by("fragments__start")
    link(article, ana, said_by, one, other)
    delete(article, ana, one.uid)
    gone = last()
    change(article, ana, other.uid, note="Later.")
    take_back(article, ana, gone)
    assert quotes() == ["minister", "said"]
    assert Relation.objects.count() == 1
    connection.check_constraints()


def test_it_goes_back_once(article, ana, first):
    take_back(article, ana, first)
    with pytest.raises(Conflict, match="already"):
        take_back(article, ana, first)


def test_the_steps_of_others_stay(article, ana, ben, first, claim):
    mark(article, ben, claim, "Monday")
    with pytest.raises(Conflict, match="already"):
        take_back(article, ben, first)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_not_in_a_closed_set(article, ana, first, state):
    AnnotationSet.objects.update(state=state, submitted=timezone.now())
    with pytest.raises(NotAllowed):
        take_back(article, ana, first)


@pytest.mark.parametrize("service", [services.submit, services.reopen])
def test_annotators_leave_what_was_accepted(article, ana, service):
    """Reviewers may bring it back to submitted."""
    make.annotation_set(article, ana, state=State.ACCEPTED)
    with pytest.raises(NotAllowed, match="accepted"):
        service(article_id=article.pk, by=ana)


def test_what_went_back_to_the_queue_is_not_submitted(article, ana):
    make.annotation_set(article, ana, state=State.IN_PROGRESS, lapsed=timezone.now())
    with pytest.raises(NotAllowed, match="Take it again"):
        services.submit(article_id=article.pk, by=ana)


def test_what_was_returned_is_submitted_again(article, ana):
    make.annotation_set(article, ana, state=State.RETURNED)
    assert services.submit(article_id=article.pk, by=ana).state == State.SUBMITTED

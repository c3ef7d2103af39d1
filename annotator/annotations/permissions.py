"""Who may change an annotation set."""

from django.utils.translation import gettext as _

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, State, move
from annotator.errors import NotAllowed


def check_can_change(annotation_set: AnnotationSet) -> None:
    """Own sets are looked up by their owner; here it is only their state that counts."""
    if annotation_set.lapsed:
        raise NotAllowed(_("This article went back to the queue. Take it again to go on."))
    if annotation_set.state == State.ACCEPTED:
        raise NotAllowed(_("This article has been accepted. It can’t be changed any more."))
    if not can_change(annotation_set):
        raise NotAllowed(_("You have submitted this article. Reopen it to change it."))


def can_change(annotation_set: AnnotationSet | None) -> bool:
    if annotation_set is None:
        return True
    return annotation_set.state not in CLOSED and annotation_set.lapsed is None


def can_move(annotation_set: AnnotationSet, to: State) -> bool:
    return move(State(annotation_set.state), to) is not None

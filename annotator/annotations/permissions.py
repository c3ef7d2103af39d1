"""Who may change an annotation set."""

from django.utils.translation import gettext as _

from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import MOVES, State
from annotator.errors import NotAllowed


def check_can_change(annotation_set: AnnotationSet) -> None:
    """Own sets are looked up by their owner; here it is only their state that counts."""
    if not can_change(annotation_set):
        raise NotAllowed(_("You have submitted this article. Reopen it to change it."))


def can_change(annotation_set: AnnotationSet | None) -> bool:
    return annotation_set is None or annotation_set.state != State.SUBMITTED


def can_move(annotation_set: AnnotationSet, to: State) -> bool:
    return to in MOVES[State(annotation_set.state)]

"""Who may change an annotation set."""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind, State, Turn, move
from annotator.errors import NotAllowed


def check_can_change(annotation_set: AnnotationSet) -> None:
    """Sets are looked up by their owner; here it is only their state that counts."""
    if reason := closed_because(annotation_set):
        raise NotAllowed(reason)


def can_change(annotation_set: AnnotationSet | None) -> bool:
    return not closed_because(annotation_set)


def closed_because(annotation_set: AnnotationSet | None) -> str:
    """Why nothing of a set can be changed; empty where it can."""
    if annotation_set is None:
        return ""
    if annotation_set.lapsed:
        return _("This article went back to the queue. Take it again to go on.")
    if annotation_set.state not in CLOSED:
        return ""
    if annotation_set.kind == Kind.GOLD:
        return _("The gold set is finished. Reopen the adjudication to change it.")
    if annotation_set.state == State.ACCEPTED:
        return _("This article has been accepted. It can’t be changed any more.")
    return _("You have submitted this article. Reopen it to change it.")


def is_held_by(annotation_set: AnnotationSet, by: User) -> bool:
    """Whether a set is in a person's hands: their own, or the gold set that they work on."""
    return annotation_set.owner_id == by.pk


def check_can_move(annotation_set: AnnotationSet, to: State, turn: Turn) -> None:
    """Whether a set may go to a state by who has that turn."""
    if annotation_set.lapsed and turn == Turn.ANNOTATOR:
        raise NotAllowed(closed_because(annotation_set))
    if can_move(annotation_set, to, turn):
        return
    if annotation_set.state == State.ACCEPTED:
        raise NotAllowed(closed_because(annotation_set))
    raise NotAllowed(_("This article has not been submitted."))


def can_move(annotation_set: AnnotationSet, to: State, turn: Turn | None = None) -> bool:
    found = move(State(annotation_set.state), to)
    return found is not None and turn in (None, found.by)

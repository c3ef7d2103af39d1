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


def closed_because(annotation_set: AnnotationSet | None, by: User | None = None) -> str:
    """Why nothing of a set can be changed, by anybody or by one person; empty where it can."""
    if annotation_set is None:
        return ""
    if annotation_set.lapsed:
        return _("This article went back to the queue. Take it again to go on.")
    if annotation_set.kind == Kind.GOLD:
        return _gold_closed_because(annotation_set, by)
    if annotation_set.state not in CLOSED:
        return ""
    if annotation_set.state == State.ACCEPTED:
        return _("This article has been accepted. It can’t be changed any more.")
    return _("You have submitted this article. Reopen it to change it.")


def _gold_closed_because(gold: AnnotationSet, by: User | None) -> str:
    if gold.state in CLOSED:
        return _("The gold set is finished. Reopen the adjudication to change it.")
    if gold.owner_id is None:
        return _("Nobody is working on this gold set. Take the adjudication over to change it.")
    if by is not None and gold.owner_id != by.pk:
        said = _("%(name)s is working on this gold set. Take the adjudication over to change it.")
        return said % {"name": gold.owner}
    return ""


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

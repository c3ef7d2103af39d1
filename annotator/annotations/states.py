"""The states of an annotation set, whose turn it is in each, and the moves between them."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ANNOTATOR = "annotator", _("Annotator")
    GOLD = "gold", _("Gold")
    IMPORTED = "imported", _("Imported")
    SUGGESTED = "suggested", _("Suggested")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    IN_PROGRESS = "in_progress", _("In progress")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted")


class Turn(models.TextChoices):
    """Who has to do something before an article goes on."""

    ANNOTATOR = "annotator", _("Annotator")
    REVIEWER = "reviewer", _("Reviewer")
    NOBODY = "nobody", _("Nobody")


class Move(NamedTuple):
    """From one state to another. ``by`` is who may do it."""

    name: str
    source: State
    target: State
    by: Turn


TURNS: dict[State, Turn] = {
    State.OPEN: Turn.ANNOTATOR,
    State.IN_PROGRESS: Turn.ANNOTATOR,
    State.SUBMITTED: Turn.REVIEWER,
    State.RETURNED: Turn.ANNOTATOR,
    State.ACCEPTED: Turn.NOBODY,
}

MOVES: tuple[Move, ...] = (
    Move("begin", State.OPEN, State.IN_PROGRESS, Turn.ANNOTATOR),
    Move("submit", State.OPEN, State.SUBMITTED, Turn.ANNOTATOR),
    Move("submit", State.IN_PROGRESS, State.SUBMITTED, Turn.ANNOTATOR),
    Move("submit", State.RETURNED, State.SUBMITTED, Turn.ANNOTATOR),
    Move("reopen", State.SUBMITTED, State.IN_PROGRESS, Turn.ANNOTATOR),
    Move("return", State.SUBMITTED, State.RETURNED, Turn.REVIEWER),
    Move("return", State.ACCEPTED, State.RETURNED, Turn.REVIEWER),
    Move("accept", State.SUBMITTED, State.ACCEPTED, Turn.REVIEWER),
    Move("reconsider", State.ACCEPTED, State.SUBMITTED, Turn.REVIEWER),
)

CLOSED = frozenset({State.SUBMITTED, State.ACCEPTED})
"""Nothing is changed in these; they have a time of submission."""


def move(source: State, target: State) -> Move | None:
    return next((one for one in MOVES if (one.source, one.target) == (source, target)), None)


class Provenance(models.TextChoices):
    """How an annotation came to be in the gold set."""

    UNANIMOUS = "unanimous", _("Unanimous")
    MAJORITY = "majority", _("Majority")
    ACCEPTED = "accepted", _("Accepted")
    ADJUDICATED = "adjudicated", _("Adjudicated")
    EDITED = "edited", _("Edited")


def by_hand(kind: str) -> str:
    """The provenance of what a person makes or changes by hand in a set of this kind."""
    return Provenance.EDITED if kind == Kind.GOLD else ""

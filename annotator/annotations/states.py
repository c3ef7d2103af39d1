"""The states of an annotation set, and the moves between them."""

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


MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.IN_PROGRESS, State.SUBMITTED}),
    State.IN_PROGRESS: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.IN_PROGRESS}),
}

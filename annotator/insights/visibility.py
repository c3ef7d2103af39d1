"""Whose annotations somebody is shown."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotator.annotations.states import Kind
from annotator.projects.models import Membership
from annotator.projects.permissions import sees_everybody


class Whose(models.TextChoices):
    EVERYONE = "everyone", _("Everyone’s")
    MINE = "mine", _("Mine")
    GOLD = "gold", _("Gold")


@dataclass(frozen=True, slots=True)
class View:
    """``choices`` has one where there is nothing to choose: blind annotators see their own."""

    whose: Whose
    user_id: int
    choices: tuple[Whose, ...]

    @property
    def alone(self) -> int | None:
        """The annotator who sees nothing of others; None for everybody else."""
        return self.user_id if self.choices == (Whose.MINE,) else None

    @property
    def values(self) -> dict[str, Any]:
        """For VISIBLE."""
        kinds = {
            Whose.EVERYONE: [Kind.ANNOTATOR.value, Kind.IMPORTED.value],
            Whose.MINE: [Kind.ANNOTATOR.value],
            Whose.GOLD: [Kind.GOLD.value],
        }
        owner = self.user_id if self.whose == Whose.MINE else None
        return {"kinds": kinds[self.whose], "owner": owner}


VISIBLE = """
    s.kind = ANY(%(kinds)s) AND (%(owner)s::bigint IS NULL OR s.owner_id = %(owner)s::bigint)
"""
"""What is true of an annotation set ``s`` that is shown."""


def view(membership: Membership, asked: str) -> View:
    """What was asked for where the role allows it, else everyone's, else one's own."""
    choices = tuple(Whose) if sees_everybody(membership) else (Whose.MINE,)
    return View(
        whose=Whose(asked) if asked in choices else choices[0],
        user_id=membership.user_id,
        choices=choices,
    )

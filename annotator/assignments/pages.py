"""What the pages about work show."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.assignments import listed
from annotator.assignments.forms import AssignForm, HandingOutForm, WorkForm
from annotator.assignments.listed import Part
from annotator.assignments.services import Assigned, Freed
from annotator.projects.models import Membership
from annotator.web.pagination import Slice


@dataclass(frozen=True, slots=True)
class WorkPage:
    """``room``: the list is of articles with free places, else of assignments."""

    membership: Membership
    parts: list[Part]
    free: int
    room: bool
    form: WorkForm
    asked: dict[str, Any]
    rows: Slice[dict[str, Any]]
    assigning: AssignForm

    MAX = listed.MAX_COUNTED

    @property
    def many(self) -> bool:
        return self.free > self.MAX

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked["person"] or self.asked["state"])


def work(membership: Membership, data: QueryDict, assigning: AssignForm | None = None) -> WorkPage:
    """Seven queries at most."""
    project, parts = membership.project, listed.parts(membership.project)
    form, room = WorkForm(data, members=parts), data.get("list") == "free"
    asked = form.asked()
    around = {"after": asked["after"], "before": asked["before"]}
    return WorkPage(
        membership=membership,
        parts=parts,
        free=listed.free(project),
        room=room,
        form=form,
        asked=asked,
        rows=listed.with_room(project, **around) if room else listed.assignments(project, **asked),
        assigning=assigning or AssignForm(members=parts),
    )


@dataclass(frozen=True, slots=True)
class HandingOutPage:
    membership: Membership
    form: HandingOutForm


def assigned(done: Assigned) -> str:
    """What became of it, in words."""
    said = ngettext("%(n)s article assigned.", "%(n)s articles assigned.", done.made)
    more = ""
    if done.quota:
        more = _("The person may have no more than that.")
    elif done.made < done.wanted:
        more = _("The others have no free place, or are this person’s already.")
    return f"{said % {'n': done.made}} {more}".strip()


def freed(done: Freed) -> str:
    if not done.wanted:
        return _("Nothing was chosen.")
    said = ngettext(
        "%(n)s article went back to the queue.",
        "%(n)s articles went back to the queue.",
        done.freed,
    )
    left = done.wanted - done.freed
    more = ngettext(
        "%(n)s had been handed in and stays.", "%(n)s had been handed in and stay.", left
    )
    return f"{said % {'n': done.freed}} {more % {'n': left} if left else ''}".strip()

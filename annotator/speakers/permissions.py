"""Who may do what with a project's register. ``by`` None is the operator at the command line.

Members make entries while they annotate; owners and reviewers keep the register in order.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Membership, Role
from annotator.projects.permissions import alone

KEEPERS = frozenset({Role.OWNER, Role.REVIEWER})


class Maker(NamedTuple):
    """Who makes an entry: the annotator whose it is at first, and whether they work ``alone``."""

    annotator: int | None = None
    alone: int | None = None


def check_can_add(by: User | None, project_id: int) -> Maker:
    """A stranger learns nothing."""
    if by is None:
        return Maker()
    found = Membership.objects.select_related("project").filter(project=project_id, user=by).first()
    if found is None:
        raise NotFound(_("This project is not here."))
    annotator = by.pk if found.role == Role.ANNOTATOR else None
    return Maker(annotator, alone(found.project, found.role, by.pk))


def can_add(by: User | None, project_id: int) -> bool:
    return by is None or _role(by, project_id) is not None


def check_can_keep(by: User | None, project_id: int) -> None:
    """To change, merge, split and delete entries. A stranger learns nothing."""
    role = Role.OWNER if by is None else _role(by, project_id)
    if role is None:
        raise NotFound(_("This project is not here."))
    if not keeps(role):
        raise NotAllowed(_("Only owners and reviewers may change the register of speakers."))


def can_keep(by: User | None, project_id: int) -> bool:
    return by is None or keeps(_role(by, project_id))


def keeps(role: str | None) -> bool:
    return role in KEEPERS


def _role(by: User, project_id: int) -> str | None:
    found = Membership.objects.filter(project=project_id, user=by).values_list("role", flat=True)
    return found.first()

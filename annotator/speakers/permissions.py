"""Who may do what with a project's register. ``by`` None is the operator at the command line.

Members make entries while they annotate; owners and reviewers keep the register in order.
"""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Membership, Role

KEEPERS = frozenset({Role.OWNER, Role.REVIEWER})


def check_can_add(by: User | None, project_id: int) -> None:
    """A stranger learns nothing."""
    if by is not None and _role(by, project_id) is None:
        raise NotFound(_("This project is not here."))


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

"""Who may bring articles in, and take whose annotations out.

``by`` None is the operator at the command line, who may do everything.
"""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Project, Role
from annotator.projects.permissions import can_manage, check_can_manage, role_of


def check_can_import(by: User | None, project: Project) -> None:
    check_can_manage(by, project)


def can_import(by: User | None, project: Project) -> bool:
    return can_manage(by, project)


def check_can_export(by: User | None, project: Project, owner_id: int | None) -> None:
    """``owner_id``: whose sets are asked for, None for everybody's. Annotators get their own."""
    if by is None:
        return
    role = role_of(by, project)
    if role is None:
        raise NotFound(_("This project is not here."))
    if role == Role.ANNOTATOR and owner_id != by.pk:
        raise NotAllowed(_("You can export your own annotations only."))


def can_export(by: User | None, project: Project, owner_id: int | None) -> bool:
    try:
        check_can_export(by, project, owner_id)
    except (NotAllowed, NotFound):
        return False
    return True

"""Who may have releases made, take them away and delete them.

A release holds what everybody annotated, so annotators, who may be working blind, see none.
``by`` None is the operator at the command line, who may do everything.
"""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Membership, Project, Role
from annotator.projects.permissions import can_manage, check_can_manage, role_of


def check_can_see(by: User | None, project: Project) -> None:
    role = Role.OWNER if by is None else role_of(by, project)
    if role is None:
        raise NotFound(_("This project is not here."))
    if role == Role.ANNOTATOR:
        raise NotAllowed(_("Only owners and reviewers see releases."))


def can_see(membership: Membership) -> bool:
    return membership.role in (Role.OWNER, Role.REVIEWER)


def check_can_release(by: User | None, project: Project) -> None:
    check_can_manage(by, project)


def can_release(by: User | None, project: Project) -> bool:
    return can_manage(by, project)


def check_can_delete(by: User | None, project: Project) -> None:
    check_can_manage(by, project)


def can_delete(by: User | None, project: Project) -> bool:
    return can_manage(by, project)

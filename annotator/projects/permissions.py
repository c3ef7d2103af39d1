"""Who may do what in a project.

``by`` None is the operator at the command line, who may do everything.
"""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Membership, Project, Role


def role_of(by: User, project: Project) -> Role | None:
    found = Membership.objects.filter(project=project, user=by).values_list("role", flat=True)
    return next((Role(role) for role in found), None)


def check_can_create_project(by: User | None) -> None:
    if not can_create_project(by):
        raise NotAllowed(_("Only who owns a project may make another."))


def can_create_project(by: User | None) -> bool:
    if by is None or by.is_superuser:
        return True
    return Membership.objects.filter(user=by, role=Role.OWNER).exists()


def check_can_manage(by: User | None, project: Project) -> None:
    """Settings, members, labels, imports. A stranger learns nothing."""
    role = Role.OWNER if by is None else role_of(by, project)
    if role is None:
        raise NotFound(_("This project is not here."))
    if role != Role.OWNER:
        raise NotAllowed(_("Only owners of this project may do this."))


def can_manage(by: User | None, project: Project) -> bool:
    return by is None or role_of(by, project) == Role.OWNER


def sees_everybody(membership: Membership) -> bool:
    """Whether somebody may see what others annotate: annotators only where work is not blind."""
    return alone(membership.project, membership.role, membership.user_id) is None


def alone(project: Project, role: str, user_id: int) -> int | None:
    """The annotator who works blind, and is shown nothing of others; None for everybody else."""
    return user_id if project.blind and role == Role.ANNOTATOR else None

"""Every change to projects. ``by`` None is the operator at the command line, who may do all."""

from annotator.projects.services.invitations import accept, invite, revoke, sign_up
from annotator.projects.services.members import add_member, change_role, remove_member
from annotator.projects.services.projects import (
    change_project,
    create_project,
    settings_of,
)

__all__ = (
    "accept",
    "add_member",
    "change_project",
    "change_role",
    "create_project",
    "invite",
    "remove_member",
    "revoke",
    "settings_of",
    "sign_up",
)

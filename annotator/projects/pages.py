"""What the pages about projects show."""

from dataclasses import dataclass

from django.forms import BaseForm

from annotator.accounts.models import User
from annotator.projects import permissions, queries
from annotator.projects.forms import RoleForm
from annotator.projects.models import Invitation, Membership


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    memberships: list[Membership]
    can_create: bool


def projects(user: User) -> ProjectsPage:
    return ProjectsPage(
        memberships=list(queries.projects_of(user)),
        can_create=permissions.can_create_project(user),
    )


@dataclass(frozen=True, slots=True)
class Member:
    membership: Membership
    form: BaseForm
    is_you: bool


@dataclass(frozen=True, slots=True)
class MembersPage:
    """``link`` is there once, right after an invitation was made."""

    membership: Membership
    members: list[Member]
    invitations: list[Invitation]
    form: BaseForm
    link: str


def members(membership: Membership, form: BaseForm, link: str = "") -> MembersPage:
    return MembersPage(
        membership=membership,
        members=[_member(one, membership) for one in queries.members_of(membership.project)],
        invitations=list(queries.open_invitations(membership.project)),
        form=form,
        link=link,
    )


def _member(one: Membership, own: Membership) -> Member:
    form = RoleForm(initial={"role": one.role}, auto_id=f"id_%s_{one.pk}")
    return Member(membership=one, form=form, is_you=one.user_id == own.user_id)

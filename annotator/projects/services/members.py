"""Changes to the members of a project."""

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, NotFound
from annotator.projects import permissions
from annotator.projects.models import Membership, Project, Role


@transaction.atomic
def add_member(*, by: User | None, project: Project, user: User, role: str) -> Membership:
    permissions.check_can_manage(by, project)
    return join(project, user, role, by=by)


def join(project: Project, user: User, role: str, *, by: User | None) -> Membership:
    """A membership, no questions asked: who may is for the caller to check."""
    membership, made = Membership.objects.get_or_create(
        project=project, user=user, defaults={"role": Role(role)}
    )
    if not made:
        raise Conflict(_("%(name)s is a member already.") % {"name": user})
    _log("member:added", membership, by=by, after=role)
    return membership


def _log(
    kind: str,
    membership: Membership,
    *,
    by: User | None,
    before: str | None = None,
    after: str | None = None,
) -> None:
    record(
        event(
            kind,
            by=by,
            project_id=membership.project_id,
            subject=membership.user_id,
            before=before and {"role": before},
            after=after and {"role": after},
        )
    )


@transaction.atomic
def change_role(*, by: User | None, project: Project, user_id: int, role: str) -> Membership:
    membership = _locked(by, project, user_id)
    if role != Role.OWNER:
        _check_not_last_owner(membership)
    before, membership.role = membership.role, Role(role)
    membership.save(update_fields=["role"])
    _log("member:changed", membership, by=by, before=before, after=role)
    return membership


@transaction.atomic
def remove_member(*, by: User | None, project: Project, user_id: int) -> None:
    """The person's annotation sets stay."""
    membership = _locked(by, project, user_id)
    _check_not_last_owner(membership)
    _log("member:removed", membership, by=by, before=membership.role)
    membership.delete()


def _locked(by: User | None, project: Project, user_id: int) -> Membership:
    """The project is locked, so that two owners can't remove each other at once."""
    permissions.check_can_manage(by, project)
    Project.objects.select_for_update().get(pk=project.pk)
    found = (
        Membership.objects.select_related("user").filter(project=project, user_id=user_id).first()
    )
    if found is None:
        raise NotFound(_("This person is not a member."))
    return found


def _check_not_last_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(project=membership.project_id, role=Role.OWNER)
    if membership.role == Role.OWNER and owners.count() == 1:
        raise Conflict(_("A project keeps at least one owner. Make somebody else owner first."))

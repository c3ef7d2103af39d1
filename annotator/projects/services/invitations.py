"""Links that invite people: made, revoked, accepted. Only a digest of the link is kept."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts import services as accounts
from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, NotAllowed, NotFound
from annotator.projects import permissions, queries
from annotator.projects.models import Invitation, Membership, Project, Role
from annotator.projects.services.members import join

WEEK = timedelta(days=7)


@transaction.atomic
def invite(
    *,
    by: User | None,
    project: Project,
    role: str,
    note: str = "",
    lasts: timedelta = WEEK,
    makes_superuser: bool = False,
) -> tuple[Invitation, str]:
    """The invitation and the secret for its link, which is told this once and never again."""
    permissions.check_can_manage(by, project)
    if makes_superuser and not (by is None or by.is_superuser):
        raise NotAllowed(_("Only a superuser can make another."))
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        project=project,
        role=Role(role),
        digest=queries.digest_of(token),
        note=note,
        makes_superuser=makes_superuser,
        created_by=by,
        expires=timezone.now() + lasts,
    )
    _log("invitation:made", invitation, by=by)
    return invitation, token


@transaction.atomic
def accept(*, token: str, by: User) -> Membership:
    """Somebody who has an account joins."""
    invitation = Invitation.objects.select_for_update().get(pk=queries.invitation_of(token).pk)
    if reason := queries.closed_because(invitation):
        raise Conflict(reason)
    membership = join(invitation.project, by, invitation.role, by=invitation.created_by or by)
    if invitation.makes_superuser:
        by.is_superuser = by.is_staff = True
        by.save(update_fields=["is_superuser", "is_staff"])
    invitation.accepted, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted", "accepted_by"])
    _log("invitation:accepted", invitation, by=by)
    return membership


@transaction.atomic
def sign_up(*, token: str, username: str, password: str, name: str = "") -> User:
    """Somebody who has none gets an account and joins; both or neither."""
    if reason := queries.closed_because(queries.invitation_of(token)):
        raise Conflict(reason)
    user = accounts.create_user(username=username, password=password, name=name)
    accept(token=token, by=user)
    return user


@transaction.atomic
def revoke(*, by: User | None, project: Project, invitation_id: int) -> None:
    permissions.check_can_manage(by, project)
    waiting = Invitation.objects.select_for_update().filter(project=project, accepted=None)
    invitation = waiting.filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound(_("This invitation is not open."))
    _log("invitation:revoked", invitation, by=by)
    invitation.delete()


def _log(kind: str, invitation: Invitation, *, by: User | None) -> None:
    after = {"role": invitation.role, "note": invitation.note}
    record(event(kind, by=by, project_id=invitation.project_id, subject=invitation.pk, after=after))

"""Questions about projects and their people."""

from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotFound
from annotator.projects.models import Invitation, Membership, Project


def membership_of(slug: str, user: User) -> Membership:
    """Somebody's membership, with its project; one query. A stranger learns nothing: NotFound."""
    found = (
        Membership.objects.select_related("project").filter(project__slug=slug, user=user).first()
    )
    if found is None:
        raise NotFound(_("This project is not here."))
    return found


def project_of(slug: str, user: User) -> Project:
    return membership_of(slug, user).project


def project_named(slug: str) -> Project:
    """For the operator at the command line."""
    found = Project.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no project “%(slug)s”.") % {"slug": slug})
    return found


def projects_of(user: User) -> QuerySet[Membership]:
    return Membership.objects.filter(user=user).select_related("project").order_by("project__name")


def members_of(project: Project) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(project=project)
        .select_related("user")
        .order_by("user__name", "user__username")
    )


def open_invitations(project: Project) -> QuerySet[Invitation]:
    return Invitation.objects.filter(project=project, accepted=None).order_by("-created")


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation:
    found = Invitation.objects.select_related("project").filter(digest=digest_of(token)).first()
    if found is None:
        raise NotFound(_("This invitation is not known here. Was the link copied in full?"))
    return found


def closed_because(invitation: Invitation) -> str:
    """Why the link is good no more; empty while it is."""
    if invitation.accepted:
        return _("This invitation has been used. Sign in, or ask for a new one.")
    if invitation.expires <= timezone.now():
        return _("This invitation has expired. Ask for a new one.")
    return ""

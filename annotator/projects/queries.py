"""Questions about projects and their people."""

from django.db.models import QuerySet
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

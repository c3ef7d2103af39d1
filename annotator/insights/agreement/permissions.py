"""Who may see how alike annotators are: who reviews them, never they themselves."""

from django.utils.translation import gettext as _

from annotator.errors import NotAllowed
from annotator.projects.models import Membership, Role


def check_can_see(membership: Membership) -> None:
    """Of a project that the person belongs to; strangers have no membership."""
    if not can_see(membership):
        raise NotAllowed(_("Only owners and reviewers see the agreement of annotators."))


def can_see(membership: Membership) -> bool:
    return membership.role in (Role.OWNER, Role.REVIEWER)

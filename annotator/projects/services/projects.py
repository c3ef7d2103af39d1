"""Projects made and changed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import InvalidInput
from annotator.projects import permissions
from annotator.projects.models import Project, Role
from annotator.projects.services.members import join

RESERVED = frozenset({"new"})


@transaction.atomic
def create_project(
    *,
    by: User | None,
    name: str,
    slug: str = "",
    guidelines: str = "",
    owner: User | None = None,
) -> Project:
    """A project without labels or articles. ``owner``, else ``by``, else nobody owns it."""
    permissions.check_can_create_project(by)
    slug = slug or free_slug(name)
    _check_slug(slug)
    project = Project.objects.create(name=name, slug=slug, guidelines=guidelines)
    record(event("project:created", by=by, project_id=project.pk, after=settings_of(project)))
    if first := owner or by:
        join(project, first, Role.OWNER, by=by)
    return project


def free_slug(name: str) -> str:
    """An address made from a name, with a number where it is taken."""
    base = slugify(name)[:50] or "project"
    taken = set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= RESERVED
    numbers = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbers) if slug not in taken)


def _check_slug(slug: str, *, except_for: Project | None = None) -> None:
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise InvalidInput(error.messages[0], errors={"slug": error.messages}) from None
    others = Project.objects.filter(slug=slug)
    if slug in RESERVED or any(other != except_for for other in others):
        message = _("The address “%(slug)s” is taken.") % {"slug": slug}
        raise InvalidInput(message, errors={"slug": [message]})


SETTINGS = ("name", "slug", "guidelines", "majority", "spot_share", "reviews_own")


def settings_of(project: Project) -> dict[str, Any]:
    """What change_project changes; how articles are handed out is set elsewhere."""
    return {name: getattr(project, name) for name in SETTINGS}


@transaction.atomic
def change_project(
    *,
    by: User | None,
    project: Project,
    name: str,
    slug: str,
    guidelines: str,
    majority: bool,
    spot_share: int,
    reviews_own: bool,
) -> Project:
    permissions.check_can_manage(by, project)
    _check_slug(slug, except_for=project)
    now = Project.objects.select_for_update().get(pk=project.pk)
    before = settings_of(now)
    now.name, now.slug, now.guidelines = name, slug, guidelines
    now.majority, now.spot_share, now.reviews_own = majority, spot_share, reviews_own
    now.save(update_fields=SETTINGS)
    record(
        event("project:changed", by=by, project_id=now.pk, before=before, after=settings_of(now))
    )
    return now

"""Changes to projects and their members. ``by`` None is the operator at the command line."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.projects import permissions
from annotator.projects.models import Membership, Project, Role

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
    """A project without labels or articles. Its owner is ``owner``, else ``by``, else nobody yet."""
    permissions.check_can_create_project(by)
    slug = slug or free_slug(name)
    _check_slug(slug)
    project = Project.objects.create(name=name, slug=slug, guidelines=guidelines)
    record(event("project:created", by=by, project_id=project.pk, after=_state(project)))
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
    others = Project.objects.exclude(pk=except_for.pk if except_for else None)
    if slug in RESERVED or others.filter(slug=slug).exists():
        message = _("The address “%(slug)s” is taken.") % {"slug": slug}
        raise InvalidInput(message, errors={"slug": [message]})


def _state(project: Project) -> dict[str, str]:
    return {"name": project.name, "slug": project.slug, "guidelines": project.guidelines}


@transaction.atomic
def change_project(
    *, by: User | None, project: Project, name: str, slug: str, guidelines: str
) -> Project:
    permissions.check_can_manage(by, project)
    _check_slug(slug, except_for=project)
    now = Project.objects.select_for_update().get(pk=project.pk)
    before = _state(now)
    now.name, now.slug, now.guidelines = name, slug, guidelines
    now.save()
    record(
        event("project:changed", by=by, project_id=now.pk, before=before, after=_state(now))
    )
    return now


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

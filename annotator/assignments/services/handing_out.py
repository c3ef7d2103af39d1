"""How a project hands its articles out, and who takes them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import connection, transaction

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.assignments import filling
from annotator.projects.models import Membership, Project
from annotator.projects.permissions import check_can_manage

SETTINGS = ("annotators", "extra_share", "order", "lease_hours", "blind")

# Where everybody does every article, nobody has to take their work again.
_RESUME = """
UPDATE annotations_annotationset SET lapsed = NULL WHERE project_id = %s AND lapsed IS NOT NULL
"""


class Part(NamedTuple):
    """A member's part in the work."""

    takes: bool
    quota: int | None


def settings_of(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in SETTINGS}


@transaction.atomic
def change_handing_out(
    *, by: User, project: Project, parts: Mapping[int, Part], **settings: Any
) -> Project:
    """``settings`` by their names in SETTINGS, ``parts`` by the id of the member.

    With more annotators slots are added, with fewer the free ones go; nobody loses an article.
    """
    check_can_manage(by, project)
    now = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    before = settings_of(now)
    for name in SETTINGS:
        setattr(now, name, settings[name])
    now.save(update_fields=SETTINGS)
    after = settings_of(now)
    if after != before:
        record(event("project:handing_out", by=by, project_id=now.pk, before=before, after=after))
    _change_parts(by, now, parts)
    if (now.annotators, now.extra_share) != (before["annotators"], before["extra_share"]):
        _fit(now)
    return now


def _fit(project: Project) -> None:
    if project.annotators is not None:
        filling.add(project.pk)
    else:
        with connection.cursor() as cursor:
            cursor.execute(_RESUME, [project.pk])
    filling.trim(project.pk)


def _change_parts(by: User, project: Project, parts: Mapping[int, Part]) -> None:
    members = Membership.objects.filter(project=project, user__in=list(parts)).order_by("pk")
    changed, events = [], []
    for one in members.select_for_update(no_key=True):
        before, after = Part(one.takes, one.quota), parts[one.user_id]
        if before != after:
            one.takes, one.quota = after
            changed.append(one)
            events.append(_changed(by, one, before, after))
    Membership.objects.bulk_update(changed, ["takes", "quota"])
    record(events)


def _changed(by: User, one: Membership, before: Part, after: Part) -> Event:
    return event(
        "member:changed",
        by=by,
        project_id=one.project_id,
        subject=one.user_id,
        before=before._asdict(),
        after=after._asdict(),
    )

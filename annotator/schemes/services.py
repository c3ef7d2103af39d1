"""Changes to label schemes. ``by`` None is the operator at the command line."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, InvalidInput, NotFound
from annotator.projects.models import Project
from annotator.projects.permissions import check_can_manage
from annotator.schemes.files import NEWS, LabelDraft
from annotator.schemes.models import Label
from annotator.schemes.queries import labels_of

FIELDS = ("name", "description", "hue", "pattern", "digit", "active")


def install_news_scheme(project: Project, by: User | None) -> list[Label]:
    return install_scheme(project, by, NEWS)


@transaction.atomic
def install_scheme(project: Project, by: User | None, drafts: Sequence[LabelDraft]) -> list[Label]:
    """Labels for a project that has just been made: whoever made it may."""
    labels = [
        Label(project=project, position=position, **asdict(draft))
        for position, draft in enumerate(drafts)
    ]
    Label.objects.bulk_create(labels)
    record(_event("label:created", label, by=by, after=_state(label)) for label in labels)
    return labels


@transaction.atomic
def add_label(*, by: User | None, project: Project, **values: Any) -> Label:
    labels = _locked(by, project)
    label = Label(project=project, position=len(labels), **values)
    _check(label, labels)
    label.save()
    record(_event("label:created", label, by=by, after=_state(label)))
    return label


@transaction.atomic
def change_label(*, by: User | None, project: Project, label_id: int, **values: Any) -> Label:
    """Any of FIELDS; what is not given stays."""
    labels = _locked(by, project)
    label = _one(labels, label_id)
    before = _state(label)
    for name, value in values.items():
        setattr(label, name, value)
    _check(label, labels)
    label.save(update_fields=list(values))
    record(_event("label:changed", label, by=by, before=before, after=_state(label)))
    return label


@transaction.atomic
def move_label(*, by: User | None, project: Project, label_id: int, places: int) -> None:
    """Up (negative) or down by so many places, as far as there are."""
    labels = _locked(by, project)
    label = _one(labels, label_id)
    ids = [one.pk for one in labels if one != label]
    ids.insert(max(labels.index(label) + places, 0), label_id)
    order_labels(by=by, project=project, ids=ids)


@transaction.atomic
def order_labels(*, by: User | None, project: Project, ids: Sequence[int]) -> None:
    """Labels that are not named come last, in the order they had."""
    labels = _locked(by, project)
    place = {pk: n for n, pk in enumerate(ids)}
    ordered = sorted(labels, key=lambda label: place.get(label.pk, len(place)))
    for position, label in enumerate(ordered):
        label.position = position
    Label.objects.bulk_update(ordered, ["position"])
    after = [label.pk for label in ordered]
    record(event("labels:ordered", by=by, project_id=project.pk, after=after))


@transaction.atomic
def delete_label(*, by: User | None, project: Project, label_id: int) -> None:
    """A label in use stays; it can be switched off."""
    label = _one(_locked(by, project), label_id)
    if uses := label.annotations.count():
        raise Conflict(
            ngettext(
                "%(n)d annotation uses “%(name)s”, so it can't be deleted. It can be switched off.",
                "%(n)d annotations use “%(name)s”, so it can't be deleted. It can be switched off.",
                uses,
            )
            % {"n": uses, "name": label.name}
        )
    record(_event("label:deleted", label, by=by, before=_state(label)))
    label.delete()


def _locked(by: User | None, project: Project) -> list[Label]:
    """Whoever changes a scheme waits for who is changing it now."""
    check_can_manage(by, project)
    Project.objects.select_for_update().get(pk=project.pk)
    return list(labels_of(project))


def _one(labels: list[Label], label_id: int) -> Label:
    found = next((label for label in labels if label.pk == label_id), None)
    if found is None:
        raise NotFound(_("This label is not here."))
    return found


def _check(label: Label, labels: list[Label]) -> None:
    others = [one for one in labels if one.pk != label.pk]
    if any(one.name.casefold() == label.name.casefold() for one in others):
        message = _("There is a label of this name already.")
        raise InvalidInput(message, errors={"name": [message]})
    taken = next((one for one in others if label.digit and one.digit == label.digit), None)
    if taken:
        message = _("Key %(digit)s belongs to “%(name)s”.")
        message %= {"digit": label.digit, "name": taken.name}
        raise InvalidInput(message, errors={"digit": [message]})


def _state(label: Label) -> dict[str, Any]:
    return {name: getattr(label, name) for name in FIELDS}


def _event(kind: str, label: Label, *, by: User | None, **states: Any) -> Any:
    return event(kind, by=by, project_id=label.project_id, subject=label.pk, **states)

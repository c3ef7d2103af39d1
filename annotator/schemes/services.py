"""Changes to the labels of a scheme. ``by`` None is the operator at the command line."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, InvalidInput
from annotator.projects.models import Project
from annotator.schemes import logged
from annotator.schemes.holding import check_name, find, hold, moved, number
from annotator.schemes.models import Label, RelationType
from annotator.schemes.queries import labels_of, types_of
from annotator.schemes.relation_services import check_unused


@transaction.atomic
def add_label(*, by: User | None, project: Project, **values: Any) -> Label:
    labels = _locked(by, project)
    label = Label(project=project, position=len(labels), **values)
    _check(label, labels)
    label.save()
    after = logged.of_label(label)
    record(logged.entry("label:created", label, by=by, project=project, after=after))
    return label


@transaction.atomic
def change_label(*, by: User | None, project: Project, label_id: int, **values: Any) -> Label:
    """What is not given stays."""
    labels = _locked(by, project)
    label = _one(labels, label_id)
    before = logged.of_label(label)
    for name, value in values.items():
        setattr(label, name, value)
    _check(label, labels)
    label.save(update_fields=list(values))
    states = {"before": before, "after": logged.of_label(label)}
    record(logged.entry("label:changed", label, by=by, project=project, **states))
    return label


@transaction.atomic
def move_label(*, by: User | None, project: Project, label_id: int, places: int) -> None:
    """Up (negative) or down by so many places, as far as there are."""
    labels = _locked(by, project)
    ordered = moved(labels, _one(labels, label_id), places)
    order_labels(by=by, project=project, ids=[label.pk for label in ordered])


@transaction.atomic
def order_labels(*, by: User | None, project: Project, ids: Sequence[int]) -> None:
    """Labels that are not named come last, in the order they had."""
    labels = _locked(by, project)
    place = {pk: n for n, pk in enumerate(ids)}
    ordered = sorted(labels, key=lambda label: place.get(label.pk, len(place)))
    number(ordered)
    after = [label.pk for label in ordered]
    record(event("labels:ordered", by=by, project_id=project.pk, after=after))


@transaction.atomic
def delete_label(*, by: User | None, project: Project, label_id: int) -> None:
    """A label in use stays; it can be switched off. Links that have no other end go as well."""
    label = _one(_locked(by, project), label_id)
    _check_unused(label)
    for one in _left_without_an_end(label):
        check_unused(one)
        before = logged.of_type(one)
        record(logged.entry("relation_type:deleted", one, by=by, project=project, before=before))
        one.delete()
    before = logged.of_label(label)
    record(logged.entry("label:deleted", label, by=by, project=project, before=before))
    label.delete()


def _check_unused(label: Label) -> None:
    if uses := label.annotations.count():
        raise Conflict(
            ngettext(
                "%(n)d annotation uses “%(name)s”, so it can't be deleted. It can be switched off.",
                "%(n)d annotations use “%(name)s”, so it can't be deleted. It can be switched off.",
                uses,
            )
            % {"n": uses, "name": label.name}
        )


def _left_without_an_end(label: Label) -> list[RelationType]:
    """Kinds of link that can be made no more without the label."""
    return [
        one
        for one in types_of(label.project)
        if [label] in (list(one.sources.all()), list(one.targets.all()))
    ]


def _locked(by: User | None, project: Project) -> list[Label]:
    hold(by, project)
    return list(labels_of(project))


def _one(labels: list[Label], label_id: int) -> Label:
    return find(labels, label_id, _("This label is not here."))


def _check(label: Label, labels: list[Label]) -> None:
    check_name(label, labels, _("There is a label of this name already."))
    others = [one for one in labels if one.pk != label.pk]
    taken = next((one for one in others if label.digit and one.digit == label.digit), None)
    if taken:
        message = _("Key %(digit)s belongs to “%(name)s”.")
        message %= {"digit": label.digit, "name": taken.name}
        raise InvalidInput(message, errors={"digit": [message]})

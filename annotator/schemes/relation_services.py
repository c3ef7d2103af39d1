"""Changes to the links of a scheme. Whatever would make a link wrong that is there is refused."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, InvalidInput
from annotator.projects.models import Project
from annotator.schemes import logged, queries
from annotator.schemes.defining import MOST_LINKS, of_link
from annotator.schemes.holding import check_name, check_needs, find, hold, moved, number
from annotator.schemes.models import Label, RelationType

WAYS = {"sources": "source", "targets": "target"}


@transaction.atomic
def add_relation_type(
    *,
    by: User | None,
    project: Project,
    name: str,
    sources: Sequence[int],
    targets: Sequence[int],
    many: bool = False,
) -> RelationType:
    types = _held(by, project)
    if len(types) >= MOST_LINKS:
        raise InvalidInput(_("A project may have %(n)d kinds of link.") % {"n": MOST_LINKS})
    made = RelationType(project=project, name=name, many=many, position=len(types))
    _check(made, types, {"sources": sources, "targets": targets})
    made.save()
    _join(made, {"sources": sources, "targets": targets})
    after = logged.of_type(made)
    record(logged.entry("relation_type:created", made, by=by, project=project, after=after))
    return made


@transaction.atomic
def change_relation_type(
    *, by: User | None, project: Project, type_id: int, **values: Any
) -> RelationType:
    """Any of name, many, active, and sources and targets as ids of labels; the rest stays."""
    types = _held(by, project)
    changed = _one(types, type_id)
    before = logged.of_type(changed)
    ends = {way: values.pop(way, before[way]) for way in WAYS}
    for name, value in values.items():
        setattr(changed, name, value)
    _check(changed, types, ends)
    _check_uses(changed, before, ends)
    changed.save(update_fields=list(values))
    _join(changed, ends)
    states = {"before": before, "after": logged.of_type(changed)}
    record(logged.entry("relation_type:changed", changed, by=by, project=project, **states))
    return changed


@transaction.atomic
def move_relation_type(*, by: User | None, project: Project, type_id: int, places: int) -> None:
    """Up (negative) or down by so many places, as far as there are."""
    types = _held(by, project)
    ordered = moved(types, _one(types, type_id), places)
    number(ordered)
    after = [one.pk for one in ordered]
    record(event("relation_types:ordered", by=by, project_id=project.pk, after=after))


@transaction.atomic
def delete_relation_type(*, by: User | None, project: Project, type_id: int) -> None:
    """One that links are of stays; it can be switched off."""
    going = _one(_held(by, project), type_id)
    check_unused(going)
    before = logged.of_type(going)
    record(logged.entry("relation_type:deleted", going, by=by, project=project, before=before))
    going.delete()


def check_unused(one: RelationType) -> None:
    if uses := one.relations.count():
        raise Conflict(
            ngettext(
                "%(n)d link is “%(name)s”, so it can't be deleted. It can be switched off.",
                "%(n)d links are “%(name)s”, so it can't be deleted. It can be switched off.",
                uses,
            )
            % {"n": uses, "name": one.name}
        )


def _held(by: User | None, project: Project) -> list[RelationType]:
    hold(by, project)
    return list(queries.types_of(project))


def _one(types: list[RelationType], type_id: int) -> RelationType:
    return find(types, type_id, _("This kind of link is not here."))


def _check(one: RelationType, types: list[RelationType], ends: dict[str, Sequence[int]]) -> None:
    check_needs(of_link(name=one.name, many=one.many, **ends))
    check_name(one, types, _("There is a link of this name already."))
    wanted = {pk for labels in ends.values() for pk in labels}
    if Label.objects.filter(project=one.project, pk__in=wanted).count() < len(wanted):
        raise InvalidInput(_("A link goes from and to labels of its own project."))


def _check_uses(one: RelationType, before: logged.State, ends: dict[str, Sequence[int]]) -> None:
    for way, end in WAYS.items():
        for label_id in set(before[way]) - set(ends[way]):
            _check_end(way, queries.annotations_linked(label_id, end, one.pk), label_id)
    if before["many"] and not one.many and (uses := queries.with_several(one.pk)):
        message = ngettext(
            "%(n)d annotation has several links “%(name)s”.",
            "%(n)d annotations have several links “%(name)s”.",
            uses,
        )
        message %= {"n": uses, "name": before["name"]}
        raise InvalidInput(message, errors={"many": [message]})


def _check_end(way: str, uses: int, label_id: int) -> None:
    if uses:
        message = ngettext(
            "%(n)d annotation of “%(label)s” has such a link, so the label stays.",
            "%(n)d annotations of “%(label)s” have such links, so the label stays.",
            uses,
        )
        message %= {"n": uses, "label": Label.objects.get(pk=label_id).name}
        raise InvalidInput(message, errors={way: [message]})


def _join(one: RelationType, ends: dict[str, Sequence[int]]) -> None:
    one.sources.set(ends["sources"])
    one.targets.set(ends["targets"])

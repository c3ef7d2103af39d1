"""Changes to what can be said about the annotations of a label.

Annotations keep values by the name of the attribute, and so do the steps that can be undone and
the files that were exported. What would make such a value wrong is refused; deleting an attribute
leaves the values where they are.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.services import record
from annotator.errors import InvalidInput
from annotator.formats.values import shown
from annotator.projects.models import Project
from annotator.schemes import logged, queries
from annotator.schemes.attributes import fits
from annotator.schemes.defining import MOST_ATTRIBUTES, of_attribute
from annotator.schemes.holding import check_name, check_needs, find, hold, moved, number
from annotator.schemes.models import Attribute


@transaction.atomic
def add_attribute(*, by: User | None, project: Project, label_id: int, **values: Any) -> Attribute:
    hold(by, project)
    label = queries.label_of(project, label_id)
    others = list(label.attributes.all())
    attribute = Attribute(label=label, position=len(others), **values)
    if len(others) >= MOST_ATTRIBUTES:
        raise InvalidInput(_("A label may have %(n)d attributes.") % {"n": MOST_ATTRIBUTES})
    _check(attribute, others)
    attribute.save()
    after = logged.of_attribute(attribute)
    record(logged.entry("attribute:created", attribute, by=by, project=project, after=after))
    return attribute


@transaction.atomic
def change_attribute(
    *, by: User | None, project: Project, attribute_id: int, **values: Any
) -> Attribute:
    """What is not given stays."""
    others, attribute = _held(by, project, attribute_id)
    before = logged.of_attribute(attribute)
    for name, value in values.items():
        setattr(attribute, name, value)
    if attribute.name != before["name"]:
        _check_unused(attribute, before["name"])
    _check(attribute, others)
    attribute.save(update_fields=list(values))
    states = {"before": before, "after": logged.of_attribute(attribute)}
    record(logged.entry("attribute:changed", attribute, by=by, project=project, **states))
    return attribute


@transaction.atomic
def move_attribute(
    *, by: User | None, project: Project, attribute_id: int, places: int
) -> Attribute:
    """Up (negative) or down by so many places, as far as there are."""
    others, attribute = _held(by, project, attribute_id)
    ordered = moved(others, attribute, places)
    number(ordered)
    after = {"label_id": attribute.label_id, "order": [one.pk for one in ordered]}
    record(logged.entry("attributes:ordered", attribute, by=by, project=project, after=after))
    return attribute


@transaction.atomic
def delete_attribute(*, by: User | None, project: Project, attribute_id: int) -> Attribute:
    """What annotations say under its name stays with them, as what came with an import does."""
    _others, attribute = _held(by, project, attribute_id)
    before = logged.of_attribute(attribute)
    record(logged.entry("attribute:deleted", attribute, by=by, project=project, before=before))
    attribute.delete()
    return attribute


def _held(
    by: User | None, project: Project, attribute_id: int
) -> tuple[list[Attribute], Attribute]:
    """All attributes of the label, and the one in question."""
    hold(by, project)
    wanted = queries.attribute_of(project, attribute_id)
    others = list(wanted.label.attributes.all())
    return others, find(others, attribute_id, _("This attribute is not here."))


def _check(attribute: Attribute, others: list[Attribute]) -> None:
    check_needs(of_attribute(attribute))
    check_name(attribute, others, _("This label has an attribute of this name already."))
    used = queries.values_of(attribute.label, attribute.name)
    unfit = [(value, n) for value, n in used if not fits(attribute, value)]
    if unfit:
        raise _refusal(attribute, unfit[0][0], sum(n for _value, n in unfit))


def _check_unused(attribute: Attribute, name: str) -> None:
    uses = sum(n for _value, n in queries.values_of(attribute.label, name))
    if uses:
        message = ngettext(
            "%(n)d annotation says “%(name)s” already, so the name stays.",
            "%(n)d annotations say “%(name)s” already, so the name stays.",
            uses,
        )
        message %= {"n": uses, "name": name}
        raise InvalidInput(message, errors={"name": [message]})


def _refusal(attribute: Attribute, value: Any, uses: int) -> InvalidInput:
    sentence = ngettext(
        "%(n)d annotation has “%(value)s” for “%(name)s”, which has to stay possible.",
        "%(n)d annotations have “%(value)s” or the like for “%(name)s”, "
        "which has to stay possible.",
        uses,
    )
    words = ", ".join(value) if isinstance(value, list) else value
    sentence %= {"n": uses, "name": attribute.name, "value": shown(words)}
    field = "options" if attribute.options else "kind"
    return InvalidInput(sentence, errors={field: [sentence]})

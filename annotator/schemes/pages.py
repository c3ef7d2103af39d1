"""What the labels page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from annotator.projects.models import Membership
from annotator.schemes import queries
from annotator.schemes.attribute_forms import AttributeForm, NewAttributeForm
from annotator.schemes.forms import LabelForm
from annotator.schemes.link_forms import LinkForm
from annotator.schemes.models import Attribute, Hue, Label, Pattern
from annotator.schemes.queries import LinkType


@dataclass(frozen=True, slots=True)
class Back:
    """A form that came back with mistakes, and whose it is: of a label, an attribute, a link; 0 for
    a new label or link."""

    of: str
    id: int
    form: Form


@dataclass(frozen=True, slots=True)
class AttributeRow:
    attribute: Attribute
    default: str
    form: Form
    open: bool


@dataclass(frozen=True, slots=True)
class Row:
    label: Label
    uses: int
    form: Form
    attributes: list[AttributeRow]
    new: Form
    new_open: bool
    open: bool


@dataclass(frozen=True, slots=True)
class LinkRow:
    link: LinkType
    sources: list[Label]
    targets: list[Label]
    uses: int
    form: Form
    open: bool


@dataclass(frozen=True, slots=True)
class LabelsPage:
    membership: Membership
    rows: list[Row]
    new: Form
    new_open: bool
    links: list[LinkRow]
    new_link: Form
    new_link_open: bool


def labels(membership: Membership, *, back: Back | None = None, open_label: int = 0) -> LabelsPage:
    project = membership.project
    found = list(queries.labels_with_uses(project).prefetch_related("attributes"))
    new, new_link = _came(back, "label", 0), _came(back, "link", 0)
    return LabelsPage(
        membership=membership,
        rows=[_row(label, back, open_label) for label in found],
        new=new or LabelForm(initial=_next(found), auto_id="new-%s"),
        new_open=new is not None,
        links=[_link(one, n, found, back) for one, n in queries.links_with_uses(project.pk)],
        new_link=new_link or new_link_form(found),
        new_link_open=new_link is not None,
    )


def form_of(label: Label, data: Any = None) -> LabelForm:
    initial = {name: getattr(label, name) for name in LabelForm.base_fields}
    return LabelForm(data, initial=initial, auto_id=f"label-{label.pk}-%s")


def new_attribute_form(label_id: int, data: Any = None) -> NewAttributeForm:
    return NewAttributeForm(data, auto_id=f"label-{label_id}-attribute-%s")


def new_link_form(found: Sequence[Label], data: Any = None) -> LinkForm:
    return LinkForm(found, data, auto_id="new-link-%s")


def link_form(link: LinkType, found: Sequence[Label], data: Any = None) -> LinkForm:
    initial = {
        "name": link.name,
        "sources": list(link.sources),
        "targets": list(link.targets),
        "many": link.many,
    }
    return LinkForm(found, data, initial=initial, auto_id=f"link-{link.id}-%s")


def _came(back: Back | None, of: str, pk: int) -> Form | None:
    return back.form if back and (back.of, back.id) == (of, pk) else None


def _row(label: Label, back: Back | None, open_label: int) -> Row:
    form, new = _came(back, "label", label.pk), _came(back, "attributes", label.pk)
    attributes = [_attribute(one, back) for one in label.attributes.all()]
    inside = new is not None or any(one.open for one in attributes)
    return Row(
        label=label,
        uses=getattr(label, "uses", 0),
        form=form or form_of(label),
        attributes=attributes,
        new=new or new_attribute_form(label.pk),
        new_open=new is not None,
        open=form is not None or inside or label.pk == open_label,
    )


def _attribute(attribute: Attribute, back: Back | None) -> AttributeRow:
    form = _came(back, "attribute", attribute.pk)
    return AttributeRow(
        attribute=attribute,
        default=_words(attribute.default),
        form=form or AttributeForm(attribute),
        open=form is not None,
    )


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def _link(link: LinkType, uses: int, found: list[Label], back: Back | None) -> LinkRow:
    form = _came(back, "link", link.id)
    return LinkRow(
        link=link,
        sources=[label for label in found if label.pk in link.sources],
        targets=[label for label in found if label.pk in link.targets],
        uses=uses,
        form=form or link_form(link, found),
        open=form is not None,
    )


def _next(labels: list[Label]) -> dict[str, Any]:
    """The first look and the first key that are free."""
    looks = {(label.hue, label.pattern) for label in labels}
    digits = {label.digit for label in labels}
    every = [(hue, pattern) for pattern in Pattern.values for hue in Hue.values]
    hue, pattern = next((look for look in every if look not in looks), every[0])
    digit = next((n for n in range(1, 10) if n not in digits), None)
    return {"hue": hue, "pattern": pattern, "digit": digit}

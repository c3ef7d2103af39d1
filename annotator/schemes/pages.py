"""What the labels page shows."""

from dataclasses import dataclass
from typing import Any

from annotator.projects.models import Membership
from annotator.schemes import queries
from annotator.schemes.forms import LabelForm
from annotator.schemes.models import Hue, Label, Pattern


@dataclass(frozen=True, slots=True)
class Row:
    label: Label
    uses: int
    form: LabelForm
    open: bool


@dataclass(frozen=True, slots=True)
class LabelsPage:
    membership: Membership
    rows: list[Row]
    new: LabelForm
    new_open: bool


def labels(
    membership: Membership,
    *,
    new: LabelForm | None = None,
    changed: dict[int, LabelForm] | None = None,
) -> LabelsPage:
    """``new`` and ``changed`` are forms that came back with mistakes, the latter by label."""
    found = list(queries.labels_with_uses(membership.project))
    return LabelsPage(
        membership=membership,
        rows=[_row(label, (changed or {}).get(label.pk)) for label in found],
        new=new or LabelForm(initial=_next(found), auto_id="new-%s"),
        new_open=new is not None,
    )


def _row(label: Label, form: LabelForm | None) -> Row:
    uses: int = getattr(label, "uses", 0)
    return Row(label=label, uses=uses, form=form or form_of(label), open=form is not None)


def form_of(label: Label, data: Any = None) -> LabelForm:
    initial = {name: getattr(label, name) for name in LabelForm.base_fields}
    return LabelForm(data, initial=initial, auto_id=f"label-{label.pk}-%s")


def _next(labels: list[Label]) -> dict[str, Any]:
    """The first look and the first key that are free."""
    looks = {(label.hue, label.pattern) for label in labels}
    digits = {label.digit for label in labels}
    every = [(hue, pattern) for pattern in Pattern.values for hue in Hue.values]
    hue, pattern = next((look for look in every if look not in looks), every[0])
    digit = next((n for n in range(1, 10) if n not in digits), None)
    return {"hue": hue, "pattern": pattern, "digit": digit}

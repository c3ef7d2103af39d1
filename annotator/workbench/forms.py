"""What the workbench is sent, as typed values."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from annotator import figures
from annotator.annotations.services.checks import MAX_NOTE
from annotator.errors import InvalidInput
from annotator.text import spans
from annotator.text.spans import Fragments

_ATTRIBUTE = re.compile(r"attribute-([0-9]{1,18})")
_NAMES = {"label": "label_id", "type": "type_id", "speaker": "speaker_id"}
"""What services call it."""


class FragmentsField(forms.Field):
    """Code points as in "120-163,180-201"."""

    def to_python(self, value: Any) -> Fragments | None:
        if value in self.empty_values:
            return None
        try:
            return spans.parse(value)
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error


class Step(forms.Form):
    step = forms.UUIDField()


class NewAnnotation(Step):
    """``nth`` tells which occurrence of the quote is meant where there are no fragments."""

    uid = forms.UUIDField()
    label = forms.IntegerField()
    fragments = FragmentsField(required=False)
    quote = forms.CharField(strip=False)
    note = forms.CharField(required=False, max_length=MAX_NOTE)
    nth = forms.IntegerField(required=False, min_value=1)


class ExistingAnnotation(Step):
    version = forms.IntegerField(min_value=1)


class ChangedAnnotation(ExistingAnnotation):
    """Only what is sent is changed. ``dropping``: links go that a new label doesn't allow."""

    label = forms.IntegerField(required=False)
    dropping = forms.BooleanField(required=False)
    fragments = FragmentsField(required=False)
    quote = forms.CharField(required=False, strip=False)
    note = forms.CharField(required=False, max_length=MAX_NOTE)
    confirm = forms.BooleanField(required=False)
    speaker = forms.IntegerField(required=False)


class NewRelation(Step):
    uid = forms.UUIDField()
    type = forms.IntegerField()
    source = forms.UUIDField()
    target = forms.UUIDField()


class NewSpeaker(forms.Form):
    name = forms.CharField(max_length=200)


class Value(forms.Form):
    """The value of a figure as a person corrects it; an empty upper bound is the lower one."""

    low = forms.FloatField()
    high = forms.FloatField(required=False)
    comparator = forms.CharField(required=False)
    unit = forms.CharField(required=False)
    counted = forms.CharField(required=False)
    magnitude = forms.CharField(required=False)


def edits(data: QueryDict) -> dict[str, Any]:
    """What of an annotation is to change, with its step and version."""
    sent = read(ChangedAnnotation, data)
    if described := attributes(data):
        sent["attributes"] = described
    if "value-low" in data and not sent.get("confirm"):
        sent["value"] = value(data)
    if "speaker-name" in data:
        sent["speaker_name"] = _cleaned(NewSpeaker(data, prefix="speaker"))["name"]
    return sent


def attributes(data: QueryDict) -> dict[int, list[str]]:
    """Attributes by their number: ``attribute-12=direct``, more than once for several."""
    found = {_ATTRIBUTE.fullmatch(name): data.getlist(name) for name in data}
    return {int(match[1]): given for match, given in found.items() if match}


def value(data: QueryDict) -> figures.Quantity:
    """The value in the fields ``value-low``, ``value-high`` and so on."""
    given = _cleaned(Value(data, prefix="value"))
    low, high = _whole(given["low"]), given["high"]
    return figures.from_json({**given, "low": low, "high": low if high is None else _whole(high)})


def _whole(number: float) -> float:
    return int(number) if number.is_integer() else number


def read(form_class: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """The values that were sent; InvalidInput says all that is wrong with them."""
    cleaned = _cleaned(form_class(data))
    return {_NAMES.get(name, name): cleaned[name] for name in cleaned if name in data}


def _cleaned(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        errors = {name: [str(one) for one in found] for name, found in form.errors.items()}
        said = "; ".join(f"{name}: {' '.join(found)}" for name, found in errors.items())
        raise InvalidInput(_("This could not be read. %(said)s") % {"said": said}, errors=errors)
    return form.cleaned_data


def chosen(data: QueryDict) -> UUID | None:
    """The annotation that an address asks to show open, if it names one."""
    try:
        return UUID(data.get("chosen", ""))
    except ValueError:
        return None


def after(data: QueryDict) -> int:
    value = data.get("after", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def words(data: QueryDict) -> str:
    """A name that is being typed."""
    return data.get("q", "").replace("\0", "").strip()[:200]

"""What the workbench is sent, as typed values."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from annotator.annotations.services import MAX_NOTE
from annotator.errors import InvalidInput
from annotator.text import spans
from annotator.text.spans import Fragments


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
    """Only what is sent is changed."""

    label = forms.IntegerField(required=False)
    fragments = FragmentsField(required=False)
    quote = forms.CharField(required=False, strip=False)
    note = forms.CharField(required=False, max_length=MAX_NOTE)


def read(form_class: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """The values that were sent; InvalidInput says all that is wrong with them."""
    form = form_class(data)
    if not form.is_valid():
        errors = {name: [str(one) for one in found] for name, found in form.errors.items()}
        said = "; ".join(f"{name}: {' '.join(found)}" for name, found in errors.items())
        raise InvalidInput(_("This could not be read. %(said)s") % {"said": said}, errors=errors)
    values = {name: form.cleaned_data[name] for name in form.fields if name in data}
    if "label" in values:
        values["label_id"] = values.pop("label")
    return values


def chosen(data: QueryDict) -> UUID | None:
    """The annotation that an address asks to show open, if it names one."""
    try:
        return UUID(data.get("chosen", ""))
    except ValueError:
        return None


def after(data: QueryDict) -> int:
    value = data.get("after", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0

"""Forms about labels."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.schemes.models import Hue, Meaning, Pattern

DIGITS = [("", _("none")), *((str(n), str(n)) for n in range(1, 10))]
MEANINGS = [("", _("nothing more")), *Meaning.choices]


class LabelForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput({"dir": "auto", "data-name": ""})
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"dir": "auto"}),
    )
    hue = forms.TypedChoiceField(
        label=_("Colour"), choices=Hue.choices, coerce=int, widget=forms.RadioSelect
    )
    pattern = forms.ChoiceField(label=_("Line"), choices=Pattern.choices, widget=forms.RadioSelect)
    digit = forms.TypedChoiceField(
        label=_("Key"), choices=DIGITS, coerce=int, empty_value=None, required=False
    )
    meaning = forms.ChoiceField(label=_("Meaning"), choices=MEANINGS, required=False)


class ActivationForm(forms.Form):
    active = forms.BooleanField(required=False)


class MoveForm(forms.Form):
    places = forms.IntegerField(min_value=-1000, max_value=1000)


class OpenForm(forms.Form):
    """The label that is shown open."""

    open = forms.IntegerField(required=False, min_value=0)

    def asked(self) -> int:
        self.is_valid()
        return self.cleaned_data.get("open") or 0


class OrderForm(forms.Form):
    """Ids in their new order, with commas."""

    ids = forms.RegexField(r"^[0-9]{1,18}(,[0-9]{1,18})*$", max_length=5000)

    def clean_ids(self) -> list[int]:
        return [int(part) for part in self.cleaned_data["ids"].split(",")]

"""What is asked for a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.api.scopes import Scope

LASTS = {"7": _("A week"), "30": _("30 days"), "90": _("90 days"), "365": _("A year")}


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("What it is for: the program, and the machine it runs on."),
        max_length=100,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("May"),
        choices=Scope.choices,
        initial=Scope.READ,
        widget=forms.RadioSelect,
        help_text=_("In each project never more than you may do there yourself."),
    )
    days = forms.ChoiceField(label=_("Good for"), choices=list(LASTS.items()), initial="90")

    def clean_days(self) -> Any:
        return int(self.cleaned_data["days"])

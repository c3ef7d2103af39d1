"""Forms about webhooks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.webhooks.models import MOST_LETTERS, Kind

ADDRESS = {"dir": "ltr", "autocomplete": "off", "inputmode": "url", "spellcheck": "false"}


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Address of the receiver"),
        max_length=MOST_LETTERS,
        help_text=_("Begins with https:// or http://. Everything is sent there by POST."),
        widget=forms.URLInput(ADDRESS),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one at least.")},
        help_text=_("The receiver also learns who did it, even where annotators work blind."),
    )


class ActivationForm(forms.Form):
    active = forms.BooleanField(required=False)

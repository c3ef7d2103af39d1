"""A verdict as it is sent."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotator.reviews.models import Reason


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("Accept")
    FIX = "fix", _("Fix")
    RETURN = "return", _("Return")
    RECONSIDER = "reconsider", _("Take back the acceptance")


class VerdictForm(forms.Form):
    """``version`` is the one of the set that was looked at."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("No reason chosen")), *Reason.choices]
    )
    note = forms.CharField(
        label=_("Note to the annotator"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        says_why = given.get("reason") or given.get("note")
        if given.get("verdict") == Verdict.RETURN and not says_why:
            self.add_error("reason", gettext("Say why: choose a reason or write a note."))
        return given

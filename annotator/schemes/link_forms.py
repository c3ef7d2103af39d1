"""The form about a kind of link."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.schemes.defining import LONGEST_NAME
from annotator.schemes.models import Label


class LinkForm(forms.Form):
    sources = forms.TypedMultipleChoiceField(
        label=_("From"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_NAME,
        help_text=_("As in: Claim – said by → Speaker."),
        widget=forms.TextInput({"dir": "auto"}),
    )
    targets = forms.TypedMultipleChoiceField(
        label=_("To"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    many = forms.BooleanField(
        label=_("One annotation may have several; otherwise a new one replaces the old one"),
        required=False,
    )

    def __init__(self, labels: Sequence[Label], data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        choices = [(label.pk, label.name) for label in labels]
        for way in ("sources", "targets"):
            self.fields[way].choices = choices  # type: ignore[attr-defined]

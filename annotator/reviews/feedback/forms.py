"""Objections and answers as they are sent."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ObjectionForm(forms.Form):
    cluster = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What do you object to?"),
        max_length=5000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer to the annotator"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )
    upheld = forms.TypedChoiceField(
        choices=[("1", _("Uphold")), ("0", _("Dismiss"))],
        coerce=lambda sent: sent == "1",
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("upheld") is False and not given.get("answer"):
            self.add_error("answer", gettext("Say why you dismiss it."))
        return given


def place(data: QueryDict) -> tuple[datetime, int] | None:
    """After which outcome a page begins, as in "1732312312.123456-41"."""
    moment, _dash, set_id = data.get("after", "").partition("-")
    try:
        return datetime.fromtimestamp(float(moment), UTC), int(set_id) % 2**63
    except (ValueError, OverflowError, OSError):
        return None

"""Forms of the overview."""

from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from annotator.errors import InvalidInput
from annotator.overview.queries import OF_TEAM, Filter
from annotator.schemes.drafts import SchemeDraft
from annotator.schemes.files import read_scheme
from annotator.schemes.news import NEWS

SCHEME_MAX_BYTES = 1_000_000


class ArticlesForm(forms.Form):
    """What is asked of the list; anything that makes no sense counts as not asked."""

    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            {
                "type": "search",
                "dir": "auto",
                "placeholder": _("Words or a string"),
                "autocomplete": "off",
            }
        ),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    before = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)

    def __init__(self, *args: Any, team: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [choice for choice in Filter.choices if team or choice[0] not in OF_TEAM]
        self.fields["state"].choices = [("", _("All articles")), *states]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {
            "words": " ".join(self.cleaned_data.get("words", "").split()),
            "state": self.cleaned_data.get("state", ""),
            "after": self.cleaned_data.get("after") or 0,
            "before": self.cleaned_data.get("before") or 0,
        }


class ProjectForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        required=False,
        validators=[validate_slug],
        help_text=_("Letters, digits and hyphens. Empty: made from the name."),
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )
    scheme = forms.FileField(
        label=_("Label scheme"),
        required=False,
        help_text=_("A JSON file. Empty: who said what, with which figures."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )

    def clean_scheme(self) -> SchemeDraft:
        file = self.cleaned_data["scheme"]
        if not file:
            return NEWS
        if file.size > SCHEME_MAX_BYTES:
            raise forms.ValidationError(_("This file is too long for a scheme."))
        try:
            return read_scheme(file.read())
        except InvalidInput as error:
            raise forms.ValidationError(error.errors.get("scheme", [error.message])) from None

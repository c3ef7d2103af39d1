"""What the pages of agreement are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotator.insights.agreement.scope import Scope
from annotator.insights.agreement.words import PAIRED

DAY = {"type": "date"}


class FilterForm(forms.Form):
    """Which sets are compared."""

    people = forms.MultipleChoiceField(
        label=_("Annotators"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(
        label=_("Submitted since"), required=False, widget=forms.DateInput(DAY, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Submitted until"), required=False, widget=forms.DateInput(DAY, "%Y-%m-%d")
    )
    lang = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(
        self, data: QueryDict, people: Sequence[tuple[str, str]], langs: Sequence[str]
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("Annotators"),
            required=False,
            choices=people,
            widget=forms.CheckboxSelectMultiple,
        )
        choices = [("", _("All languages")), *((lang, lang) for lang in langs)]
        self.fields["lang"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=choices
        )

    def asked(self) -> Scope:
        """Without what makes no sense."""
        self.is_valid()
        given = self.cleaned_data
        return Scope(
            people=tuple(sorted(given.get("people", ()))),
            since=given.get("since"),
            until=given.get("until"),
            lang=given.get("lang", ""),
        )


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at of the numbers there are; ``label`` "" is all of them."""

    label: str = ""
    measure: str = "strict"
    without_noise: bool = False


def view(data: QueryDict) -> View:
    measure = data.get("measure", "")
    return View(
        label=data.get("label", "")[:60],
        measure=measure if measure in PAIRED else "strict",
        without_noise=data.get("noise") == "without",
    )


def query_of(scope: Scope, **more: object) -> str:
    """An address's query for the same sets; what is empty is left out."""
    pairs = [("people", key) for key in scope.people]
    pairs += [(name, _written(getattr(scope, name))) for name in ("since", "until", "lang")]
    pairs += [(name, str(value)) for name, value in more.items() if value is not None]
    written = urlencode([pair for pair in pairs if pair[1]])
    return f"?{written}" if written else ""


def _written(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""

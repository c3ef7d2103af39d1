"""What the page of figures is asked for."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotator.insights.figures.scope import Sort
from annotator.insights.figures.walks import How

PLAIN = "1"
"""In addresses, where no unit at all is any unit."""

MAX_WORDS = 200
BIGGEST = 2**63 - 1


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=MAX_WORDS,
        widget=forms.TextInput(
            {
                "type": "search",
                "placeholder": _("What is counted, or words of a title"),
                "dir": "auto",
                "autocomplete": "off",
            }
        ),
    )
    unit = forms.CharField(required=False, max_length=40)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=Sort.choices)

    def __init__(self, data: QueryDict, units: Sequence[tuple[str, str]] | None = None) -> None:
        """With the ``units`` to choose from, where it is to be shown."""
        super().__init__(data)
        if units is not None:
            choices = [("", _("All units")), *units]
            self.fields["unit"] = forms.ChoiceField(
                label=_("Unit"), required=False, choices=choices
            )

    def asked(self, name: str) -> str:
        """Empty where it is not there or makes no sense."""
        self.is_valid()
        return " ".join(str(self.cleaned_data.get(name, "")).split())


def unit(written: str) -> str | None:
    return None if not written else "" if written == PLAIN else written


def written(unit: str) -> str:
    return unit or PLAIN


def place(data: QueryDict) -> tuple[int, How]:
    """The figure that the page begins with, after or before; 0 where it begins with the first."""
    ways: tuple[How, ...] = ("at", "before", "after")
    for how in ways:
        if asked := number(data.get(how, "")):
            return asked, how
    return 0, "after"


def number(written: str) -> int:
    """0 for what is no id."""
    is_id = written.isascii() and written.isdigit() and len(written) < 20
    return min(int(written), BIGGEST) if is_id else 0

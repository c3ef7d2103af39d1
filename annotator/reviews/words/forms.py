"""What is looked for, and what is decided about the places found."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotator.reviews.words.asked import NOTHING, About, Asked, Entry, Extent, How, Place
from annotator.reviews.words.wishes import Action, Wish
from annotator.schemes.models import Label

MAX_WORDS = 200
BIGGEST = 2**63 - 1

CHOSEN, PAGE, ALL = "chosen", "page", "all"
"""Which of the places found are decided about."""


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=MAX_WORDS,
        widget=forms.TextInput(
            {
                "type": "search",
                "placeholder": _("A word, a name, a number"),
                "dir": "auto",
                "autocomplete": "off",
            }
        ),
    )
    how = forms.ChoiceField(label=_("How they stand there"), required=False, choices=How.choices)
    extent = forms.ChoiceField(
        label=_("Which annotations count"), required=False, choices=Extent.choices
    )
    label = forms.ChoiceField(label=_("Labelled as"), required=False)
    differs = forms.BooleanField(label=_("Annotators differ"), required=False)
    open = forms.BooleanField(label=_("Not in gold yet"), required=False)

    def __init__(self, data: QueryDict, labels: Iterable[Label]) -> None:
        super().__init__(data)
        own = [(str(one.pk), one.name) for one in labels]
        choices = [("", _("Labelled or not")), *own, (NOTHING, _("Nothing marked"))]
        self.fields["label"] = forms.ChoiceField(
            label=_("Labelled as"), required=False, choices=choices
        )

    def asked(self, entry: Entry | None) -> Asked:
        """What makes no sense is left out; ``entry`` is for where no words are given."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        words = " ".join(given.get("words", "").replace("\0", "").split())
        return Asked(
            words=words,
            how=How(given.get("how") or How.WORDS),
            entry=None if words else entry,
            extent=Extent(given.get("extent") or Extent.SAME),
            label=given.get("label", ""),
            differs=given.get("differs", False),
            open=given.get("open", False),
        )


class DecisionForm(forms.Form):
    """``batch`` is made with the page, so that a request that comes again does no harm."""

    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    action = forms.ChoiceField(choices=Action.choices)
    label = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    def __init__(self, data: QueryDict | None = None, about: About | None = None) -> None:
        super().__init__(data)
        self.about = about or About()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "action" not in given:
            return given
        wish = Wish(Action(given["action"]), given.get("label"), self.about)
        return {"batch": given.get("batch"), "wish": wish}


def chosen(data: QueryDict) -> list[Place]:
    """The places that were ticked."""
    found = (place(written) for written in data.getlist("place"))
    return [one for one in found if one]


def place(written: str) -> Place | None:
    """From “12:120-163”."""
    article, _colon, fragment = written.partition(":")
    start, _dash, end = fragment.partition("-")
    numbers = [_offset(part) for part in (article, start, end)]
    return Place(*(one or 0 for one in numbers)) if None not in numbers else None


def number(written: str) -> int:
    """0 for what is no id."""
    is_id = written.isascii() and written.isdigit() and len(written) < 20
    return min(int(written), BIGGEST) if is_id else 0


def _offset(written: str) -> int | None:
    is_one = written.isascii() and written.isdigit() and len(written) < 16
    return int(written) if is_one else None

"""Forms about the register of speakers."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotator.insights.speakers import claims, listed
from annotator.speakers.models import Speaker
from annotator.speakers.services.values import MAX_NAME, MAX_NOTES, MAX_ROLE

AUTO = {"dir": "auto", "autocomplete": "off"}
BIGGEST = 2**63 - 1


class NewForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MAX_NAME, widget=forms.TextInput(AUTO))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Not said")), *Speaker.Kind.choices]
    )
    role = forms.CharField(
        label=_("Role or affiliation"),
        required=False,
        max_length=MAX_ROLE,
        widget=forms.TextInput(AUTO),
    )


class EntryForm(NewForm):
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=40_000,
        help_text=_("A line each."),
        widget=forms.Textarea({"rows": 4} | AUTO),
    )
    wikidata = forms.CharField(
        label=_("Wikidata"),
        required=False,
        max_length=100,
        help_text=_("Such as Q42."),
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )
    notes = forms.CharField(
        label=_("Notes"),
        required=False,
        max_length=MAX_NOTES,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )

    def clean_aliases(self) -> list[str]:
        lines: list[str] = self.cleaned_data["aliases"].splitlines()
        return [line for line in lines if line.strip()]


def about(speaker: Speaker, aliases: list[str]) -> dict[str, str]:
    """What the form shows of an entry."""
    return {
        "name": speaker.name,
        "kind": speaker.kind,
        "role": speaker.role,
        "aliases": "\n".join(one for one in aliases if one != speaker.name),
        "wikidata": speaker.wikidata,
        "notes": speaker.notes,
    }


class SplitForm(forms.Form):
    """``quotes`` are ticked in a table; here they only have to be there."""

    name = forms.CharField(
        label=_("Name of the other speaker"),
        max_length=MAX_NAME,
        help_text=_("A new entry, or one that has exactly this name."),
        widget=forms.TextInput(AUTO),
    )


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=MAX_NAME,
        widget=forms.TextInput(
            {"type": "search", "placeholder": _("A name, in any spelling")} | AUTO
        ),
    )

    def asked(self) -> str:
        self.is_valid()
        return " ".join(self.cleaned_data.get("words", "").split())


def chosen(data: QueryDict, name: str = "chosen") -> list[int]:
    """The ids among what was sent, each once, in order."""
    found = (_number(value) for value in data.getlist(name)[:500])
    return list(dict.fromkeys(one for one in found if one))


def name_place(data: QueryDict, name: str) -> listed.Place | None:
    """Where a page of the list begins: “after=Name&after_id=7”."""
    where = data.get(name, "").replace("\0", "")
    return listed.Place(where, _number(data.get(f"{name}_id", ""))) if where else None


def claim_place(data: QueryDict, name: str) -> claims.Place | None:
    """Where a page of claims begins: “after=12-345”."""
    left, _dash, right = data.get(name, "").partition("-")
    set_id, claim_id = _number(left), _number(right)
    return claims.Place(set_id, claim_id) if set_id and claim_id else None


def _number(value: Any) -> int:
    """0 for what is no id."""
    written = str(value)
    is_id = written.isascii() and written.isdigit() and len(written) < 20
    return min(int(written), BIGGEST) if is_id else 0

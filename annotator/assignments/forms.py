"""Forms of handing out work."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotator.assignments.listed import Filter, Part
from annotator.assignments.services.handing_out import Part as NewPart
from annotator.assignments.services.handing_out import settings_of
from annotator.projects.models import MAX_ANNOTATORS, Order, Project

MOST = 500
"""So many articles are assigned at once."""


class HandingOutForm(forms.Form):
    """How articles are handed out, and everybody's part: fields ``takes-7`` and ``quota-7``."""

    annotators = forms.IntegerField(
        label=_("Annotators for each article"),
        required=False,
        min_value=1,
        max_value=MAX_ANNOTATORS,
        help_text=_(
            "Empty: everybody does every article. With a number, articles are handed out, each to"
            " so many people. If it grows, places are added; if it shrinks, free places go, and"
            " nobody loses an article that they hold."
        ),
    )
    extra_share = forms.IntegerField(
        label=_("Articles for one more annotator, per cent"),
        min_value=0,
        max_value=100,
        help_text=_("To measure agreement. They are always the same articles."),
    )
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices)
    lease_hours = forms.IntegerField(
        label=_("Hours until an article goes back"),
        min_value=1,
        max_value=9999,
        help_text=_(
            "What somebody holds and does not touch for so long goes back to the queue. Their work"
            " in it is kept, and is theirs again if they come back before others take it."
        ),
    )
    blind = forms.BooleanField(
        label=_("Annotators work blind"),
        required=False,
        help_text=_(
            "They see nothing of each other’s work: no annotations and no names. Reviewers and"
            " owners see everything."
        ),
    )

    def __init__(self, *args: Any, project: Project, members: Sequence[Part], **more: Any) -> None:
        super().__init__(*args, **{"initial": settings_of(project), **more})
        self._members = members
        for one in members:
            self.fields[f"takes-{one.user.pk}"] = forms.BooleanField(
                required=False, initial=one.takes
            )
            self.fields[f"quota-{one.user.pk}"] = forms.IntegerField(
                required=False, min_value=0, max_value=10**6, initial=one.quota
            )

    def settings(self) -> list[forms.BoundField]:
        return [field for field in self if "-" not in field.name]

    def parts(self) -> list[tuple[Part, forms.BoundField, forms.BoundField]]:
        """Everybody's part, with the fields that change it."""
        return [
            (one, self[f"takes-{one.user.pk}"], self[f"quota-{one.user.pk}"])
            for one in self._members
        ]

    def clean(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        parts = {
            one.user.pk: NewPart(
                takes=values.pop(f"takes-{one.user.pk}", one.takes),
                quota=values.pop(f"quota-{one.user.pk}", one.quota),
            )
            for one in self._members
        }
        return values | {"parts": parts}


class WorkForm(forms.Form):
    """What is asked of the list; anything that makes no sense counts as not asked."""

    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int)
    state = forms.ChoiceField(label=_("State"), required=False, choices=Filter.choices)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    before = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)

    def __init__(self, *args: Any, members: Sequence[Part], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, [("", _("Everybody")), *_people(members)])

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {
            "person": self.cleaned_data.get("person") or 0,
            "state": self.cleaned_data.get("state", ""),
            "after": self.cleaned_data.get("after") or 0,
            "before": self.cleaned_data.get("before") or 0,
        }


class AssignForm(forms.Form):
    """To whom, and how many from the queue or which: listed by their ids, or ``chosen``."""

    person = forms.TypedChoiceField(label=_("To whom"), coerce=int)
    count = forms.IntegerField(
        label=_("How many from the queue"), required=False, min_value=1, max_value=MOST
    )
    uids = forms.CharField(
        label=_("Or these articles"),
        required=False,
        max_length=100_000,
        help_text=_("Their ids, one in each line."),
        widget=forms.Textarea({"rows": 3, "dir": "auto", "spellcheck": "false"}),
    )
    chosen = forms.CharField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, members: Sequence[Part], **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, _people(members))

    def clean_uids(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["uids"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))[:MOST]

    def clean_chosen(self) -> list[int]:
        return ids(self.data, "chosen") if isinstance(self.data, QueryDict) else []

    def clean(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        asked = [values.get("count"), values.get("uids"), values.get("chosen")]
        if not self.errors and sum(map(bool, asked)) != 1:
            raise forms.ValidationError(_("Say how many articles, or which: one of the two."))
        return values


def _people(members: Sequence[Part]) -> list[tuple[int, str]]:
    return [(one.user.pk, str(one.user)) for one in members]


def _offer(form: forms.Form, people: list[tuple[Any, Any]]) -> None:
    form.fields["person"].choices = people  # type: ignore[attr-defined]


def ids(data: QueryDict, name: str) -> list[int]:
    """The ids among what was sent, each once."""
    sent = (one for one in data.getlist(name)[:MOST] if one.isascii() and one.isdigit())
    return list(dict.fromkeys(int(one) for one in sent if len(one) < 19))

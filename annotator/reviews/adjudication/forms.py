"""What the desk is sent, as typed values."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.reviews.adjudication import wording
from annotator.reviews.adjudication.settling import (
    FRAGMENTS,
    INTERSECTION,
    LABEL,
    OTHER_LABEL,
    UNION,
    Choice,
)
from annotator.reviews.models import Reason
from annotator.text import spans
from annotator.web.forms import valid

MAX_NOTE = 5000
_FIELD = "field-"
_NUMBER = re.compile("[0-9]{1,18}")
_JOINS = (UNION, INTERSECTION)


class Step(forms.Form):
    step = forms.UUIDField()


class Settling(Step):
    """One decision without its choice, which comes in fields of many names."""

    cluster = forms.UUIDField()
    reason = forms.ChoiceField(choices=[("", ""), *Reason.choices], required=False)
    note = forms.CharField(required=False, max_length=MAX_NOTE)
    guideline = forms.BooleanField(required=False)
    section = forms.CharField(required=False, max_length=200)


def step(data: QueryDict) -> UUID:
    found: UUID = valid(Step(data))["step"]
    return found


def decision(data: QueryDict) -> dict[str, Any]:
    """What is decided about which conflict, and why."""
    return valid(Settling(data)) | {"choice": choice(data)}


def choice(data: QueryDict) -> Choice:
    """The button that was pressed says most: nothing, several side by side, or a whole version.

    ``accept`` (or no button) takes the version ``base`` with the fields that were picked from
    others; ``borders`` does so too, and joins or intersects the borders.
    """
    if data.get("nothing"):
        return Choice(nothing=True)
    if data.get("both"):
        return Choice(both=tuple(map(_set, str(data["both"]).split())))
    if data.get("take"):
        return Choice(take=_set(str(data["take"])))
    base = _set(data.get("base", ""))
    fields = {name: of for name, of in _fields(data).items() if of != base}
    return Choice(take=base, fields=fields)


def _fields(data: QueryDict) -> dict[str, int | str]:
    given = {
        name.removeprefix(_FIELD): str(data[name])
        for name in data
        if name.startswith(_FIELD) and data[name]
    }
    if data.get("borders"):
        given[FRAGMENTS] = str(data["borders"])
    return {name: _of(name, value) for name, value in given.items()}


def _of(name: str, value: str) -> int | str:
    """A set's number; for borders also how they come from all, or which they are, and for labels
    also one that no version has."""
    if name == LABEL and value.startswith(OTHER_LABEL):
        return value
    if name != FRAGMENTS or _NUMBER.fullmatch(value):
        return _set(value)
    return value if value in _JOINS else spans.unparse(spans.parse(value))


def _set(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise InvalidInput(_("Choose a version, or say that there is nothing here."))
    return int(value)


def chosen(data: QueryDict) -> UUID | None:
    """The conflict that an address asks to show, if it names one."""
    try:
        return UUID(data.get("chosen") or data.get("cluster", ""))
    except ValueError:
        return None


def kind(data: QueryDict) -> str:
    """The only kind of conflicts to show; empty for all."""
    wanted = data.get("kind", "")
    return wanted if wanted in wording.KINDS else ""

"""What is said about conflicts and what came of them, in words."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotator import figures
from annotator.agreement import disagreements
from annotator.annotations import values
from annotator.annotations.queries import Mark
from annotator.annotations.states import Provenance
from annotator.reviews.adjudication.settling import (
    ATTRIBUTE,
    DECIDED,
    FRAGMENTS,
    INTERSECTION,
    LABEL,
    LINKS,
    SPEAKER,
    UNION,
    VALUE,
    Choice,
)

KINDS: dict[str, Promise] = {
    disagreements.BOUNDARY: gettext_lazy("Borders"),
    disagreements.LABEL: gettext_lazy("Label"),
    disagreements.MISSING: gettext_lazy("Missing"),
    disagreements.ATTRIBUTE: gettext_lazy("Attributes"),
    disagreements.LINK: gettext_lazy("Links"),
}
"""The kinds of conflicts that there is something to decide about."""

FIELDS: dict[str, Promise] = {
    FRAGMENTS: gettext_lazy("Borders"),
    LABEL: gettext_lazy("Label"),
    VALUE: gettext_lazy("Value"),
    SPEAKER: gettext_lazy("Speaker"),
    LINKS: gettext_lazy("Links"),
}


def field_name(field: str) -> str:
    """Attributes go by their own name."""
    return str(FIELDS.get(field) or field.removeprefix(ATTRIBUTE))


def words(count: int) -> str:
    return ngettext("%(n)s word", "%(n)s words", count) % {"n": count}


def value(mark: Mark) -> str:
    said = values.quantity(mark.value)
    return figures.shown(said) if said else ""


def attribute(said: Any) -> str:
    """An attribute's value as people read it; empty where nothing is said."""
    if said is None:
        return ""
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    return ", ".join(said) if isinstance(said, list) else str(said)


def outcome(settled: str, choice: Choice | None, number: Callable[[int], int]) -> str:
    """What a conflict was settled with; empty while it is open. ``number``: of a set's version."""
    if not settled:
        return ""
    if settled != DECIDED or choice is None:
        return str(Provenance(settled).label)
    if choice.nothing:
        return _("Nothing here")
    if choice.both:
        return _("Kept: %(versions)s") % {"versions": _listed(map(number, choice.both))}
    return ", ".join(_combined(choice, number))


def _combined(choice: Choice, number: Callable[[int], int]) -> Iterator[str]:
    yield _("Version %(n)s") % {"n": number(choice.take or 0)}
    for field, of in choice.fields.items():
        if of == UNION:
            yield _("all borders")
        elif of == INTERSECTION:
            yield _("common borders")
        elif field == LABEL and isinstance(of, str):
            yield _("another label")
        elif isinstance(of, int):
            yield _("%(field)s of %(n)s") % {"field": field_name(field), "n": number(of)}
        else:
            yield _("own borders")


def _listed(numbers: Iterator[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def letters(count: int) -> Sequence[str]:
    """A, B, C … for people whose names are hidden."""
    return [_letter(place) for place in range(count)]


def _letter(place: int) -> str:
    more, place = divmod(place, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + place)

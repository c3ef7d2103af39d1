"""What each measure is called, and what it answers, in a sentence."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from annotator.agreement import boundaries
from annotator.agreement.scores import RELIABLE, TENTATIVE, Score, reading_of_alpha
from annotator.insights.agreement.counting import NUMBER, UNIT
from annotator.insights.agreement.numbers import Plain, score, why

NAMES: dict[str, Any] = {
    "strict": gettext_lazy("Strict F1"),
    "exact": gettext_lazy("Exact F1"),
    "type": gettext_lazy("Overlap F1"),
    "partial": gettext_lazy("Partial F1"),
    "character": gettext_lazy("Character F1"),
    "u": "uα",
    "binary": "|uα",
    "cu": "cuα",
    "gamma": "γ",
    "alpha": "α",
    "ac1": "AC1",
    "boundary": "B",
}

PAIRED = ("strict", "exact", "type", "partial", "character", "u")
"""Measures of two annotators, for the matrix."""

ANSWERS: dict[str, Any] = {
    "strict": gettext_lazy("Do two people mark exactly the same characters with the same label?"),
    "exact": gettext_lazy("Do they mark exactly the same characters, under whatever label?"),
    "type": gettext_lazy("Do they find the same things, wherever these begin and end?"),
    "partial": gettext_lazy("Do they find the same things, if other borders count half?"),
    "character": gettext_lazy("How much of the text that they mark is marked by both?"),
    "u": gettext_lazy("Do they mark the same stretches with the same label, beyond chance?"),
    "binary": gettext_lazy("Do they agree, beyond chance, on which text is marked at all?"),
    "cu": gettext_lazy("Where two people marked text, do they give it the same label?"),
    "k": gettext_lazy("Where text has this label, does whoever else marked it give the same?"),
    "gamma": gettext_lazy("Do annotations line up, in place and label, better than by chance?"),
    "alpha": gettext_lazy("Do they give what both marked the same value, beyond chance?"),
    "ac1": gettext_lazy("The same, for where one value is much more frequent than the others."),
    "boundary": gettext_lazy("How near are their borders, if one word beside it counts half?"),
    "given": gettext_lazy("Where both found the two ends, do both link them?"),
    "end": gettext_lazy("Do both find the two ends and link them?"),
}


def unit_of(measure: str) -> str:
    """What is counted where its n is said."""
    units = {
        "character": _("characters"),
        "u": _("articles"),
        "binary": _("articles"),
        "cu": _("articles"),
        "alpha": _("values"),
        "ac1": _("places"),
        "boundary": _("borders"),
    }
    return units.get(measure, _("annotations"))


KINDS: dict[str, Any] = {
    "boundary": gettext_lazy("other borders"),
    "label": gettext_lazy("another label"),
    "missing": gettext_lazy("marked by one only"),
    "attribute": gettext_lazy("another value"),
    "link": gettext_lazy("other links"),
}

EDGES: dict[str, Any] = {
    boundaries.LEFT: pgettext_lazy("kind of boundary error", "begins elsewhere"),
    boundaries.RIGHT: pgettext_lazy("kind of boundary error", "ends elsewhere"),
    boundaries.INSIDE: pgettext_lazy("kind of boundary error", "differs only inside"),
    boundaries.LONGER: pgettext_lazy("kind of boundary error", "longer"),
    boundaries.SHORTER: pgettext_lazy("kind of boundary error", "shorter"),
    boundaries.DETERMINER: pgettext_lazy("kind of boundary error", "with or without determiner"),
    boundaries.MARK: pgettext_lazy("kind of boundary error", "with or without quotation mark"),
    boundaries.PUNCTUATION: pgettext_lazy("kind of boundary error", "with or without full stop"),
    boundaries.CUE: pgettext_lazy("kind of boundary error", "with or without cue"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it is read. ``reason`` says why there is none, ``reading`` what Krippendorff lets
    one conclude from an α."""

    value: str
    interval: str
    n: str
    reason: str
    reading: str = ""

    def __str__(self) -> str:
        return self.value or "–"


def shown(plain: Plain, *, alpha: bool = False) -> Shown:
    found = score(plain)
    if found.value is None:
        return Shown("", "", count(found.n), why(found))
    return Shown(
        value=decimal(found.value),
        interval=_interval(found),
        n=count(found.n),
        reason="",
        reading=reading(found) if alpha else "",
    )


def decimal(value: float) -> str:
    """Two digits, which is as much as any interval bears."""
    return str(number_format(round(value, 2), 2, use_l10n=True))


def count(number: int) -> str:
    return str(number_format(number, use_l10n=True, force_grouping=True))


def reading(score: Score) -> str:
    words = {
        "reliable": _("reliable: at least %(limit)s") % {"limit": _limit(RELIABLE)},
        "tentative": _("tentative: at least %(limit)s") % {"limit": _limit(TENTATIVE)},
        "unreliable": _("not reliable: below %(limit)s") % {"limit": _limit(TENTATIVE)},
    }
    return words.get(reading_of_alpha(score), "")


def said(name: str) -> str:
    """What an attribute, or what is read of a figure, is called."""
    if name == NUMBER:
        return _("value of the figure")
    if name == UNIT:
        return _("unit of the figure")
    return name.removeprefix("=")


def field(name: str) -> str:
    """What differs, of the fields of a verdict."""
    known = {
        "value": _("value of the figure"),
        "speaker": _("which speaker"),
        "links": _("links"),
        "label": _("label"),
        "fragments": _("borders"),
    }
    return known.get(name, name)


def _interval(found: Score) -> str:
    if found.low is None or found.high is None:
        return ""
    return f"{decimal(found.low)}–{decimal(found.high)}"


def _limit(value: float) -> str:
    return f"{value:.3f}".lstrip("0")

"""What the parts of a scheme must be like, for forms and files alike.

Each function answers with pairs: a field that is wrong, and what it needs as the end of a sentence.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import category

from django.utils.translation import gettext as _

from annotator.schemes.attributes import Described, allowed, fits
from annotator.schemes.models import Attribute

MOST_LABELS = 1000
MOST_ATTRIBUTES = 30
MOST_OPTIONS = 50
MOST_LINKS = 50
LONGEST_NAME = 60

KINDS = tuple(Attribute.Kind.values)
WITH_OPTIONS = (Attribute.Kind.CHOICE, Attribute.Kind.CHOICES)
Needs = list[tuple[str, str]]
Checks = Iterable[tuple[str, bool, str]]


def of_attribute(one: Described) -> Needs:
    """Values may be of any type: files hold what they like."""
    name, kind, options, default = one.name, one.kind, one.options, one.default
    known = kind in KINDS and _are_options(kind, options)
    return _unmet(
        (
            ("name", is_text(name, 1, LONGEST_NAME), name_needed()),
            ("kind", kind in KINDS, _("a kind of ") + ", ".join(KINDS)),
            ("options", known or kind not in KINDS, _options_of(kind)),
            ("required", isinstance(one.required, bool), _("required as true or false")),
            ("default", not known or fits(one, default), _default_of(one) if known else ""),
        )
    )


def of_link(*, name: Any, sources: Any, targets: Any, many: Any = False) -> Needs:
    """``sources`` and ``targets`` are the labels found, whatever they were given as."""
    return _unmet(
        (
            ("name", is_text(name, 1, LONGEST_NAME), name_needed()),
            ("sources", bool(sources), _("at least one label that it goes from")),
            ("targets", bool(targets), _("at least one label that it goes to")),
            ("many", isinstance(many, bool), _("many as true or false")),
        )
    )


def _unmet(checks: Checks) -> Needs:
    return [(field, what) for field, is_right, what in checks if not is_right]


def is_text(value: Any, shortest: int, longest: int) -> bool:
    """A line without control characters; the marks of joining and direction are none."""
    if not isinstance(value, str) or any(category(char) in ("Cc", "Cs") for char in value):
        return False
    return shortest <= len(value.strip()) <= longest


def name_needed() -> str:
    return _("a name of 1–%(n)d letters") % {"n": LONGEST_NAME}


def _are_options(kind: str, options: Any) -> bool:
    if kind not in WITH_OPTIONS:
        return isinstance(options, list | tuple) and not options
    if not isinstance(options, list | tuple) or not 1 <= len(options) <= MOST_OPTIONS:
        return False
    return all(is_text(one, 1, LONGEST_NAME) for one in options) and not _doubles(options)


def _doubles(options: Sequence[str]) -> bool:
    return len({one.strip().casefold() for one in options}) < len(options)


def _options_of(kind: Any) -> str:
    if kind not in WITH_OPTIONS:
        return _("no options, being no choice")
    numbers = {"most": MOST_OPTIONS, "longest": LONGEST_NAME}
    return _("1–%(most)d different options of 1–%(longest)d letters each") % numbers


def _default_of(one: Described) -> str:
    return _("a default that is %(what)s") % {"what": allowed(one)}

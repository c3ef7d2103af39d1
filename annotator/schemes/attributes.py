"""What may be said about an annotation: values by the name of their attribute, read and checked.

Annotations keep values as plain JSON: a string, a list of strings in the order of the options, a
number, true or false. None is unset and is never kept.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _

from annotator.errors import InvalidInput

Value = str | list[str] | int | float | bool

LONGEST_TEXT = 1000
LONGEST_NUMBER = 30
LARGEST_NUMBER = 2**53
"""Beyond it browsers no longer tell whole numbers apart."""


class Described(Protocol):
    """An attribute, of the database or of a scheme file."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def options(self) -> Sequence[str]: ...
    @property
    def required(self) -> bool: ...
    @property
    def default(self) -> Any: ...


A = TypeVar("A", bound=Described)


def parse(attribute: Described, given: Sequence[str]) -> Value | None:
    """What a form sends as an annotation keeps it; None where nothing was chosen or written."""
    words = [word.strip() for word in given if word.strip()]
    if not words:
        return None
    value = _several(attribute, words) if attribute.kind == "choices" else _one(attribute, words)
    check(attribute, value)
    return value


def check(attribute: Described, value: object) -> None:
    """InvalidInput with a sentence for a value that the attribute can't have; None always fits."""
    is_right = CHECKS[attribute.kind]
    if value is not None and not is_right(attribute, value):
        sentence = _("“%(name)s” must be %(what)s.")
        sentence %= {"name": attribute.name, "what": allowed(attribute)}
        raise InvalidInput(sentence, errors={attribute.name: [sentence]})


def fits(attribute: Described, value: object) -> bool:
    return value is None or CHECKS[attribute.kind](attribute, value)


def allowed(attribute: Described) -> str:
    """What the attribute can have, as the end of a sentence."""
    options = ", ".join(f"“{option}”" for option in attribute.options)
    return {
        "choice": _("one of %(options)s") % {"options": options},
        "choices": _("any of %(options)s, each once") % {"options": options},
        "text": _("a text of at most 1,000 characters"),
        "number": _("a number of at most sixteen digits"),
        "boolean": _("yes or no"),
    }[attribute.kind]


def defaults(attributes: Iterable[Described]) -> dict[str, Any]:
    """What a fresh annotation has."""
    given = {one.name: one.default for one in attributes if one.default not in (None, "", [])}
    return {
        name: list(value) if isinstance(value, list) else value for name, value in given.items()
    }


def fitting(attributes: Iterable[Described], values: Mapping[str, Any]) -> dict[str, Any]:
    """Those values that the attributes allow; values of other attributes go."""
    return {
        one.name: values[one.name]
        for one in attributes
        if values.get(one.name) is not None and fits(one, values[one.name])
    }


def missing(attributes: Iterable[A], values: Mapping[str, Any]) -> list[A]:
    """Those that are required and have no value."""
    return [one for one in attributes if one.required and values.get(one.name) in (None, "", [])]


def _one(attribute: Described, words: list[str]) -> Value:
    if len(words) > 1:
        sentence = _("“%(name)s” can have one value only.") % {"name": attribute.name}
        raise InvalidInput(sentence, errors={attribute.name: [sentence]})
    read: Callable[[str], Value] = {"number": _number, "boolean": _boolean}.get(attribute.kind, str)
    return read(words[0])


def _several(attribute: Described, words: list[str]) -> Value:
    """In the order of the options, so that the same choice is always the same value."""
    unknown = [word for word in words if word not in attribute.options]
    return [option for option in attribute.options if option in words] + unknown


def _number(word: str) -> Value:
    """The word itself where it is no number, which the check then says."""
    for read in (int, float):
        try:
            return read(word) if len(word) <= LONGEST_NUMBER and "_" not in word else word
        except ValueError:
            continue
    return word


def _boolean(word: str) -> Value:
    return {"true": True, "false": False}.get(word, word)


def _is_choice(attribute: Described, value: object) -> bool:
    return isinstance(value, str) and value in attribute.options


def _are_choices(attribute: Described, value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(_is_choice(attribute, one) for one in value) and len(set(value)) == len(value)


def _is_text(_attribute: Described, value: object) -> bool:
    """One that can be stored: without NUL characters and halves of characters."""
    if not isinstance(value, str) or "\0" in value or len(value) > LONGEST_TEXT:
        return False
    return not any("\ud800" <= char <= "\udfff" for char in value)


def _is_number(_attribute: Described, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) <= LARGEST_NUMBER


def _is_boolean(_attribute: Described, value: object) -> bool:
    return isinstance(value, bool)


CHECKS: dict[str, Callable[[Described, object], bool]] = {
    "choice": _is_choice,
    "choices": _are_choices,
    "text": _is_text,
    "number": _is_number,
    "boolean": _is_boolean,
}

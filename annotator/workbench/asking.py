"""What the open card asks about an annotation: its attributes, and what it may be linked to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from annotator.annotations.cards import Card
from annotator.schemes.models import Attribute
from annotator.schemes.queries import LinkType, Scheme


@dataclass(frozen=True, slots=True)
class Option:
    """``value`` is what the form sends; an empty one unsets."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An attribute with what an annotation says to it: options to choose from, or a ``text``."""

    attribute: Attribute
    options: list[Option]
    text: str = ""

    @property
    def several(self) -> bool:
        return self.attribute.kind == Attribute.Kind.CHOICES

    @property
    def input_type(self) -> str:
        return "number" if self.attribute.kind == Attribute.Kind.NUMBER else "text"


@dataclass(frozen=True, slots=True)
class Ends:
    """A type of relation, and the cards of the annotations that it may lead to."""

    type: LinkType
    cards: list[Card]


def questions(attributes: Iterable[Attribute], said: Mapping[str, Any]) -> list[Question]:
    return [_question(one, said.get(one.name)) for one in attributes]


def _question(attribute: Attribute, value: Any) -> Question:
    kind = attribute.kind
    if kind == Attribute.Kind.CHOICES:
        chosen = value if isinstance(value, list) else []
        return Question(attribute, [Option(o, o, o in chosen) for o in attribute.options])
    if kind == Attribute.Kind.CHOICE:
        words = [(option, option) for option in attribute.options]
    elif kind == Attribute.Kind.BOOLEAN:
        words = [("true", _("yes")), ("false", _("no"))]
        value = None if value is None else str(value).lower()
    else:
        return Question(attribute, [], "" if value is None else str(value))
    options = [Option(word, text, word == value) for word, text in words]
    if not attribute.required:
        options.append(Option("", _("not said"), value is None))
    return Question(attribute, options)


def ends(scheme: Scheme, chosen: Card, cards: Sequence[Card]) -> list[Ends]:
    """What a card's annotation may be linked to, by the types that begin at its label."""
    return [
        Ends(kind, found)
        for kind in scheme.links
        if chosen.label.id in kind.sources
        and (found := [c for c in cards if c.label.id in kind.targets and c.uid != chosen.uid])
    ]

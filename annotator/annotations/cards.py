"""The cards beside the text: one annotation each, with what it says and what it is linked to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator import figures
from annotator.annotations import values
from annotator.annotations.queries import Mark, MarkLabel, Tie
from annotator.text import spans

SHOWN_QUOTE = 160
"""Characters of a quote on its card."""

SHOWN_END = 60
"""Characters of a quote where it is the other end of a relation."""


@dataclass(frozen=True, slots=True)
class Line:
    """One relation on the card of one of its ends; ``other`` is the one at the other end."""

    uid: UUID
    type: int
    name: str
    leaves: bool
    other: UUID
    quote: str


@dataclass(frozen=True, slots=True)
class Card:
    """One annotation in the list beside the text."""

    uid: UUID
    label: MarkLabel
    version: int
    fragments: str
    start: int
    end: int
    quote: str
    note: str
    attributes: dict[str, Any]
    value: dict[str, Any] | None
    speaker: int | None
    speaker_name: str | None
    provenance: str = ""
    lines: list[Line] = field(default_factory=list)
    mark: str = ""

    @property
    def attributes_json(self) -> str:
        return orjson.dumps(self.attributes).decode()

    @property
    def value_json(self) -> str:
        return orjson.dumps(self.value).decode()

    @property
    def said(self) -> str:
        """The attributes in short: what was chosen, and the names of what is so."""
        return " · ".join(filter(None, map(_said, self.attributes, self.attributes.values())))

    @property
    def number(self) -> str:
        """The value of a figure in short, such as "> 1,200 people"."""
        said = values.quantity(self.value)
        return figures.shown(said) if said else ""


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return name if value else ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def cards(
    marked: Iterable[Mark], ties: Iterable[Tie], discussed: Mapping[UUID, str] | None = None
) -> list[Card]:
    """A card for each annotation, with its relations whichever way they go. ``discussed``: words
    for those that somebody has to say something about."""
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for tie in ties:
        named = tie.uid, tie.type, tie.name
        to, source = shortened(tie.target_quote, SHOWN_END), shortened(tie.source_quote, SHOWN_END)
        lines[tie.source].append(Line(*named, leaves=True, other=tie.target, quote=to))
        lines[tie.target].append(Line(*named, leaves=False, other=tie.source, quote=source))
    talks = discussed or {}
    return [_card(one, lines.get(one.uid, []), talks.get(one.uid, "")) for one in marked]


def _card(one: Mark, lines: list[Line], mark: str) -> Card:
    start, end = spans.extent(one.fragments)
    return Card(
        uid=one.uid,
        label=one.label,
        version=one.version,
        fragments=spans.unparse(one.fragments),
        start=start,
        end=end,
        quote=shortened(one.quote, SHOWN_QUOTE),
        note=one.note,
        attributes=one.attributes,
        value=one.value,
        speaker=one.speaker,
        speaker_name=one.speaker_name,
        provenance=one.provenance,
        lines=lines,
        mark=mark,
    )


def shortened(quote: str, limit: int) -> str:
    """Both ends of a long quote: its borders are what people check."""
    if len(quote) <= limit:
        return quote
    head = limit * 2 // 3
    return f"{quote[:head]} […] {quote[len(quote) - (limit - head) :]}"


def said(tie: Tie) -> str:
    """A relation as it is said aloud."""
    return _("%(name)s “%(quote)s”") % {
        "name": tie.name,
        "quote": shortened(tie.target_quote, SHOWN_END),
    }


def described(marked: Sequence[Mark]) -> str:
    """One annotation, or how many, as it is said aloud."""
    if len(marked) != 1:
        return ngettext("%(n)s annotation", "%(n)s annotations", len(marked)) % {"n": len(marked)}
    one = marked[0]
    words = one.quote.split()
    counted = ngettext("%(n)s word", "%(n)s words", len(words)) % {"n": len(words)}
    if len(words) < 3:
        return _("%(label)s, “%(quote)s”") % {"label": one.label.name, "quote": one.quote}
    return _("%(label)s, %(words)s, from “%(first)s” to “%(last)s”") % {
        "label": one.label.name,
        "words": counted,
        "first": words[0],
        "last": words[-1],
    }

"""How brat writes one annotation: places, attributes, notes."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from annotator.formats.companion import Form
from annotator.formats.records import Span
from annotator.text.spans import Fragment, Fragments, normalise

NOTE = "AnnotatorNotes"
VALUE = "Value"
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_BREAKS}]+")
_BETWEEN = re.compile(f"[{_BREAKS}]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_VALUE = 40

Pair = tuple[str, str]


@dataclass(slots=True)
class Marked:
    """A text-bound annotation. Attributes are names with values, which are empty where the name
    says it all; notes are types with texts in one line."""

    type: str
    places: list[Fragment]
    attributes: list[Pair] = field(default_factory=list)
    notes: list[Pair] = field(default_factory=list)

    @property
    def form(self) -> Form:
        """What can be compared, whatever the order in the file."""
        notes = [text for type_, text in self.notes if type_ == NOTE]
        others = [pair for pair in self.notes if pair[0] != NOTE]
        return [self.type, self.places], [sorted(self.attributes), sorted(others)], sorted(notes)


def safe(name: str) -> str:
    """A name without spaces and other characters that brat takes for something else."""
    return _UNSAFE.sub("_", name)[:100] or "_"


def pieces(text: str, fragments: Fragments) -> list[Fragment]:
    """The fragments cut at line ends, which no annotation of brat's may hold."""
    return [match.span() for start, end in fragments for match in _LINE.finditer(text, start, end)]


def merged(text: str, places: list[Fragment]) -> Fragments:
    """The fragments as they were before ``pieces``; InvalidInput if they are none."""
    found: list[Fragment] = []
    for start, end in sorted(places):
        if found and _BETWEEN.fullmatch(text, found[-1][1], start):
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return normalise(found)


def quoted(text: str, places: list[Fragment]) -> str:
    """The marked strings as brat repeats them."""
    return " ".join(text[start:end] for start, end in places)


def marked(
    text: str, span: Span, type_: str, names: Mapping[str, str], free: Collection[str] = ()
) -> Marked:
    """A span as brat can have it; ``names`` are brat's for attributes.

    brat's attributes have values out of a list; what is ``free`` by the scheme, or can't stand in
    a list, becomes a note with the attribute's name as type.
    """
    made = Marked(type_, pieces(text, span.fragments))
    for name, value in sorted(span.attributes.items()):
        values = value if isinstance(value, list) and value else [value]
        if name not in free and all(_is_short(one) for one in values):
            made.attributes += [(names[name], _short(one)) for one in values]
        else:
            made.notes.append((names[name], _line(value)))
    if span.value:
        made.notes.append((VALUE, _line(span.value)))
    if span.note.strip():
        made.notes.append((NOTE, _line(span.note)))
    return made


def _is_short(value: Any) -> bool:
    """Whether it is one of a few that brat can list."""
    if not isinstance(value, str):
        return value is True
    return len(value) <= _LONGEST_VALUE and len(value.splitlines()) == 1 and not value.isspace()


def _short(value: str | bool) -> str:
    return "" if value is True else safe(str(value).strip())


def _line(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return " ".join(text.split())

"""Relations between spans, from a file of our own or of somebody else."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from unicodedata import category

from annotator.errors import InvalidInput
from annotator.formats import values
from annotator.formats.records import LENGTHS, MAX_TYPE, Link, Set, Span

_SOURCES = ("from", "from_id", "source")
_TARGETS = ("to", "to_id", "target")
_TYPES = ("type", "label")
Ends = set[tuple[str, str, str]]


def owner(sets: Mapping[str, Set], part: Mapping[str, Any]) -> Set:
    """The set that something belongs to."""
    name = part.get("set")
    if not isinstance(name, str) or name not in sets:
        raise InvalidInput(f"It belongs to “{values.shown(name)}”, which is none of the sets.")
    return sets[name]


def add(sets: Mapping[str, Set], given: Mapping[str, Any]) -> None:
    """The relations of an article of ours, each put into its set; the spans are there already."""
    sorted_out: dict[str, _Incoming] = {}
    for number, part in enumerate(values.objects(given, "relations"), 1):
        try:
            one = owner(sets, part)
            incoming = sorted_out.setdefault(part["set"], _Incoming(one))
            incoming.take(_link(part))
        except InvalidInput as error:
            place = {f"/relations/{number - 1}": [error.message]}
            raise InvalidInput(f"Relation {number}: {error.message}", errors=place) from None


class _Incoming:
    """The relations of one set on their way in."""

    def __init__(self, one: Set) -> None:
        self._set = one
        self._spans = {span.id for span in one.spans}
        self._ids: set[str] = set()
        self._ends: Ends = set()

    def take(self, link: Link) -> None:
        for end, name in ((link.source, "from"), (link.target, "to")):
            if end not in self._spans:
                raise InvalidInput(f"“{name}” is {values.shown(end)}, which is no span of its set.")
        if link.id in self._ids:
            raise InvalidInput(f"The id “{values.shown(link.id)}” comes twice in its set.")
        check_ends(link, self._ends)
        self._ids.add(link.id)
        self._set.relations.append(link)


def _link(part: Mapping[str, Any]) -> Link:
    return Link(
        id=_needed(part, "id", LENGTHS["uid"]),
        type=type_of(part.get("type")),
        source=values.string(part, "from"),
        target=values.string(part, "to"),
    )


def type_of(value: Any) -> str:
    """It becomes part of the scheme, so it must be a line."""
    found = _needed({"type": value}, "type", MAX_TYPE)
    if any(category(char) == "Cc" for char in found):
        raise InvalidInput(f"“{values.shown(found)}” is no line of text.")
    return found


def _needed(part: Mapping[str, Any], key: str, length: int) -> str:
    found = values.string(part, key, length)
    if not found.strip():
        raise InvalidInput(f"There is no “{key}”.")
    return found


def check_ends(link: Link, seen: Ends) -> None:
    """Types are told apart without regard to case, as labels are."""
    if link.source == link.target:
        raise InvalidInput("It leads from a span to the same span.")
    ends = link.source, link.type.strip().casefold(), link.target
    if ends in seen:
        raise InvalidInput("The same two spans are linked that way already.")
    seen.add(ends)


NOT_UNDERSTOOD = "Relations that don't each join two of the annotations stay metadata."


def foreign(value: Any, found: list[Span]) -> list[Link] | None:
    """Relations as other programs write them; None unless every one of them is understood."""
    if not isinstance(value, list):
        return None
    counts, seen = Counter(span.id for span in found), Ends()
    try:
        return [_foreign_link(part, counts, seen) for part in value]
    except InvalidInput:
        return None


def are_plain(parts: list[dict[str, Any]]) -> bool:
    """Whether there is nothing but ids, ends and types."""
    known = {"id", *_SOURCES, *_TARGETS, *_TYPES}
    return all(known.issuperset(part) for part in parts)


def _foreign_link(part: Any, counts: Counter[str], seen: Ends) -> Link:
    if not isinstance(part, dict):
        raise InvalidInput("It is not an object.")
    source, target = _first(part, _SOURCES), _first(part, _TARGETS)
    type_ = type_of(_first(part, _TYPES))
    if counts[source] != 1 or counts[target] != 1:
        raise InvalidInput("Its ends are not known.")
    link = Link(_first(part, ("id",)), type_, source, target)
    check_ends(link, seen)
    return link


def _first(part: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The value of the first key that is there; ids may be numbers."""
    value = next((part[key] for key in keys if key in part), None)
    return str(value) if isinstance(value, str | int) else ""

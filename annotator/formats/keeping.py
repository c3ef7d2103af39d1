"""What another tool's format has no place for, kept beside its own fields under one key.

Tools keep keys that they don't know as metadata. Annotations are found again by their place and
label, as the tool shows them, because many tools give ids of their own; so what somebody changes
there comes back as changed, and the rest as it was.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import figures, register, values
from annotator.formats.documents import Document
from annotator.formats.native import UNIT, add_more, written_entry, written_set
from annotator.formats.native_reading import provenance_of, revision_of, set_of
from annotator.formats.records import FIELDS, LENGTHS, Entry, Link, Record, Set, Span
from annotator.text.spans import Fragments

KEY = "news_annotator"
UTF_16 = "utf16"
_ENDS = ("type", "from", "to")
Shown = tuple[Span, int, int, Fragments]
"""An annotation, where it begins and ends in the file, and its fragments in the file's unit."""


def metadata(record: Record, reserved: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields and metadata in one object without the ``reserved`` keys, and what is left over."""
    taken = {KEY, *FIELDS, *reserved}
    flat = {name: value for name in FIELDS if (value := getattr(record, name))}
    left: dict[str, Any] = {}
    for key, value in record.meta.items():
        (left if key in taken else flat)[key] = value
    return flat, left


def kept(
    document: Document, shown: Sequence[Shown], left: dict[str, Any], unit: str = UNIT
) -> dict[str, Any]:
    """What is written under KEY, of annotations and relations as far as they are shown.

    ``left`` are the metadata that have no other place.
    """
    record, one = document.record, document.one
    speakers = {span.speaker for span, *_ in shown}
    ids = {span.id for span, *_ in shown}
    return {
        "id": record.uid,
        "revision": record.revision,
        "offset_unit": unit,
        "meta": left,
        "set": written_set(one) if one else None,
        "spans": [_span(*place) for place in shown],
        "relations": [
            _relation(link)
            for link in document.relations
            if link.source in ids and link.target in ids
        ],
        "speakers": [written_entry(entry) for entry in record.speakers if entry.id in speakers],
    }


def _span(span: Span, start: int, end: int, fragments: Fragments) -> dict[str, Any]:
    part: dict[str, Any] = {"start": start, "end": end, "label": span.label, "id": span.id}
    if len(fragments) > 1 or fragments[0] != (start, end):
        part["fragments"] = fragments
    part["quote"] = span.quote
    add_more(part, span)
    return part


def _relation(link: Link) -> dict[str, Any]:
    return {"id": link.id, "type": link.type, "from": link.source, "to": link.target}


class Kept:
    """What was found under KEY; InvalidInput if it is not as it was written."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.uid = values.string(given, "id", LENGTHS["uid"])
        self.revision = revision_of(given)
        self.is_utf16 = given.get("offset_unit") == UTF_16
        self.meta = values.meta(given.get("meta"))
        self.speakers: list[Entry] = register.read(given)
        self.set = set_of(given["set"]) if isinstance(given.get("set"), dict) else None
        self._speakers = {entry.id for entry in self.speakers}
        self._spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for part in values.objects(given, "spans"):
            self._spans[_place(part)].append(part)
        self._links = {
            tuple(values.string(part, key) for key in _ENDS): values.string(part, "id")
            for part in values.objects(given, "relations")
        }

    def take(self, part: dict[str, Any]) -> dict[str, Any] | None:
        """The first annotation of its place and label that nobody has taken."""
        found = self._spans.get(_place(part))
        return found.pop(0) if found else None

    def link_id(self, link: Link) -> str:
        """The id that a relation between these two annotations had."""
        return self._links.get((link.type, link.source, link.target), link.id)

    def complete(self, span: Span, part: dict[str, Any], into: Set) -> None:
        """Adds what only annotations of ours have."""
        span.speaker = values.string(part, "speaker", register.MAX_ID)
        span.value = figures.read(part.get("value"))
        span.provenance = provenance_of(part, into)
        if span.speaker and span.speaker not in self._speakers:
            raise InvalidInput(f"“{values.shown(span.speaker)}” is none of the speakers.")


def _place(part: dict[str, Any]) -> str:
    return f"{part.get('start')} {part.get('end')} {part.get('label')}"


MORE = ("speaker", "value", "provenance")
"""What ``Kept.complete`` adds."""


def of(given: dict[str, Any]) -> Kept | None:
    """Taken out of the object; None if it has nothing of ours."""
    found = given.pop(KEY, None)
    return Kept(found) if isinstance(found, dict) else None

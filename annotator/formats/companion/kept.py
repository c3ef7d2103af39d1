"""What was kept of a document, put to what is read of it."""

from dataclasses import dataclass, field, replace
from typing import Any

from annotator.formats.companion.writing import mark_of
from annotator.formats.records import Link, Record, Set, Span
from annotator.text.spans import check, quote_of


@dataclass(frozen=True, slots=True)
class Companion:
    """What was written for a document; ``spans`` and ``relations`` by what it calls each.

    ``before``: white space that the text begins with, where the document has no place for it.
    """

    record: Record
    one: Set | None
    spans: dict[str, tuple[str, Span]] = field(default_factory=dict)
    relations: dict[str, tuple[str, Link]] = field(default_factory=dict)
    before: str = ""

    def restored(self, key: str, form: Any, found: Span, text: str) -> Span:
        """The annotation as it was, if it is still written like that; else as it was found."""
        if key not in self.spans:
            return found
        mark, kept = self.spans[key]
        if mark == mark_of(form):
            whole = replace(kept, quote=quote_of(text, kept.fragments))
            check(text, whole.fragments, whole.quote)
            return whole
        return replace(found, id=kept.id, speaker=kept.speaker)

    def named(self, key: str, found: Link, written: str) -> Link:
        """The relation with its own id, and with its own type as long as that is written so."""
        if key not in self.relations:
            return found
        shown, kept = self.relations[key]
        return replace(found, id=kept.id, type=kept.type if shown == written else found.type)

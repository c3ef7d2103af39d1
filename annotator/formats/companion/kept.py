"""What was kept of a document, put to what is read of it."""

from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest

from annotator.formats.companion.writing import Form, mark_of
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

    def restored(self, key: str, form: Form, found: Span, text: str) -> Span:
        """The annotation as it was, as far as it is still shown like that."""
        if key not in self.spans:
            return found
        mark, kept = self.spans[key]
        shown = mark_of(form)
        pairs = zip_longest(mark.split("-"), shown.split("-"))
        where, attributes, note = (before == now for before, now in islice(pairs, 3))
        made = replace(found, id=kept.id, speaker=kept.speaker, value=kept.value)
        made.attributes = kept.attributes if attributes else found.attributes
        made.note = kept.note if note else found.note
        if where:
            made.label, made.fragments = kept.label, kept.fragments
            made.quote = quote_of(text, kept.fragments)
            check(text, made.fragments, made.quote)
        if mark == shown:
            made.provenance = kept.provenance
        return made

    def named(self, key: str, found: Link, written: str) -> Link:
        """The relation with its own id, and with its own type as long as that is written so."""
        if key not in self.relations:
            return found
        shown, kept = self.relations[key]
        return replace(found, id=kept.id, type=kept.type if shown == written else found.type)

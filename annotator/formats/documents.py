"""Several annotators of one article, for formats whose documents have one annotator each.

Such a format has one document for each annotation set, and one for an article without sets.
Documents of one article follow each other, and are one article again when they are read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.formats.losses import Loss, Losses
from annotator.formats.native import in_order, set_id
from annotator.formats.native_reading import KINDS, STATES
from annotator.formats.records import MAX_NAME, Item, Link, Record, Set, Span
from annotator.formats.writing import Names


@dataclass(frozen=True, slots=True)
class Document:
    """An article with one of its sets, or with none."""

    record: Record
    one: Set | None

    @property
    def spans(self) -> list[Span]:
        return self.one.spans if self.one else []

    @property
    def relations(self) -> list[Link]:
        return self.one.relations if self.one else []

    @property
    def set_id(self) -> str:
        """“annotator:ana”, “gold”, or nothing."""
        return set_id(self.one.kind, self.one.name) if self.one else ""

    @property
    def annotator(self) -> str:
        """What a field for an annotator's name is filled with."""
        return (self.one.name or self.one.kind) if self.one else ""


def documents(record: Record) -> Iterator[Document]:
    """In the order of the native format; the spans and relations of each are sorted as there."""
    sets = in_order(record)
    if not sets:
        yield Document(record, None)
    for one in sets:
        yield Document(record, one)


def paths(record: Record, names: Names) -> Iterator[tuple[str, Document]]:
    """The documents with names for their files: “article”, or “article/set” if there are several.

    Names have no ending, and none comes twice.
    """
    several = len(record.sets) > 1
    folder = names.of(record.uid) if several else ""
    for document in documents(record):
        yield (names.of(folder, document.set_id) if several else names.of(record.uid)), document


def joined(items: Iterable[Item]) -> Iterator[Item]:
    """Neighbouring records of one article become one with all the sets; the rest stays.

    What else there is passes by a record that waits for its neighbours.
    """
    waiting: Record | None = None
    for item in items:
        if not isinstance(item, Record):
            yield item
        elif waiting is not None and _are_one(waiting, item):
            _join(waiting, item)
        else:
            if waiting is not None:
                yield waiting
            waiting = item
    if waiting is not None:
        yield waiting


def set_named(name: str, spans: list[Span], *, file: str, state: str = "") -> Set:
    """The set that ``Document.set_id`` was written for, or an imported one called after its file.

    ``state`` is as it was written; a set that doesn't say is taken for finished.
    """
    kind, _colon, own = name.partition(":")
    if kind not in KINDS or len(own) > MAX_NAME or (kind == "gold" and own):
        return Set("imported", (name or file)[-MAX_NAME:], "submitted", spans)
    return Set(kind, own, state if state in STATES else "submitted", spans)


def _are_one(a: Record, b: Record) -> bool:
    ids = {(one.kind, one.name) for one in a.sets}
    return bool(
        a.uid
        and (a.uid, a.digest) == (b.uid, b.digest)
        and b.sets
        and ids
        and ids.isdisjoint((one.kind, one.name) for one in b.sets)
    )


def _join(into: Record, other: Record) -> None:
    into.sets += other.sets
    into.raw += other.raw
    known = {entry.id for entry in into.speakers}
    into.speakers += [entry for entry in other.speakers if entry.id not in known]


def count_unheld(document: Document, losses: Losses, *kinds: Loss) -> None:
    """Counts, of what a format has no place for at all, as much as this document has."""
    counts = {
        Loss.SETS: bool(document.one),
        Loss.NAMES: bool(document.one),
        Loss.RELATIONS: len(document.relations),
        Loss.RELATION_IDS: len(document.relations),
        Loss.IDS: len(document.spans),
        Loss.FRAGMENTS: sum(len(span.fragments) > 1 for span in document.spans),
        Loss.ATTRIBUTES: sum(bool(span.attributes) for span in document.spans),
        Loss.NOTES: sum(bool(span.note) for span in document.spans),
        Loss.VALUES: sum(span.value is not None for span in document.spans),
        Loss.PROVENANCE: sum(bool(span.provenance) for span in document.spans),
    }
    for kind in kinds:
        losses.count(kind, int(counts[kind]))


def count_article(record: Record, losses: Losses, *kinds: Loss) -> None:
    """The same for an article; to be called once for each."""
    fields = (record.title, record.url, record.source, record.byline, record.published)
    counts = {
        Loss.TEXTS: 1,
        Loss.FIELDS: any(fields) or bool(record.lang) or record.revision > 1,
        Loss.META: bool(record.meta),
        Loss.SPEAKERS: len(record.speakers),
    }
    for kind in kinds:
        losses.count(kind, int(counts[kind]))

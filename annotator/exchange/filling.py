"""What is in annotation sets, for a batch of them in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

import orjson
from django.db.models import BooleanField, Func, Q, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce

from annotator.annotations.models import Annotation, Relation
from annotator.exchange.choices import Selection
from annotator.formats.records import Entry, Link, Set, Span
from annotator.schemes.models import Label, Meaning, RelationType
from annotator.speakers.models import Alias, Speaker

Sets = dict[int, Set]
RELATION_ORDER = ("set_id", "source", "type_id", "target")


class Pairs(Func):
    """Fragments as JSON: ``{[1,3),[5,9)}`` becomes ``[[1,3],[5,9]]``."""

    template = "translate(%(expressions)s::text, '{)}', '[]]')"
    output_field = TextField()


class Filler:
    """Fills the sets of a selection, which have ids of the database, with what is in them."""

    def __init__(self, selection: Selection) -> None:
        labels = Label.objects.filter(project=selection.project)
        types = RelationType.objects.filter(project=selection.project)
        self._labels = {label.pk: label.name for label in labels}
        self._types = dict(types.values_list("id", "name"))
        self._only = {self._labels[pk] for pk in selection.label_ids if pk in self._labels}
        self._meaning = {label.name: label.meaning for label in labels}

    def fill(self, sets: Sets) -> dict[str, Entry]:
        """Whom the annotations point to, by id."""
        pointing = self._add_spans(sets)
        speakers = _speakers({pk for _, pk in pointing})
        for span, pk in pointing:
            span.speaker = speakers[pk].id
        entries = {entry.id: entry for entry in speakers.values()}
        self._add_links(sets, entries)
        if self._only:
            _leave(self._only, sets.values())
        return entries

    def _add_spans(self, sets: Sets) -> list[tuple[Span, int]]:
        """Those that point to an entry of the register, with which."""
        labels, pointing = self._labels, []
        for (
            set_id,
            label,
            uid,
            places,
            quote,
            note,
            extra,
            provenance,
            value,
            speaker,
        ) in _annotations(sets):
            more = orjson.loads(extra) if extra != "{}" else {}
            span = Span(uid, labels[label], orjson.loads(places), quote, note, more)
            span.provenance = provenance
            sets[set_id].spans.append(span)
            if value is not None:
                span.value = orjson.loads(value)
            if speaker is not None:
                pointing.append((span, speaker))
        return pointing

    def _add_links(self, sets: Sets, entries: dict[str, Entry]) -> None:
        ends: dict[int, dict[str, Span]] = {}
        for set_id, type_id, uid, source, target in _relations(sets):
            if set_id not in ends:
                ends[set_id] = {span.id: span for span in sets[set_id].spans}
            sets[set_id].relations.append(Link(uid, self._types[type_id], source, target))
            claim, speaker = ends[set_id][source], ends[set_id][target]
            if self._says(claim, speaker):
                name = entries[speaker.speaker].name if speaker.speaker else ""
                claim.said_by = (*claim.said_by, (speaker.quote, name))

    def _says(self, claim: Span, speaker: Span) -> bool:
        ends = self._meaning[claim.label], self._meaning[speaker.label]
        return ends == (Meaning.CLAIM, Meaning.SPEAKER)


# As text, many kinds of values are read several times faster than by the driver's own converters.
def _annotations(sets: Sets) -> Iterable[tuple[Any, ...]]:
    found = Annotation.objects.filter(_among("set_id", sets)).order_by()
    return found.values_list(
        "set_id", "label_id", _text("uid"), Pairs("fragments"), "quote", "note",
        _text("attributes"), "provenance", _text("value"), "speaker_id",
    )  # fmt: skip


def _relations(sets: Sets) -> Iterable[tuple[Any, ...]]:
    """In an order that nobody's ids change, for what is made of them."""
    found = Relation.objects.filter(_among("set_id", sets)).order_by(*RELATION_ORDER)
    return found.values_list("set_id", "type_id", _text("uid"), _text("source"), _text("target"))


def _speakers(ids: set[int]) -> dict[int, Entry]:
    """The entry behind each; for one that was merged it is the one that it was merged into."""
    if not ids:
        return {}
    found = Speaker.objects.filter(_among("id", ids))
    behind = dict(found.values_list("pk", Coalesce("merged_into_id", "pk")))
    entries = _entries(set(behind.values()))
    return {pk: entries[canonical] for pk, canonical in behind.items()}


def _entries(ids: set[int]) -> dict[int, Entry]:
    """Those that were merged into an entry add to its names."""
    entries, canonical = {}, {}
    one_or_merged = Q(_among("id", ids)) | Q(_among("merged_into_id", ids))
    rows = (
        Speaker.objects.filter(one_or_merged)
        .order_by()
        .values_list("pk", "merged_into", _text("uid"), "name", "kind", "role", "wikidata", "notes")
    )
    for pk, merged_into, *values in rows:
        canonical[pk] = merged_into or pk
        if not merged_into:
            entries[pk] = Entry(*values)
    for pk, name in _aliases(canonical):
        entries[canonical[pk]].aliases.append(name)
    for entry in entries.values():
        entry.aliases = sorted({*entry.aliases} - {entry.name})
    return entries


def _aliases(speakers: Iterable[int]) -> Iterable[tuple[int, str]]:
    found = Alias.objects.filter(_among("speaker_id", speakers)).order_by()
    return found.values_list("speaker", "name")


def _leave(labels: set[str], sets: Iterable[Set]) -> None:
    """Only the annotations with the labels, and the relations between them."""
    for one in sets:
        one.spans = [span for span in one.spans if span.label in labels]
        left = {span.id for span in one.spans}
        one.relations = [
            link for link in one.relations if link.source in left and link.target in left
        ]


def _among(field: str, ids: Iterable[int]) -> RawSQL:
    """As one array: the driver remembers queries by how many values they have, at a price each."""
    return RawSQL(f"{field} = ANY(%s)", [list(ids)], BooleanField())  # noqa: S611


def _text(field: str) -> Cast:
    return Cast(field, TextField())

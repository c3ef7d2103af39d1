"""What the lines of an .ann file say of its annotations, put to them."""

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field

from annotator.errors import InvalidInput
from annotator.formats import links, values
from annotator.formats.brat.annotations import Annotation, Pointer, Standoff
from annotator.formats.brat.placing import span_of
from annotator.formats.brat.standoff import NOTE, VALUE, Pair
from annotator.formats.companion import Companion
from annotator.formats.records import MAX_NOTE, MAX_SPEAKER, Entry, Link, Note, Problem, Span

_WIKIDATA = re.compile(r"wikidata:(Q[1-9][0-9]{0,17})", re.IGNORECASE)

Told = Iterator[Note | Problem]


@dataclass(slots=True)
class Said:
    spans: list[Span] = field(default_factory=list)
    relations: list[Link] = field(default_factory=list)
    speakers: list[Entry] = field(default_factory=list)

    @property
    def content(self) -> tuple[list[Span], list[Link]]:
        return self.spans, self.relations


def said(
    found: Standoff, text: str, file: str, kept: Companion | None, names: Mapping[str, str]
) -> Generator[Note | Problem, None, Said]:
    """The annotations and relations; what can't be put to any of them is told.

    ``names``: ours for brat's, where they differ.
    """
    reader = _Reader(found, text, file, kept, names)
    yield from reader.read()
    return reader.made


class _Reader:
    def __init__(
        self,
        found: Standoff,
        text: str,
        file: str,
        kept: Companion | None,
        names: Mapping[str, str],
    ) -> None:
        self._found = found
        self._text = text
        self._file = file
        self._kept = kept
        self._names = names
        self._spans: dict[str, Span] = {}
        self.made = Said()

    def read(self) -> Told:
        yield from self._take_attributes()
        yield from self._take_notes()
        yield from self._make_spans()
        yield from self._take_references()
        yield from self._link()
        self.made.spans = list(self._spans.values())

    def _take_attributes(self) -> Told:
        for one in self._found.attributes:
            target = self._target(one)
            if target in self._found.spans:
                self._found.spans[target].attributes.append((one.type, one.text))
            else:
                yield self._left_out(one, "attribute", target)

    def _take_notes(self) -> Told:
        for one in self._found.notes:
            target = self._target(one)
            if target in self._found.spans:
                self._found.spans[target].notes.append((one.type, one.text))
            else:
                yield self._left_out(one, "note", target)

    def _make_spans(self) -> Told:
        for key, one in self._found.spans.items():
            if not one.places:
                continue  # a problem already
            try:
                span = span_of(one, self._text, key, self._name(one.type))
                _say(span, *self._sorted_out(key, one))
                if self._kept:
                    span = self._kept.restored(key, one.form, span, self._text)
                self._spans[key] = span
            except InvalidInput as error:
                raw = one.raw.encode(errors="replace")
                yield Problem(self._file, one.line, error.message, raw)

    def _sorted_out(self, key: str, one: Annotation) -> tuple[list[Pair], list[Pair]]:
        """Its attributes and notes. What we write as notes of other types are attributes, and what
        a figure says is kept elsewhere."""
        attributes, notes = list(one.attributes), one.notes
        if self._kept and key in self._kept.spans:
            attributes += [pair for pair in notes if pair[0] not in (NOTE, VALUE)]
            notes = [pair for pair in notes if pair[0] == NOTE]
        return [(self._name(name), value) for name, value in attributes], notes

    def _take_references(self) -> Told:
        for one in self._found.references:
            target, reference = self._target(one), one.ends[1][1]
            span = self._spans.get(target)
            known = _WIKIDATA.fullmatch(reference)
            if span is None:
                yield self._left_out(one, "reference", target)
            elif known is None:
                span.attributes.setdefault(one.type, reference)
            elif not span.speaker:
                span.speaker = self._speaker(known[1].upper(), one.text or span.quote)

    def _speaker(self, wikidata: str, name: str) -> str:
        plain = " ".join(name.split())[: MAX_SPEAKER["name"]]
        if all(entry.id != wikidata for entry in self.made.speakers):
            self.made.speakers.append(Entry(wikidata, plain, wikidata=wikidata))
        return wikidata

    def _link(self) -> Told:
        seen: links.Ends = set()
        for one in self._found.relations:
            yield from self._link_one(one, one.ends[0][1], one.ends[1][1], one.type, seen)
        for event in self._found.events.values():
            if len(event.ends) > 1:
                yield Note(
                    self._file, event.line, f"The event {event.id} became links from its trigger."
                )
            for role, end in event.ends[1:]:
                yield from self._link_one(event, event.ends[0][1], end, role, seen)

    def _link_one(
        self, one: Pointer, source: str, target: str, type_: str, seen: links.Ends
    ) -> Told:
        ends = self._spans.get(self._trigger(source)), self._spans.get(self._trigger(target))
        try:
            if ends[0] is None or ends[1] is None:
                missing = source if ends[0] is None else target
                raise InvalidInput(f"There is no annotation “{values.shown(missing)}”.")
            name = one.id if one.id.startswith("R") else ""
            found = Link(name, links.type_of(self._name(type_)), ends[0].id, ends[1].id)
            if self._kept:
                found = self._kept.named(one.id, found, type_)
            links.check_ends(found, seen)
            self.made.relations.append(found)
        except InvalidInput as error:
            yield Problem(self._file, one.line, error.message)

    def _name(self, brats: str) -> str:
        return self._names.get(brats, brats)

    def _target(self, one: Pointer) -> str:
        return self._trigger(one.ends[0][1])

    def _trigger(self, key: str) -> str:
        """What is said of an event is said of its trigger."""
        event = self._found.events.get(key)
        return event.ends[0][1] if event else key

    def _left_out(self, one: Pointer, what: str, target: str) -> Note:
        place = f"“{values.shown(target)}”" if target else "no annotation"
        return Note(self._file, one.line, f"The {what} {one.id} is of {place}, and left out.")


def _say(span: Span, attributes: list[Pair], notes: list[Pair]) -> None:
    """Of attributes that come twice all values count; notes of other types say which."""
    for name, value in attributes:
        said = value or True
        if name not in span.attributes:
            span.attributes[name] = said
        elif isinstance(span.attributes[name], list):
            span.attributes[name].append(said)
        else:
            span.attributes[name] = [span.attributes[name], said]
    lines = [text if type_ == NOTE else f"{type_}: {text}" for type_, text in notes]
    span.note = values.string({"note": "\n".join(lines)}, "note", MAX_NOTE)
    span.attributes = values.meta(span.attributes, "attributes")

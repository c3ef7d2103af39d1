"""The annotations of one article, and the article itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import figures, foreign, links, register, spans, values
from annotator.formats.documents import set_named
from annotator.formats.native import set_id
from annotator.formats.native_reading import fields_of, provenance_of, revision_of, set_of
from annotator.formats.records import LENGTHS, Entry, Item, Note, Set, Span
from annotator.formats.webannotation import terms
from annotator.formats.webannotation.annotations import is_link, link, listed, part
from annotator.text.clean import Cleaned, clean_with_map

Part = dict[str, Any]


@dataclass(slots=True)
class Page:
    """``items`` are all about ``source``, the name of a text."""

    given: Part
    items: list[Part]
    source: str

    @classmethod
    def of(cls, given: Part) -> "Page":
        items = values.objects(given, "items")
        text = given.get(terms.ARTICLE)
        own = text.get("id") if isinstance(text, dict) else None
        return cls(given, items, str(own or next(filter(None, map(_source, items)), "")))

    @property
    def is_ours(self) -> bool:
        return terms.RECORD in self.given

    def by_source(self) -> list["Page"]:
        """A page for each text that is annotated; links go with what they lead from."""
        if self.is_ours:
            return [self]
        homes: dict[str, str] = {}
        pages: dict[str, Page] = {}
        for item in self.items:
            if is_link(item):
                continue
            name = _source(item)
            homes[str(item.get("id", ""))] = name
            pages.setdefault(name, Page(self.given, [], name)).items.append(item)
        for item in filter(is_link, self.items):
            home = homes.get(link(item)["from"])
            if home is not None:
                pages[home].items.append(item)
        return list(pages.values())

    def line(self) -> bytes:
        """The page in a line, so that it can be given back."""
        return orjson.dumps(self.given | {"items": self.items}, option=orjson.OPT_APPEND_NEWLINE)

    def text(self) -> Part:
        """The resource with the text: ours, or a source that has its text as a value."""
        targets = [target for item in self.items for target in listed(item.get("target"))]
        sources = [target.get("source") for target in targets if isinstance(target, dict)]
        for one in (self.given.get(terms.ARTICLE), *sources):
            if isinstance(one, dict) and isinstance(one.get("value"), str):
                return one
        raise InvalidInput(
            f"The text of “{values.shown(self.source)}” is not in this file, and web annotations "
            "can only be placed in a text."
        )


def _source(annotation: Part) -> str:
    """What an annotation is about; nothing for those that are about other annotations."""
    for target in listed(annotation.get("target")):
        if isinstance(target, dict) and "selector" in target:
            source = target.get("source")
            return str(source.get("id", "") if isinstance(source, dict) else source or "")
    return ""


def article(page: Page, file: str, line: int, raw: bytes) -> list[Item]:
    """The record, behind a note if its offsets were converted."""
    resource = page.text()
    original = values.string(resource, "value")
    cleaned = clean_with_map(original)
    given = page.given.get(terms.RECORD)
    own: Part = given if isinstance(given, dict) else {}
    speakers = register.entries(own)
    reading = _Reading(original, cleaned, {one.id: one for one in speakers}, file, line)
    sets = reading.sets(page.items, own)
    record = foreign.record(
        cleaned.text,
        file,
        line,
        raw,
        _fields(own, page, resource),
        values.meta(own.get("meta")),
        sets,
    )
    record.revision = revision_of(own)
    used = {span.speaker for one in sets for span in one.spans}
    record.speakers = [entry for entry in speakers if entry.id in used]
    return [*reading.notes, record]


def _fields(own: Part, page: Page, resource: Part) -> dict[str, str]:
    if own:
        return fields_of(own) | {"uid": values.string(own, "id", LENGTHS["uid"])}
    given = {"id": page.source, "url": page.source, "language": resource.get("language")}
    return foreign.fields_of(given, {})


class _Reading:
    def __init__(
        self, original: str, cleaned: Cleaned, speakers: dict[str, Entry], file: str, line: int
    ) -> None:
        self._original, self._cleaned, self._speakers = original, cleaned, speakers
        self._file, self._line = file, line
        self.notes: list[Item] = []

    def sets(self, items: Iterable[Part], own: Part) -> list[Set]:
        """The sets of the record, and one for everybody who is named by annotations alone."""
        sets: dict[str, Set] = {}
        for given in values.objects(own, "sets"):
            one = set_of(given)
            sets[set_id(one.kind, one.name)] = one
        sorted_out: dict[str, list[Part]] = {name: [] for name in sets}
        for item in items:
            name = self._set_name(item, sets)
            sorted_out.setdefault(name, []).append(item)
        for name, found in sorted_out.items():
            if name not in sets:
                sets[name] = set_named("", [], file=name or foreign.set_name(self._file))
            self._fill(sets[name], found)
        return list(sets.values())

    def _set_name(self, item: Part, sets: dict[str, Set]) -> str:
        name = item.get(terms.SET)
        if isinstance(name, str) and name in sets:
            return name
        who = next(iter(listed(item.get("creator"))), "")
        if isinstance(who, dict):
            who = who.get("name") or who.get("nickname") or who.get("id") or ""
        return str(who)

    def _fill(self, one: Set, items: list[Part]) -> None:
        pairs = [self._part(n, item) for n, item in enumerate(items, 1) if not is_link(item)]
        found, converted = spans.read(
            [given for given, _more in pairs], self._original, self._cleaned
        )
        if converted:
            self._note(foreign.CONVERTED)
        understood = links.foreign([link(item) for item in items if is_link(item)], found)
        if understood is None:
            self._note("Links that don’t join two annotations are left out.")
        one.spans, one.relations = found, understood or []
        for relation in one.relations:
            relation.source = terms.last_of(relation.source)
            relation.target = terms.last_of(relation.target)
        for span, (_given, more) in zip(found, pairs, strict=True):
            span.id = terms.last_of(span.id)
            self._complete(span, more, one)

    def _part(self, number: int, item: Part) -> tuple[Part, Part]:
        try:
            return part(item, self._original)
        except InvalidInput as error:
            raise InvalidInput(f"Annotation {number}: {error.message}") from None

    def _complete(self, span: Span, more: Part, one: Set) -> None:
        span.value = figures.read(more.get("value"))
        span.speaker = values.string(more, "speaker", register.MAX_ID)
        if one.kind == "gold":
            span.provenance = provenance_of(more, one)
        elif more.get("provenance"):
            span.attributes.setdefault("assessing", more["provenance"])
        if span.speaker and span.speaker not in self._speakers:
            raise InvalidInput(f"“{values.shown(span.speaker)}” is none of the speakers.")

    def _note(self, sentence: str) -> None:
        self.notes.append(Note(self._file, self._line, sentence))

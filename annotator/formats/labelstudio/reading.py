"""Label Studio's JSON in."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import figures, foreign, links, objects, register, spans, values
from annotator.formats.documents import set_named
from annotator.formats.keeping import KEY
from annotator.formats.labelstudio import config, results
from annotator.formats.labelstudio.results import Results
from annotator.formats.native_reading import fields_of, provenance_of, revision_of, set_of
from annotator.formats.records import (
    FIELDS,
    LENGTHS,
    MAX_NAME,
    Entry,
    Item,
    Link,
    Note,
    Options,
    Record,
    Set,
    Source,
    Span,
)
from annotator.text.clean import Cleaned, clean_with_map

Part = dict[str, Any]
_VERSIONS = ("annotations", "completions", "predictions")


def recognises(first: dict[str, Any]) -> bool:
    """By data with a string in it, and no text beside it; tasks need not have annotations."""
    data = first.get("data")
    strings = data.values() if isinstance(data, dict) else ()
    versions = any(isinstance(first.get(key), list) for key in _VERSIONS)
    has_text = "text" not in first and any(isinstance(value, str) for value in strings)
    return isinstance(data, dict) and (versions or has_text)


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """Articles, each with all its annotations and predictions."""
    configs = [source for source in sources if _is_config(source)]
    key = config.text_key(configs)

    def read_one(given: Part, file: str, line: int, raw: bytes) -> list[Item]:
        return _Task(given, key, file, line, raw).read()

    tasks = [source for source in sources if not _is_config(source)]
    return objects.each(tasks, options, "labelstudio", read_one)


def _is_config(source: Source) -> bool:
    return source.name.lower().endswith(".xml")


class _Task:
    """A task on its way to a record; ``notes`` are what there is to say of it."""

    def __init__(self, given: Part, key: str, file: str, line: int, raw: bytes) -> None:
        self._given, self._key = given, key
        self._file, self._line, self._raw = file, line, raw
        self._notes: list[Item] = []
        meta = given.get("meta")
        own = meta.get(KEY) if isinstance(meta, dict) else None
        self._own: Part | None = own if isinstance(own, dict) else None
        self._speakers: list[Entry] = []

    def read(self) -> list[Item]:
        data = self._given.get("data")
        if not isinstance(data, dict):
            raise InvalidInput("There is no “data”.")
        key = self._text_key(data)
        text = values.string(data, key)
        rest = self._meta() | {name: value for name, value in data.items() if name != key}
        cleaned = clean_with_map(text)
        versions = list(self._versions())
        if self._own is not None:
            self._speakers = register.entries(self._own)
        sets = [self._set(part, found, text, cleaned) for part, found in versions]
        record = self._record(cleaned.text, rest, _with_own_names(sets))
        return [*self._notes, record]

    def _meta(self) -> Part:
        meta = self._given.get("meta")
        found = meta if isinstance(meta, dict) else {}
        return {name: value for name, value in found.items() if name != KEY}

    def _text_key(self, data: Part) -> str:
        """What the configuration says, “text”, or the only string that there is."""
        for key in (self._key, config.OBJECT):
            if key and key in data:
                return key
        strings = [key for key, value in data.items() if isinstance(value, str)]
        if len(strings) != 1:
            raise InvalidInput(f"“data” has {len(strings)} strings, and none is called “text”.")
        return strings[0]

    def _versions(self) -> Iterator[tuple[Part, Results]]:
        """Annotations and predictions with what is in them."""
        for key in _VERSIONS:
            for part in values.objects(self._given, key):
                if part.get("was_cancelled") or part.get("skipped"):
                    self._note("An annotation was skipped in Label Studio, so it is left out.")
                    continue
                yield part, results.read(values.objects(part, "result"))

    def _set(self, part: Part, found: Results, text: str, cleaned: Cleaned) -> Set:
        marked, converted = spans.read(
            [_unescaped(one, text) for one in found.parts], text, cleaned
        )
        if converted:
            self._note(foreign.CONVERTED)
        if found.beside:
            names = ", ".join(f"“{values.shown(name)}”" for name in dict.fromkeys(found.beside))
            self._note(f"What is said of a whole task is left out: {names}.")
        one = set_of(part[KEY]) if isinstance(part.get(KEY), dict) else self._foreign_set(part)
        one.spans = marked
        for span, more in zip(marked, found.more, strict=True):
            if more:
                self._complete(span, more, one)
        one.relations = self._links(found, marked)
        return one

    def _links(self, found: Results, marked: list[Span]) -> list[Link]:
        ids = {span.id for span in marked}
        given = [link for link in found.links if link["from"] in ids and link["to"] in ids]
        understood = links.foreign(given, marked)
        if understood is None or len(given) < len(found.links):
            self._note("Relations that do not join two regions, or join them twice, are left out.")
        return understood or []

    def _foreign_set(self, part: Part) -> Set:
        """What is ground truth is gold; all else is called after who or what made it."""
        if part.get("ground_truth") is True:
            one = Set("gold", "", "accepted", [])
        else:
            one = set_named("", [], file=_who(part) or foreign.set_name(self._file))
        one.created, one.updated = _moment(part, "created_at"), _moment(part, "updated_at")
        return one

    def _complete(self, span: Span, more: Part, one: Set) -> None:
        span.value = figures.read(more.get("value"))
        if one.kind == "gold":
            span.provenance = provenance_of(more, one)
        speaker = values.string(more, "speaker", register.MAX_ID)
        # A task that lost its metadata has lost the register's entries too.
        span.speaker = speaker if any(entry.id == speaker for entry in self._speakers) else ""

    def _record(self, text: str, rest: Part, sets: list[Set]) -> Record:
        own = self._own
        if own is None:
            rest.setdefault("id", self._given.get("id"))
            fields = foreign.fields_of(rest, {})
            meta = rest
        else:
            fields = fields_of(rest)
            fields["uid"] = values.string(own, "id", LENGTHS["uid"])
            meta = {key: value for key, value in rest.items() if key not in FIELDS}
            meta |= values.meta(own.get("meta"))
        record = foreign.record(text, self._file, self._line, self._raw, fields, meta, sets)
        if own is not None:
            record.revision = revision_of(own)
        used = {span.speaker for one in sets for span in one.spans}
        record.speakers = [entry for entry in self._speakers if entry.id in used]
        return record

    def _note(self, sentence: str) -> None:
        self._notes.append(Note(self._file, self._line, sentence))


def _unescaped(part: Part, text: str) -> Part:
    """Label Studio has written line ends in quotes as a backslash and an “n”."""
    quote = part.get("quote")
    if isinstance(quote, str) and "\\n" in quote and quote not in text:
        return part | {"quote": quote.replace("\\n", "\n")}
    return part


def _who(part: Part) -> str:
    """Who annotated or what predicted, as far as it is said."""
    if "model_version" in part:
        return values.string(part, "model_version")
    who = part.get("completed_by")
    if isinstance(who, dict):
        return next((str(who[key]) for key in ("email", "username", "id") if who.get(key)), "")
    return f"annotator {who}" if isinstance(who, int) else ""


def _moment(part: Part, key: str) -> Any:
    """A time of theirs; none where it is written otherwise."""
    try:
        return values.moment(part, key)
    except InvalidInput:
        return None


def _with_own_names(sets: list[Set]) -> list[Set]:
    """Several of one name get numbers, and of several that are gold only the first is."""
    seen: set[tuple[str, str]] = set()
    for one in sets:
        if one.kind == "gold" and ("gold", "") in seen:
            one.kind, one.name = "imported", "ground truth"
        name, number = one.name, 1
        while (one.kind, one.name) in seen:
            number += 1
            one.name = f"{name[: MAX_NAME - 10]} ({number})"
        seen.add((one.kind, one.name))
    return sets

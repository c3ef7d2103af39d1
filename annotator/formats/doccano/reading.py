"""doccano's JSON lines in."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import foreign, keeping, objects, values
from annotator.formats.doccano.units import Units
from annotator.formats.doccano.writing import are_comments, comment
from annotator.formats.documents import joined
from annotator.formats.records import Item, Note, Options, Record, Source
from annotator.formats.shown import Part, Shown, article, in_code_points

_UNSURE = (
    "Nothing says what the offsets count; they were taken for characters, not for UTF-16 units."
)

_OFTEN_EMPTY = ("label", "labels", "Comments")


def recognises(first: dict[str, Any]) -> bool:
    """By entities with doccano's offsets, or by triples under “label”."""
    if not isinstance(first.get("text"), str) or "schema" in first:
        return False
    entities = first.get("entities")
    if isinstance(entities, list):
        return "relations" in first if not entities else _is_entity(entities[0])
    triples = first.get("label", first.get("labels"))
    return isinstance(triples, list) and all(map(_is_triple, triples))


def _is_entity(value: Any) -> bool:
    return isinstance(value, dict) and "start_offset" in value


def _is_triple(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and isinstance(value[2], str)


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """Articles; what doccano kept for us is theirs again."""
    for source in sources:
        reader = _Reader(Units(source, options, parts_of))
        yield from joined(objects.each([source], options, "doccano", reader.read))


class _Reader:
    def __init__(self, units: Units) -> None:
        self._units = units

    def read(self, given: dict[str, Any], file: str, line: int, raw: bytes) -> list[Item]:
        kept = keeping.of(given)
        text = values.string(given, "text")
        if "text" not in given:
            raise InvalidInput("There is no “text”.")
        parts, notes = parts_of(given), []
        if kept is None:
            parts, sentence = self._in_characters(text, parts)
            notes = [Note(file, line, sentence)] if sentence else []
        else:
            given.pop("id", None)  # a number of doccano's
        found = article(_shown(given, text, parts), kept, file, line, raw)
        _take_notes_out(found[-1])
        return [*notes, *found]

    def _in_characters(self, text: str, parts: list[Part]) -> tuple[list[Part], str]:
        """The parts with offsets in characters, and what is to be said of that."""
        if not parts or not self._units.matter(text):
            return parts, ""
        unit = self._units.of(text, parts)
        if unit == "utf16":
            return in_code_points(text, parts), foreign.CONVERTED
        return parts, "" if unit else _UNSURE


def parts_of(given: dict[str, Any]) -> list[Part]:
    """The annotations of a document, in either variant."""
    if "entities" in given:
        return [_entity(part) for part in values.objects(given, "entities")]
    triples = given.get("label", given.get("labels"))
    if not isinstance(triples, list) or all(isinstance(one, str) for one in triples):
        return []  # labels of the whole document, which stay metadata
    return [_triple(number, triple) for number, triple in enumerate(triples, 1)]


def _entity(part: dict[str, Any]) -> Part:
    start, end = part.get("start_offset"), part.get("end_offset")
    return {"id": part.get("id"), "start": start, "end": end, "label": part.get("label")}


def _triple(number: int, triple: Any) -> Part:
    if not isinstance(triple, list) or len(triple) != 3:
        raise InvalidInput(f"Span {number}: It is not a list of a start, an end and a label.")
    start, end, label = triple
    return {"id": "", "start": start, "end": end, "label": label}


def _shown(given: dict[str, Any], text: str, parts: list[Part]) -> Shown:
    """What is no annotation is metadata, and so are labels of the whole document."""
    taken = {"text"}
    if "entities" in given:
        taken |= {"entities", "relations"}
    elif parts:
        taken |= {"label", "labels"}
    taken |= {key for key in _OFTEN_EMPTY if given.get(key) == []}
    rest = {key: value for key, value in given.items() if key not in taken}
    return Shown(text, parts, given.get("relations") or [] if "entities" in given else [], rest)


def _take_notes_out(item: Item) -> None:
    """Comments that are notes of annotations are there already, at the end."""
    assert isinstance(item, Record)  # noqa: S101
    comments = item.meta.get("Comments", [])
    if not are_comments(comments):
        return
    notes = [comment(span) for one in item.sets for span in one.spans if span.note]
    for note in notes:
        texts = [one["comment"] for one in comments]
        if note in texts:
            del comments[len(texts) - 1 - texts[::-1].index(note)]
    if not comments:
        item.meta.pop("Comments", None)

"""Records out of .spacy files, our own and anybody's."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats import foreign, native_reading, spans, values
from annotator.formats.docbin.shards import KEY, Labelled
from annotator.formats.docbin.unpacking import Found, docs
from annotator.formats.documents import joined
from annotator.formats.records import Item, Note, Opened, Options, Problem, Record, Source

_CHANGED = (
    "The spans of the Doc are others than those of its user data: the spans were read, and what "
    "else was known of the annotations is left out."
)
_OF_THE_SET = {"schema", "revision", "content_sha256", "offset_unit", "sets", "spans"} | {
    "relations",
    "speakers",
}


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """The Docs of every .spacy file; a configuration beside them says nothing about articles."""
    for source in sources:
        if source.name.lower().endswith(".spacy"):
            try:
                yield from joined(_read_file(source, options))
            except InvalidInput as error:
                yield Problem(source.name, 0, error.message)


def _read_file(source: Source, options: Options) -> Iterator[Item]:
    yield Opened(source.name, "spacy", "utf-8")
    for number, found in enumerate(docs(source, options.limits), 1):
        try:
            if isinstance(found, InvalidInput):
                raise found
            yield from _article(found, source.name, number)
        except InvalidInput as error:
            yield Problem(source.name, number, error.message)


def _article(found: Found, file: str, number: int) -> list[Item]:
    data, left_out = _plain(found.data)
    notes = [Note(file, number, f"The user data “{key}” is left out.") for key in left_out]
    if not native_reading.is_native(data):
        return [*foreign.article(_foreign(found, data), file, number, b""), *notes]
    if _unchanged(found, data):
        return [_native(found, data, file, number), *notes]
    rest = {key: value for key, value in data.items() if key not in _OF_THE_SET}
    notes.append(Note(file, number, _CHANGED))
    return [*foreign.article(_foreign(found, rest), file, number, b""), *notes]


def _native(found: Found, data: dict[str, Any], file: str, number: int) -> Record:
    return native_reading.article({**data, "text": found.text}, file, number, b"")


def _unchanged(found: Found, data: dict[str, Any]) -> bool:
    """Whether the Doc still has the spans that we wrote."""
    if not data.get("sets"):
        return not found.groups
    written = map(_written, values.objects(data, "spans"))
    there = found.groups.get(KEY, [])
    return found.groups.keys() == {KEY} and sorted(there) == sorted(filter(None, written))


def _written(span: dict[str, Any]) -> Labelled | None:
    place = span.get("tokens")
    if not isinstance(place, list) or len(place) != 2:
        return None
    return values.whole(place[0], "tokens"), values.whole(place[1], "tokens"), spans.label(span)


def _foreign(found: Found, data: dict[str, Any]) -> dict[str, Any]:
    """An article as other programs have it. The user data may have its title and the like."""
    given = {**data, "text": found.text, "spans": _spans(found)}
    if found.cats:
        given["cats"] = _jsonable(found.cats)
    return given


def _spans(found: Found) -> list[dict[str, Any]] | None:
    """Those of every key, or else the entities; None where nobody has marked any."""
    if not found.groups:
        return None if found.entities is None else [_span(one, found) for one in found.entities]
    marked = []
    for key, group in sorted(found.groups.items(), key=lambda item: (item[0] != KEY, item[0])):
        of_key = {} if key == KEY else {"key": key}
        marked += [_span((a, b, label or key), found) | of_key for a, b, label in group]
    return marked


def _span(labelled: Labelled, found: Found) -> dict[str, Any]:
    first, after, label = labelled
    return {"start": found.places[first][0], "end": found.places[after - 1][1], "label": label}


def _plain(data: dict[Any, Any]) -> tuple[dict[str, Any], list[str]]:
    """The user data as JSON knows it, and the keys of what it doesn't.

    Extension attributes of Docs are found under their names, those of tokens and spans are not.
    """
    plain, left_out = {}, []
    for key, value in data.items():
        name = str(key[1] if _is_extension(key) else key)
        try:
            if _is_extension(key) and key[2] is not None:
                raise InvalidInput("It belongs to a token or a span.")
            plain[name] = _jsonable(value)
        except InvalidInput:
            left_out.append(name)
    return plain, left_out


def _is_extension(key: Any) -> bool:
    """The keys of spaCy's extension attributes are ("._.", name, start, end)."""
    return isinstance(key, tuple) and len(key) == 4 and key[0] == "._."


def _jsonable(value: Any) -> Any:
    """With lists where msgpack gave tuples, and strings for all keys."""
    try:
        return orjson.loads(orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS))
    except orjson.JSONEncodeError:
        raise InvalidInput("JSON has nothing like it.") from None

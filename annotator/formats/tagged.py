"""Rows of other people's data sets: a text with spans, or tokens with tags."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from annotator.errors import InvalidInput
from annotator.formats.conll import tags as schemes
from annotator.formats.tables import NAMES
from annotator.formats.values import shown
from annotator.text.spans import Fragment

_TOKENS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "ner", "labels")
_JOINED = (
    "There is no text, so it was made of the tokens with spaces between them; it is not quite the "
    "text that was annotated."
)


class Shape:
    """What the columns are understood as; InvalidInput if there is no text in them."""

    def __init__(self, names: Sequence[str], features: dict[str, Any]) -> None:
        self._features = features
        self._text = _first(NAMES["text"], names)
        self._tokens = "" if self._text and "spans" in names else _first(_TOKENS, names)
        self._tags = _first(_TAGS, names) if self._tokens else ""
        if self._text and not self._tags:
            self._tokens = ""
        self.notes = [] if self._text else [_JOINED]
        if not self._text and not self._tokens:
            listed = ", ".join(f"“{shown(name)}”" for name in names[:10])
            raise InvalidInput(f"No column looks like the text or its tokens; there are {listed}.")

    def article(self, row: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
        """The row as an object for ``foreign``, and the columns that JSON has nothing like."""
        tokens = row.pop(self._tokens, None)
        tags = row.pop(self._tags, None)
        text = row.pop(self._text, None)
        given, left_out = _jsonable(row)
        given["text"] = text if self._text else _joined(tokens)
        if tags is not None:
            given["spans"] = list(self._tagged(tags, _places(tokens, given["text"])))
        self._name_labels(given)
        return given, left_out

    def _tagged(self, tags: Any, places: list[Fragment]) -> Iterator[dict[str, Any]]:
        """Tags of any usual kind as spans; nothing says where sentences end."""
        if not isinstance(tags, list) or len(tags) != len(places):
            raise InvalidInput(f"There are not as many “{self._tags}” as tokens.")
        names = _names(self._features.get(self._tags))
        written = [_name(tag, names, self._tags) for tag in tags]
        for label, first, last in schemes.decoded(written, set()):
            yield {"start": places[first][0], "end": places[last - 1][1], "label": label}

    def _name_labels(self, given: dict[str, Any]) -> None:
        names = _names(_inside(_inside(self._features.get("spans"), ""), "label"))
        spans = given.get("spans")
        for span in spans if isinstance(spans, list) else ():
            if isinstance(span, dict) and isinstance(span.get("label"), int):
                span["label"] = _name(span["label"], names, "label")


def from_json(given: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The same of a JSON object that has its text or its annotations so, with notes; else as it is.

    Where there is a text, names such as “words” and “tags” may mean anything.
    """
    tokens, tags = (given.get(_first(names, list(given))) for names in (_TOKENS, _TAGS))
    are_tagged = (
        isinstance(tokens, list)
        and isinstance(tags, list)
        and len(tokens) == len(tags)
        and all(isinstance(tag, str) for tag in tags)
    )
    has_text = "text" in given
    if (has_text and (not are_tagged or "spans" in given)) or not _has_words(given):
        return given, []
    shape = Shape(list(given), {})
    return shape.article(dict(given))[0], shape.notes


def _has_words(given: dict[str, Any]) -> bool:
    return any(_first(names, list(given)) for names in (NAMES["text"], _TOKENS))


def _first(wanted: Sequence[str], names: Sequence[str]) -> str:
    return next((name for name in wanted if name in names), "")


def _joined(tokens: Any) -> str:
    return " ".join(_strings(tokens))


def _places(tokens: Any, text: Any) -> list[Fragment]:
    """Where the tokens stand in the text, one after the other."""
    at, places = 0, []
    for token in _strings(tokens):
        at = text.find(token, at) if isinstance(text, str) else -1
        if at < 0:
            raise InvalidInput(f"The token “{shown(token)}” is not in the text at its place.")
        places.append((at, at + len(token)))
        at += len(token)
    return places


def _strings(tokens: Any) -> list[str]:
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise InvalidInput("The tokens are not a list of strings.")
    return tokens


def _jsonable(row: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """What there is in the row, as JSON knows it, and the columns of what it doesn't know."""
    given, left_out = {}, set()
    for name, value in row.items():
        try:
            if value is not None:
                given[name] = orjson.loads(orjson.dumps(value))
        except orjson.JSONEncodeError:
            left_out.add(name)
    return given, left_out


def _name(tag: Any, names: list[str], column: str) -> str:
    if isinstance(tag, str):
        return tag
    if isinstance(tag, int) and 0 <= tag < len(names):
        return names[tag]
    raise InvalidInput(f"“{column}” has {shown(tag)}, and the file doesn't say what that means.")


def _names(feature: Any) -> list[str]:
    """The names of a class, in a list of one or bare."""
    found = _inside(_inside(feature, ""), "names")
    return found if isinstance(found, list) and all(isinstance(one, str) for one in found) else []


def _inside(feature: Any, key: str) -> Any:
    """A part of an object, or what a list is of; early versions describe lists in other ways."""
    if isinstance(feature, list) and len(feature) == 1:
        feature = feature[0]
    if isinstance(feature, dict) and feature.get("_type") in ("List", "Sequence", "LargeList"):
        feature = feature.get("feature")
    if not key:
        return feature
    return feature.get(key) if isinstance(feature, dict) else None

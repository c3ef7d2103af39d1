"""What is in a .spacy file, without making Docs: nothing in it is trusted or run."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from spacy.attrs import IDS
from spacy.strings import StringStore
from srsly.msgpack import unpackb

from annotator.errors import InvalidInput
from annotator.formats.docbin.shards import BEGINS, INSIDE, PLACE, Labelled
from annotator.formats.records import Limits, Source

MOST = 256 * 1024 * 1024
"""So many bytes may a file unpack to: it is in memory whole, whoever reads it."""

MOST_DOCS = 1_000_000
_RATIO_MATTERS_FROM = 16 * 1024 * 1024
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error)
_DAMAGED = "This is no DocBin of spaCy, or it is damaged."
_EMPTY = (b"", b"\x90", b"\x80")


@dataclass(frozen=True, slots=True)
class Found:
    """A Doc: its text, where its words stand in it, and what is marked.

    ``groups`` are the spans of each key. ``entities`` is None where nobody has looked for any.
    ``data`` is the user data, with whatever keys it has.
    """

    text: str
    places: list[tuple[int, int]]
    groups: dict[str, list[Labelled]]
    entities: list[Labelled] | None
    data: dict[Any, Any]
    cats: dict[Any, Any]


def docs(source: Source, limits: Limits) -> Iterator[Found | InvalidInput]:
    """Each Doc, or what is wrong with it; InvalidInput if the file can't be read at all."""
    table = _understood(_Table, _unpacked(source, limits))
    for number in range(len(table)):
        try:
            yield _understood(table.doc, number)
        except InvalidInput as error:
            yield error


def _understood(make: Any, given: Any) -> Any:
    try:
        return make(given)
    except _BROKEN:
        raise InvalidInput(_DAMAGED) from None


def _unpacked(source: Source, limits: Limits) -> Any:
    most = min(MOST, limits.unzipped, max(source.size * limits.ratio, _RATIO_MATTERS_FROM))
    inflating = zlib.decompressobj()
    with source.open() as stream:
        try:
            data = inflating.decompress(stream.read(), most)
        except zlib.error:
            raise InvalidInput(_DAMAGED) from None
    if inflating.unconsumed_tail:
        raise InvalidInput(
            f"The file unpacks to more than {most:,} bytes, which is the limit; make several of it."
        )
    if not inflating.eof:
        raise InvalidInput("The file was cut off on its way.")
    return _understood(_message, data)


def _message(data: bytes) -> Any:
    """Lists become tuples, since there can be some among the keys; no other types are made."""
    return unpackb(data, raw=False, use_list=False, strict_map_key=False, object_pairs_hook=dict)


class _Table:
    """The columns of all Docs together, as spaCy keeps them."""

    def __init__(self, message: Any) -> None:
        self._attrs = list(message["attrs"])
        self._tokens = memoryview(message["tokens"]).cast("Q")
        self._spaces = memoryview(message["spaces"])
        lengths = memoryview(message["lengths"]).cast("i")
        if len(lengths) > MOST_DOCS:
            raise InvalidInput(f"The file has {len(lengths):,} Docs; make several of it.")
        self._ends = list(accumulate(lengths, initial=0))
        if min(lengths, default=0) < 0 or not self._fits():
            raise InvalidInput(_DAMAGED)
        self._strings = StringStore(message["strings"])
        self._groups = message.get("span_groups", ())
        self._data = message.get("user_data", ())
        self._cats = message.get("cats", ())
        self._flags = message.get("flags", ())

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _fits(self) -> bool:
        words = self._ends[-1]
        return len(self._tokens) == words * len(self._attrs) and len(self._spaces) == words

    def doc(self, number: int) -> Found:
        words = [self._string(word) for word in self._column("ORTH", number)]
        places, text = _joined(words, self._spaces_of(number))
        return Found(
            text,
            places,
            self._groups_of(number, len(words)),
            self._entities(number),
            _object(self._at(self._data, number)),
            self._at(self._cats, number) or {},
        )

    def _column(self, attr: str, number: int) -> list[int]:
        width, start, end = len(self._attrs), self._ends[number], self._ends[number + 1]
        if IDS[attr] not in self._attrs:
            return [0] * (end - start)
        return self._tokens[
            start * width + self._attrs.index(IDS[attr]) : end * width : width
        ].tolist()

    def _spaces_of(self, number: int) -> list[int]:
        """A Doc that was made without its spaces has one between any two words."""
        start, end = self._ends[number], self._ends[number + 1]
        if (self._at(self._flags, number) or {}).get("has_unknown_spaces"):
            return [1] * (end - start - 1) + [0] * (end > start)
        return self._spaces[start:end].tolist()

    def _string(self, number: int) -> str:
        try:
            return self._strings[number]
        except KeyError:
            raise InvalidInput("Some of its words are not among the strings of the file.") from None

    def _groups_of(self, number: int, words: int) -> dict[str, list[Labelled]]:
        packed = self._at(self._groups, number) or b""
        if packed in _EMPTY:
            return {}
        message = _message(packed)
        if isinstance(message, tuple):  # as early versions of spaCy wrote it
            named = [(group, (_message(group)["name"],)) for group in message]
        else:
            named = list(message.items())
        return {
            str(key): [self._span(place, words) for place in _message(group)["spans"]]
            for group, keys in named
            for key in keys
        }

    def _span(self, packed: bytes, words: int) -> Labelled:
        _id, _base, label, start, end, *_characters = PLACE.unpack(packed)
        if not 0 <= start < end <= words:
            raise InvalidInput(
                f"A span has the words from {start} to {end}, and there are {words}."
            )
        return start, end, self._string(label)

    def _entities(self, number: int) -> list[Labelled] | None:
        marks = self._column("ENT_IOB", number)
        if not any(marks):
            return None
        types = self._column("ENT_TYPE", number)
        found: list[tuple[int, int, int]] = []
        for at, (mark, kind) in enumerate(zip(marks, types, strict=True)):
            if mark not in (INSIDE, BEGINS) or not kind:
                continue
            if mark == INSIDE and found and found[-1][1:] == (at, kind):
                found[-1] = (found[-1][0], at + 1, kind)
            else:
                found.append((at, at + 1, kind))
        return [(start, end, self._string(kind)) for start, end, kind in found]

    @staticmethod
    def _at(column: Any, number: int) -> Any:
        """Columns that came with later versions of spaCy may be short or missing."""
        return column[number] if number < len(column) else None


def _object(packed: bytes | None) -> dict[Any, Any]:
    found = _message(packed) if packed else {}
    return found if isinstance(found, dict) else {}


def _joined(words: list[str], spaces: list[int]) -> tuple[list[tuple[int, int]], str]:
    at, places, parts = 0, [], []
    for word, space in zip(words, spaces, strict=True):
        part = word + " " if space else word
        places.append((at, at + len(word)))
        parts.append(part)
        at += len(part)
    return places, "".join(parts)

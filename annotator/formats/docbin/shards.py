"""A shard as spaCy packs it.

DocBin is filled without making Docs first: asking each of their words for nine strings, as its own
``add`` does, takes longer than everything else. Tests read what comes of it with spaCy itself.
"""

import struct
from itertools import accumulate
from operator import add
from typing import Any

import numpy
from spacy.strings import StringStore
from spacy.tokens import DocBin
from srsly.msgpack import Packer

KEY = "sc"
"""The key under which spaCy's span categorizer looks."""

Labelled = tuple[int, int, str]
"""A half-open range of words, and its label."""

PLACE = struct.Struct(">QQQllll")
"""id, knowledge base, label, first word, last word + 1, first character, last + 1"""

_ATTRS = ("ENT_IOB", "ENT_TYPE")
INSIDE, _OUTSIDE, BEGINS = 1, 2, 3


class Shard:
    """Docs that are packed together."""

    def __init__(self) -> None:
        self._bin = DocBin(attrs=_ATTRS, store_user_data=True)
        self._ids = StringStore()
        self._packer = Packer(use_bin_type=True)
        self.words = 0

    def __len__(self) -> int:
        return len(self._bin)

    def add(
        self,
        words: list[str],
        spaces: list[bool],
        spans: list[Labelled] | None,
        user_data: dict[str, Any],
    ) -> None:
        """A Doc; ``spans`` is None where nobody has annotated it."""
        self.words += len(words)
        self._bin.tokens.append(self._tokens(words, spans))
        self._bin.spaces.append(numpy.array(spaces, dtype=bool).reshape(-1, 1))
        self._bin.strings.update(words, (label for _, _, label in spans or ()))
        self._bin.span_groups.append(self._groups(words, spaces, spans))
        self._bin.user_data.append(self._pack(user_data))
        self._bin.cats.append({})
        self._bin.flags.append({"has_unknown_spaces": False})

    def packed(self) -> bytes:
        return self._bin.to_bytes()

    def _tokens(self, words: list[str], spans: list[Labelled] | None) -> Any:
        """A row for each word: its id, whether it begins or is inside of an entity, and which."""
        table = numpy.zeros((len(words), 1 + len(_ATTRS)), dtype="uint64")
        table[:, 0] = [self._ids.add(word) for word in words]
        if spans is not None:
            table[:, 1] = _OUTSIDE
            for start, end, label in flat(spans):
                table[start:end, 1] = INSIDE
                table[start, 1] = BEGINS
                table[start:end, 2] = self._ids.add(label)
        return table

    def _groups(self, words: list[str], spaces: list[bool], spans: list[Labelled] | None) -> bytes:
        if spans is None:
            return self._pack([])
        starts = list(accumulate(map(add, map(len, words), spaces), initial=0))
        packed = [
            PLACE.pack(
                0, 0, self._ids.add(label), a, b, starts[a], starts[b - 1] + len(words[b - 1])
            )
            for a, b, label in spans
        ]
        group = self._pack({"name": KEY, "attrs": {}, "spans": packed})
        return self._pack({group: [KEY]})

    def _pack(self, value: Any) -> bytes:
        return bytes(self._packer.pack(value))


def flat(spans: list[Labelled]) -> list[Labelled]:
    """Those that overlap no other: of two that do, the longer, or else the first."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if taken.isdisjoint(range(span[0], span[1])):
            taken.update(range(span[0], span[1]))
            kept.append(span)
    return sorted(kept)

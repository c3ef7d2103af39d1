"""WebAnno TSV out: sentence by sentence, a row for each token and each part of one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from annotator.formats import layers
from annotator.formats.documents import Document, paths
from annotator.formats.layers import FEATURES, RELATION_FEATURES, Arc
from annotator.formats.losses import Losses
from annotator.formats.records import Record
from annotator.formats.webanno import escapes
from annotator.formats.writing import Names, Writing
from annotator.formats.writing import Piece as FilePiece
from annotator.text.offsets import to_utf16
from annotator.text.sentences import sentences
from annotator.text.tokens import covering, tokenize

NAME = "webanno"
NOTHING = "_"
_RELATION = (*RELATION_FEATURES, f"BT_{layers.SPANS}")
FORMAT = "#FORMAT=WebAnno TSV 3.3"

Unit = tuple[int, int, int]
"""The number of a token, and what is meant of it: begin and end in the text."""


@dataclass(slots=True)
class Marked:
    """A piece with its number in the document, and the units that it stands in."""

    number: int
    features: dict[str, str]
    units: list[Unit]


def write(records: Iterable[Record], _writing: Writing, _losses: Losses) -> Iterator[FilePiece]:
    """A table and what stands beside it for each document; nothing is lost."""
    names = Names()
    for record in records:
        for path, document in paths(record, names):
            yield from _document(path, document)


def _document(path: str, document: Document) -> Iterator[FilePiece]:
    made = layers.pieces(document, layers.Names(), trimmed=True)
    table = _Table(document.record.text, made, layers.arcs(document))
    yield f"{path}.tsv", "".join(table.lines()).encode()
    text = document.record.text
    before = {"before": text[: len(text) - len(text.lstrip())]}
    beside = layers.beside(document, NAME, made) | before
    yield f"{path}.json", orjson.dumps(beside, option=orjson.OPT_APPEND_NEWLINE)


class _Table:
    """One document's table."""

    def __init__(self, text: str, made: Sequence[Sequence[layers.Piece]], arcs: list[Arc]) -> None:
        self._text = text
        self._tokens = tokenize(text)
        self._sentences = sentences(text, self._tokens)
        flat = [piece for own in made for piece in own]
        self._columns = _columns(flat)
        self._marked = {
            piece.key: Marked(number, piece.features, self._units(piece.begin, piece.end))
            for number, piece in enumerate(flat, 1)
        }
        self._here: dict[Unit, list[Marked]] = defaultdict(list)
        for one in self._marked.values():
            for unit in one.units:
                self._here[unit].append(one)
        self._arcs: dict[Unit, list[Arc]] = defaultdict(list)
        for arc in arcs:
            self._arcs[self._marked[arc.target].units[0]].append(arc)
        self._addresses = self._addressed()
        places = sorted({at for unit in self._addresses for at in unit[1:]})
        self._utf16 = dict(zip(places, to_utf16(text, places), strict=True))

    def lines(self) -> Iterator[str]:
        yield f"{FORMAT}\n#T_SP={layers.SPANS}|{'|'.join(self._columns)}\n"
        if self._arcs:
            yield f"#T_RL={layers.RELATIONS}|{'|'.join(_RELATION)}\n"
        yield "\n"
        rows = iter(self._addresses.items())
        row = next(rows, None)
        for number, sentence in enumerate(self._texts(), 1):
            yield "\n"
            for line in sentence.split("\n"):
                yield f"#Text={escapes.text(line)}\n"
            while row and row[1].startswith(f"{number}-"):
                yield self._row(*row)
                row = next(rows, None)

    def _texts(self) -> Iterator[str]:
        """The sentences with the white space after them, so that together they are the text; what
        stands before the first token has no place."""
        starts = [self._tokens[first][0] for first, _last in self._sentences]
        for start, end in zip(starts, [*starts[1:], len(self._text)], strict=True):
            yield self._text[start:end]

    def _units(self, begin: int, end: int) -> list[Unit]:
        places = self._tokens
        found = range(*covering(places, begin, end))
        return [(at, max(begin, places[at][0]), min(end, places[at][1])) for at in found]

    def _addressed(self) -> dict[Unit, str]:
        """What each unit is called, in the order of the rows: “sentence-token”, and with “.part”
        where it is not all of the token."""
        parts: dict[int, list[Unit]] = defaultdict(list)
        for unit in sorted(self._here):
            if unit[1:] != self._tokens[unit[0]]:
                parts[unit[0]].append(unit)
        found = {}
        for number, (first, last) in enumerate(self._sentences, 1):
            for at in range(first, last):
                name = f"{number}-{at - first + 1}"
                found[(at, *self._tokens[at])] = name
                found |= {unit: f"{name}.{part}" for part, unit in enumerate(parts[at], 1)}
        return found

    def _row(self, unit: Unit, address: str) -> str:
        _at, begin, end = unit
        cells = [address, f"{self._utf16[begin]}-{self._utf16[end]}", self._text[begin:end]]
        cells += self._span_cells(self._here.get(unit, []))
        if self._arcs:
            arcs = self._arcs.get(unit)
            cells += self._relation_cells(arcs) if arcs else [NOTHING] * len(_RELATION)
        return "\t".join(cells) + "\t\n"

    def _span_cells(self, here: Sequence[Marked]) -> Iterable[str]:
        if not here:
            return [NOTHING] * len(self._columns)
        return self._marked_cells(here)

    def _marked_cells(self, here: Sequence[Marked]) -> Iterator[str]:
        for name in self._columns:
            values = (f"{escapes.value(one.features.get(name, ''))}[{one.number}]" for one in here)
            yield "|".join(values)

    def _relation_cells(self, arcs: list[Arc]) -> Iterator[str]:
        for name in RELATION_FEATURES:
            yield "|".join(escapes.value(arc.features.get(name, "")) for arc in arcs)
        yield "|".join(map(self._governor, arcs))

    def _governor(self, arc: Arc) -> str:
        """Where a relation comes from; it stands in the row of what it leads to."""
        source, target = self._marked[arc.source], self._marked[arc.target]
        return f"{self._addresses[source.units[0]]}[{source.number}_{target.number}]"


def _columns(flat: Sequence[layers.Piece]) -> list[str]:
    """The features that there are in this document; label and uid always."""
    met = {name for piece in flat for name in piece.features} | set(RELATION_FEATURES)
    return [name for name in FEATURES if name in met] + sorted(met.difference(FEATURES))

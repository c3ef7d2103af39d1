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
    """A piece with its number in the document, its cells, and the units that it stands in."""

    number: int
    cells: list[str]
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
            piece.key: Marked(
                number, self._cells(piece, number), self._units(piece.begin, piece.end)
            )
            for number, piece in enumerate(flat, 1)
        }
        self._here: dict[Unit, list[Marked]] = defaultdict(list)
        for one in self._marked.values():
            for unit in one.units:
                self._here[unit].append(one)
        self._arcs: dict[Unit, list[Arc]] = defaultdict(list)
        for arc in arcs:
            self._arcs[self._marked[arc.target].units[0]].append(arc)
        self._rows = list(self._addressed())
        self._addresses = {unit: name for rows in self._rows for unit, name in rows.items()}
        places = sorted({at for _, *ends in self._addresses for at in ends})
        self._utf16 = dict(zip(places, to_utf16(text, places), strict=True))

    def lines(self) -> Iterator[str]:
        yield f"{FORMAT}\n#T_SP={layers.SPANS}|{'|'.join(self._columns)}\n"
        if self._arcs:
            yield f"#T_RL={layers.RELATIONS}|{'|'.join(_RELATION)}\n"
        yield "\n"
        for rows, sentence in zip(self._rows, self._texts(), strict=True):
            yield "\n"
            for line in sentence.split("\n"):
                yield f"#Text={escapes.text(line)}\n"
            for unit, address in rows.items():
                yield self._row(unit, address)

    def _texts(self) -> Iterator[str]:
        """The sentences with the white space after them, so that together they are the text; what
        stands before the first token has no place."""
        starts = [self._tokens[first][0] for first, _last in self._sentences]
        for start, end in zip(starts, [*starts[1:], len(self._text)], strict=True):
            yield self._text[start:end]

    def _cells(self, piece: layers.Piece, number: int) -> list[str]:
        values = (piece.features.get(name, "") for name in self._columns)
        return [f"{escapes.value(value)}[{number}]" for value in values]

    def _units(self, begin: int, end: int) -> list[Unit]:
        places = self._tokens
        found = range(*covering(places, begin, end))
        return [(at, max(begin, places[at][0]), min(end, places[at][1])) for at in found]

    def _addressed(self) -> Iterator[dict[Unit, str]]:
        """What each unit of a sentence is called, in the order of the rows: “sentence-token”, and
        with “.part” where it is not all of the token."""
        parts: dict[int, list[Unit]] = defaultdict(list)
        for unit in sorted(self._here):
            if unit[1:] != self._tokens[unit[0]]:
                parts[unit[0]].append(unit)
        for number, (first, last) in enumerate(self._sentences, 1):
            found: dict[Unit, str] = {}
            for at, (begin, end) in enumerate(self._tokens[first:last], first):
                name = f"{number}-{at - first + 1}"
                found[at, begin, end] = name
                for part, unit in enumerate(parts.get(at, ()), 1):
                    found[unit] = f"{name}.{part}"
            yield found

    def _row(self, unit: Unit, address: str) -> str:
        _at, begin, end = unit
        cells = [address, f"{self._utf16[begin]}-{self._utf16[end]}", self._text[begin:end]]
        here, arcs = self._here.get(unit), self._arcs.get(unit)
        cells += self._span_cells(here) if here else [NOTHING] * len(self._columns)
        if self._arcs:
            cells += self._relation_cells(arcs) if arcs else [NOTHING] * len(_RELATION)
        return "\t".join(cells) + "\t\n"

    def _span_cells(self, here: Sequence[Marked]) -> Iterator[str]:
        """What stands in each column, of all that there is here."""
        return map("|".join, zip(*(one.cells for one in here), strict=True))

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

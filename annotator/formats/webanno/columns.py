"""Annotations and relations out of the columns of the rows."""

import re
from collections.abc import Iterator

from annotator.formats.layers import Arc, Layers, Piece, is_of_words
from annotator.formats.records import Note, Problem
from annotator.formats.values import shown
from annotator.formats.webanno import escapes
from annotator.formats.webanno.table import RELATIONS, SPANS, Layer, Row, Table

_NUMBERED = re.compile(r"((?:\\.|[^\\])*)\[([0-9]{1,9})\]", re.DOTALL)
_GOVERNOR = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)(?:\[([0-9]{1,9})_([0-9]{1,9})\])?")
_NOTHING, _EMPTY = "_", "*"
_ROLE = "ROLE_"


def read(found: Table, into: Layers, file: str) -> Iterator[Note | Problem]:
    """Fills ``into`` with the pieces and arcs of all layers that mark something."""
    wanted = []
    for layer in found.layers:
        if is_of_words(layer.name) or layer.kind not in (SPANS, RELATIONS):
            yield Note(file, 0, f"The layer “{shown(layer.name)}” is left out.")
        else:
            wanted.append(layer)
    pieces: dict[str, Piece] = {}
    slots: dict[str, None] = {}
    for sentence in found.sentences:
        for row in sentence.rows:
            for layer in wanted:
                cells = row.cells[layer.first : layer.first + len(layer.features)]
                if all(cell == _NOTHING for cell in cells):
                    continue
                if layer.kind == SPANS:
                    _take_spans(layer, row, cells, pieces)
                    slots |= dict.fromkeys(_filled_slots(layer, cells))
                else:
                    yield from _take_relations(layer, row, cells, into, file)
    into.pieces = list(pieces.values())
    for slot in slots:
        yield Note(file, 0, f"The feature {slot} is left out: it leads to other annotations.")


def _filled_slots(layer: Layer, cells: list[str]) -> Iterator[str]:
    """Features that lead from an annotation to others: their names begin so, and the column after
    it is named after the layer that they lead to."""
    for name, cell in zip(layer.features, cells, strict=True):
        if name.startswith(_ROLE) and cell != _NOTHING:
            slot = name.removeprefix(_ROLE).rpartition(":")[2]
            yield f"“{shown(slot)}” of “{shown(layer.name)}”"


def _take_spans(layer: Layer, row: Row, cells: list[str], pieces: dict[str, Piece]) -> None:
    """Those that stand in this row, new or begun in a row before."""
    for name, cell in zip(layer.features, cells, strict=True):
        if cell == _NOTHING or name.startswith(_ROLE) or "." in name:
            continue
        for place, written in enumerate(escapes.stacked(cell)):
            match = _NUMBERED.fullmatch(written)
            value, number = match.groups() if match else (written, "")
            key = _key(layer.name, row.address, number, place)
            piece = pieces.get(key)
            if piece is None:
                piece = pieces[key] = Piece(key, layer.name, row.begin, row.end, line=row.line)
            piece.begin, piece.end = min(piece.begin, row.begin), max(piece.end, row.end)
            if name and value != _EMPTY:
                piece.features.setdefault(name, escapes.plain(value))


def _key(layer: str, address: str, number: str, place: int = 0) -> str:
    """Annotations of several rows, or beside others, have numbers; the others stand in one."""
    return f"{layer} [{number}]" if int(number or 0) else f"{layer} {address}.{place}"


def _take_relations(
    layer: Layer, row: Row, cells: list[str], into: Layers, file: str
) -> Iterator[Problem]:
    """Those that lead to what stands in this row."""
    columns = [escapes.stacked(cell) for cell in cells]
    for place, written in enumerate(columns[-1] if layer.base else []):
        match = _GOVERNOR.fullmatch(written)
        if match is None:
            yield Problem(file, row.line, f"“{shown(written)}” is no place of an annotation.")
            continue
        address, source, target = match.groups()
        arc = Arc(
            layer.name,
            _key(layer.base, address, source or ""),
            _key(layer.base, row.address, target or ""),
            line=row.line,
        )
        for name, values in zip(layer.features[:-1], columns[:-1], strict=True):
            value = values[place] if place < len(values) else _EMPTY
            if name and value not in (_EMPTY, _NOTHING):
                arc.features[name] = escapes.plain(value)
        into.arcs.append(arc)

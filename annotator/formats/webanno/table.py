"""A file of WebAnno TSV, taken apart: its columns, its sentences, its rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.records import Problem
from annotator.formats.values import shown
from annotator.formats.webanno import escapes

_HEAD = re.compile(r"#T_(SP|CH|RL)=([^|]+)((?:\|[^|]*)*)")
_ADDRESS = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(\.[0-9]{1,9})?")
_OFFSETS = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
SPANS, CHAINS, RELATIONS = "SP", "CH", "RL"
_BASE = "BT_"


@dataclass(slots=True)
class Layer:
    """A layer and its columns, which begin with number ``first``. ``base``: what it relates."""

    kind: str
    name: str
    features: list[str]
    first: int
    base: str = ""


@dataclass(slots=True)
class Row:
    """A token, or a part of one."""

    address: str
    begin: int
    end: int
    word: str
    cells: list[str]
    line: int


@dataclass(slots=True)
class Sentence:
    text: str = ""
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    layers: list[Layer] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    columns: int = 0
    """Of all layers together."""


def parse(lines: Iterable[str], encoding: str, file: str, into: Table) -> Iterator[Problem]:
    """Fills ``into``; a line that isn't understood is a problem, and the others count."""
    opens = True
    for number, line in enumerate(lines, 1):
        try:
            encodings.check(line, encoding)
            if line.startswith("#T_"):
                _layer(line, into)
            elif line.startswith("#Text="):
                _text(line, into, opens=opens)
                opens = False
            elif line and not line.startswith("#"):
                _row(line, number, into)
                opens = True
        except InvalidInput as error:
            yield Problem(file, number, error.message, f"{line}\n".encode(errors="replace"))


def _layer(line: str, into: Table) -> None:
    match = _HEAD.fullmatch(line.strip())
    if match is None:
        raise InvalidInput(f"“{shown(line)}” declares no layer.")
    kind, name, columns = match.groups()
    features = columns.split("|")[1:] or [""]
    base = ""
    if kind == RELATIONS and features[-1].startswith(_BASE):
        base = features[-1].removeprefix(_BASE)
    into.layers.append(Layer(kind, name, features, into.columns, base))
    into.columns += len(features)


def _text(line: str, into: Table, *, opens: bool) -> None:
    """A sentence, or another line of it."""
    found = escapes.plain(line.removeprefix("#Text="))
    if opens or not into.sentences:
        into.sentences.append(Sentence(found))
    else:
        into.sentences[-1].text += f"\n{found}"


def _row(line: str, number: int, into: Table) -> None:
    cells = line.split("\t")
    if len(cells) < 3 + into.columns:
        raise InvalidInput(
            f"The row has {len(cells)} columns, and {3 + into.columns} were declared."
        )
    offsets = _OFFSETS.fullmatch(cells[1])
    if not _ADDRESS.fullmatch(cells[0]) or offsets is None:
        raise InvalidInput(f"“{shown(line)}” is no row of a token.")
    if not into.sentences:
        raise InvalidInput("The token stands before the text of a sentence.")
    begin, end = map(int, offsets.groups())
    if begin >= end:
        raise InvalidInput(f"The token is empty: {begin}–{end}.")
    into.sentences[-1].rows.append(Row(cells[0], begin, end, cells[2], cells[3:], number))

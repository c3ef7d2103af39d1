"""The lines of an .ann file, understood one by one and put together."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.brat.standoff import Marked
from annotator.formats.records import Problem, Source
from annotator.formats.text_lines import lines_of
from annotator.formats.values import shown, whole

MAX_LINE = 1_000_000
_KINDS = re.compile(r"(?:[TREAMN]\S*|\*|#\S*)\t")
_MAX_FRAGMENTS = 10_000


@dataclass(slots=True)
class Annotation(Marked):
    """A text-bound annotation as it was found, and in which line; ``quote`` is what brat says."""

    line: int = 0
    quote: str = ""
    raw: str = ""


@dataclass(slots=True)
class Pointer:
    """A line that says something of others: its type, and pairs of roles and ids."""

    id: str
    type: str
    ends: list[tuple[str, str]]
    line: int
    text: str = ""


@dataclass(slots=True)
class Standoff:
    """All that is in one .ann file, by what each line is about."""

    spans: dict[str, Annotation] = field(default_factory=dict)
    relations: list[Pointer] = field(default_factory=list)
    events: dict[str, Pointer] = field(default_factory=dict)
    attributes: list[Pointer] = field(default_factory=list)
    notes: list[Pointer] = field(default_factory=list)
    references: list[Pointer] = field(default_factory=list)


def parse(source: Source, encoding: str, into: Standoff) -> Iterator[Problem]:
    """Fills ``into``; a line that isn't understood is a problem, and the others count."""
    file = source.name
    for number, line in _joined(lines_of(source, encoding)):
        try:
            encodings.check(line, encoding)
            if line.strip():
                _understand(line, number, into)
        except InvalidInput as error:
            yield Problem(file, number, error.message, f"{line}\n".encode(errors="replace"))


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; what was broken inside of a quoted text is one line again."""
    parts: list[str] = []
    first = missing = 0
    for number, line in enumerate(lines, 1):
        if missing > 0 and not _KINDS.match(line):
            parts.append(line)
            missing -= len(line) + 1
            continue
        if parts:
            yield first, "\n".join(parts)
        parts, first, missing = [line], number, _missing(line)
    if parts:
        yield first, "\n".join(parts)


def _missing(line: str) -> int:
    """How much shorter the quoted text is than what its offsets mark."""
    parts = line.split("\t", 2)
    if not line.startswith("T") or len(parts) < 3:
        return 0
    try:
        _type, places = _places(parts[1])
    except InvalidInput:
        return 0
    wanted = sum(end - start for start, end in places) + len(places) - 1
    return min(wanted, MAX_LINE) - len(parts[2])


def _understand(line: str, number: int, into: Standoff) -> None:
    if len(line) > MAX_LINE:
        raise InvalidInput(f"The line is longer than {MAX_LINE:,} characters.")
    reader = _READERS.get(line[0])
    name, tab, rest = line.partition("\t")
    if reader is None or not tab:
        raise InvalidInput(f"“{shown(line)}” is no line of an .ann file.")
    reader(name.strip(), rest, number, into)


def _text_bound(name: str, rest: str, number: int, into: Standoff) -> None:
    head, _tab, quote = rest.partition("\t")
    type_, places = _places(head)
    if name in into.spans:
        raise InvalidInput(f"The id “{shown(name)}” comes twice.")
    into.spans[name] = Annotation(type_, places, line=number, quote=quote, raw=f"{name}\t{rest}\n")


def _places(head: str) -> tuple[str, list[tuple[int, int]]]:
    """“Claim 0 5;16 23”."""
    type_, _space, written = head.strip().partition(" ")
    pairs = [part.split() for part in written.split(";")]
    if len(pairs) > _MAX_FRAGMENTS or not all(len(pair) == 2 for pair in pairs):
        raise InvalidInput(f"“{shown(head)}” is no label with offsets.")
    return type_, [(_offset(start), _offset(end)) for start, end in pairs]


def _offset(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise InvalidInput(f"“{shown(written)}” is no offset.")
    return whole(int(written), "offset")


def _relation(name: str, rest: str, number: int, into: Standoff) -> None:
    pointer = _pointer(name, rest, number)
    if len(pointer.ends) != 2:
        raise InvalidInput("A relation has two ends.")
    # Whatever the roles are called, the first one is where it leads from.
    pointer.ends.sort(key=lambda end: end[0] == "Arg2")
    into.relations.append(pointer)


def _equivalence(name: str, rest: str, number: int, into: Standoff) -> None:
    type_, *members = rest.split()
    if len(members) < 2:
        raise InvalidInput("There are fewer than two annotations that are the same.")
    for pair in pairwise(members):
        into.relations.append(Pointer(name, type_, [("", end) for end in pair], number))


def _event(name: str, rest: str, number: int, into: Standoff) -> None:
    head, *arguments = rest.split()
    type_, trigger = _role(head)
    ends = [("", trigger), *map(_role, arguments)]
    if name in into.events:
        raise InvalidInput(f"The id “{shown(name)}” comes twice.")
    into.events[name] = Pointer(name, type_, ends, number)


def _attribute(name: str, rest: str, number: int, into: Standoff) -> None:
    parts = rest.split(None, 2)
    if len(parts) < 2:
        raise InvalidInput("The attribute is of no annotation.")
    into.attributes.append(
        Pointer(name, parts[0], [("", parts[1])], number, (parts[2:] or [""])[0].strip())
    )


def _note(name: str, rest: str, number: int, into: Standoff) -> None:
    head, _tab, text = rest.partition("\t")
    type_, _space, target = head.strip().partition(" ")
    into.notes.append(Pointer(name, type_, [("", target.strip())], number, text.strip()))


def _reference(name: str, rest: str, number: int, into: Standoff) -> None:
    head, _tab, text = rest.partition("\t")
    parts = head.split()
    if len(parts) != 3:
        raise InvalidInput(f"“{shown(head)}” is no reference of an annotation.")
    ends = [("", parts[1]), ("", parts[2])]
    into.references.append(Pointer(name, parts[0], ends, number, text.strip()))


def _pointer(name: str, rest: str, number: int) -> Pointer:
    type_, *ends = rest.split() or [""]
    return Pointer(name, type_, list(map(_role, ends)), number)


def _role(written: str) -> tuple[str, str]:
    """“Arg1:T3”."""
    role, colon, end = written.rpartition(":")
    if not (colon and role and end):
        raise InvalidInput(f"“{shown(written)}” is no role with an annotation.")
    return role, end


_READERS: dict[str, Callable[[str, str, int, Standoff], None]] = {
    "T": _text_bound,
    "R": _relation,
    "*": _equivalence,
    "E": _event,
    "A": _attribute,
    "M": _attribute,
    "N": _reference,
    "#": _note,
}

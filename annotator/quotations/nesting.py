"""Marks paired up: a stack of what is open, carried from paragraph to paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.quotations.marks import CLOSED_BY, OPENERS, SINGLE, Face, Mark, marks

MAX_DEPTH = 8
MAX_LINES = 12
"""Lines over which a quotation may run without being opened again, an empty one counting six."""

_LINE = re.compile(r"[^\n]+")
_EMPTY_LINE = 6
_REOPENED_BY = {"«": "»", "„": "“", "``": '"'}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quotation: [outer_start, outer_end) with the marks it has."""

    outer_start: int
    start: int
    end: int
    outer_end: int


@dataclass(slots=True)
class Open:
    """A quotation that waits for its closing mark.

    Should that never come, it ends at ``lapse``, the end of its last paragraph, or at ``cut``,
    where another begins with the same mark.
    """

    sign: str
    outer_start: int
    start: int
    parts: list[Part] = field(default_factory=list)
    lapse: int | None = None
    cut: int | None = None
    lines: int = 0

    def end(self, end: int, outer_end: int) -> list[Part]:
        self.parts.append(Part(self.outer_start, self.start, end, outer_end))
        return self.parts

    def end_without_mark(self, end: int) -> list[Part]:
        end = end if self.cut is None else min(end, self.cut)
        return self.end(end, end)

    def go_on(self, mark: Mark, end: int) -> None:
        """A new paragraph opens it again; the one before ended at ``end``."""
        self.end(end, end)
        self.outer_start, self.start, self.cut = mark.start, mark.end, None


def nest(text: str, lang: str = "en") -> list[list[Part]]:
    """Every quotation of the text by its parts, in the order in which they end."""
    return list(_Nesting(text, lang).all())


class _Nesting:
    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.stack: list[Open] = []
        self.line_end = 0

    def all(self) -> Iterator[list[Part]]:
        for line in _LINE.finditer(self.text):
            found = list(marks(self.text, *line.span(), self.lang))
            if self.stack:
                gap = line.start() - self.line_end - 1
                yield from self._begin_line(found, *line.span(), gap)
            yield from self._read(found)
            self.line_end = line.end()
        yield from self._end_all()

    def _begin_line(
        self, found: list[Mark], start: int, end: int, gap: int
    ) -> Iterator[list[Part]]:
        """News style opens every paragraph of a long quotation again, and closes the last one."""
        going_on = 0
        at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
        while found and going_on < len(self.stack) and found[0].start == at:
            one = self.stack[going_on]
            if one.lapse is not None or not _reopens(one, found[0]):
                break
            at = found[0].end
            one.go_on(found.pop(0), self.line_end)
            going_on += 1
        yield from self._end_from(max(going_on, 1), self.line_end)
        if not going_on:
            yield from self._let_run(gap)

    def _let_run(self, gap: int) -> Iterator[list[Part]]:
        """The outermost may still be closed in this line, if nothing is opened before."""
        one = self.stack[0]
        if one.lapse is None:
            one.lapse = self.line_end
        one.lines += 1 + _EMPTY_LINE * min(gap, 1)
        if one.sign == "'" or one.lines > MAX_LINES:
            yield from self._lapse()

    def _lapse(self) -> Iterator[list[Part]]:
        one = self.stack.pop(0)
        if one.sign != "'" and one.lapse is not None:
            yield one.end_without_mark(one.lapse)

    def _read(self, found: list[Mark]) -> Iterator[list[Part]]:
        better = _better_to_come(found)
        for place, mark in enumerate(found):
            depth = -1 if mark.sign in SINGLE and better[place] else self._closes(mark)
            if depth >= 0:
                yield from self._close(depth, mark)
            elif mark.face & Face.OPENING:
                if self.stack and self.stack[0].lapse is not None and _alike(self.stack[0], mark):
                    yield from self._lapse()
                self._open(mark)

    def _open(self, mark: Mark) -> None:
        if len(self.stack) == MAX_DEPTH:
            return
        if self.stack and self.stack[-1].sign == mark.sign and self.stack[-1].cut is None:
            self.stack[-1].cut = mark.start
        self.stack.append(Open(mark.sign, mark.start, mark.end))

    def _closes(self, mark: Mark) -> int:
        """The place on the stack of what a mark closes, or -1."""
        if mark.face == Face.OPENING and mark.sign not in "”»›":
            return -1
        for place in range(len(self.stack) - 1, -1, -1):
            one = self.stack[place]
            if mark.sign in CLOSED_BY[one.sign] and self._may_close(one, mark):
                return place
        return -1

    def _may_close(self, one: Open, mark: Mark) -> bool:
        if one.lapse is not None:
            return mark.face == Face.CLOSING and mark.sure and _ends_speech(self.text, mark)
        if mark.sign == "“" and one.sign in '“"':
            return mark.face == Face.CLOSING
        if mark.face == Face.OPENING:
            return mark.sign != one.sign
        return True

    def _close(self, depth: int, mark: Mark) -> Iterator[list[Part]]:
        yield from self._end_from(depth + 1, mark.start)
        yield self.stack.pop().end(mark.start, mark.end)

    def _end_from(self, depth: int, end: int) -> Iterator[list[Part]]:
        """What is still open above a depth ends with what it stands in, or was no quotation."""
        while len(self.stack) > depth:
            one = self.stack.pop()
            if one.sign in OPENERS and one.start < end:
                yield one.end_without_mark(end)

    def _end_all(self) -> Iterator[list[Part]]:
        yield from self._end_from(1, self.line_end)
        if self.stack:
            if self.stack[0].lapse is None:
                self.stack[0].lapse = self.line_end
            yield from self._lapse()


def _reopens(one: Open, mark: Mark) -> bool:
    if mark.sign == _REOPENED_BY.get(one.sign):
        return True
    return mark.sign == one.sign and bool(mark.face & Face.OPENING)


def _alike(one: Open, mark: Mark) -> bool:
    return (one.sign in SINGLE) == (mark.sign in SINGLE)


def _ends_speech(text: str, mark: Mark) -> bool:
    return mark.sign not in SINGLE or text[mark.start - 1] in ".,!?…"


def _better_to_come(found: list[Mark]) -> list[bool]:
    """For each mark whether it may be a mere apostrophe, as another closes for sure after it."""
    better = [False] * len(found)
    coming = False
    for place in range(len(found) - 1, -1, -1):
        mark = found[place]
        better[place] = coming and not mark.sure
        if mark.sign not in SINGLE or mark.face & Face.OPENING:
            coming = False
        elif mark.sure:
            coming = True
    return better

"""What was measured, as a table: rows against a floor of the same run, or against a limit."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Literal

HEAD = ("what", "measured", "floor", "ratio", "allowed", "")


@dataclass(frozen=True, slots=True)
class Row:
    """``ok`` None: only told, nothing is asked of it."""

    what: str
    measured: str
    floor: str = ""
    ratio: str = ""
    allowed: str = ""
    ok: bool | None = None

    def cells(self) -> tuple[str, ...]:
        verdict = {None: "", True: "ok", False: "OVER"}[self.ok]
        return self.what, self.measured, self.floor, self.ratio, self.allowed, verdict


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians of several rounds; ``ratio`` is the median of the rounds' own ratios."""

    floor: float
    measured: float
    ratio: float


def compare(rounds: int, floor: Callable[[], float], measured: Callable[[], float]) -> Compared:
    """Takes turns, so that what else the machine does hits both."""
    pairs = []
    for n in range(rounds):
        first, second = (floor, measured) if n % 2 == 0 else (measured, floor)
        values = {first: first(), second: second()}
        pairs.append((values[floor], values[measured]))
    return Compared(
        floor=median(low for low, _ in pairs),
        measured=median(high for _, high in pairs),
        ratio=median(high / low for low, high in pairs),
    )


Unit = Literal["ms", "s", "/s"]


def against_floor(
    what: str, found: Compared, unit: Unit, *, at_most: float | None = None, share: float = 0
) -> Row:
    """``at_most`` so many times the floor, or at least the ``share`` of its rate."""
    return Row(
        what,
        amount(found.measured, unit),
        amount(found.floor, unit),
        f"{found.ratio:.2f} ×",
        f"≤ {at_most:g} ×" if at_most else f"≥ {share:.2f} ×",
        found.ratio <= at_most if at_most else found.ratio >= share,
    )


def limited(what: str, value: float, unit: str, at_most: float, floor: str = "") -> Row:
    allowed = f"≤ {at_most:g} {unit}".strip()
    return Row(what, amount(value, unit), floor, "", allowed, value <= at_most)


def equal(what: str, value: int, other: int) -> Row:
    return Row(what, str(value), str(other), "", "the same", value == other)


def amount(value: float, unit: str) -> str:
    written = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
    return f"{written} {unit}".replace(" /s", "/s").strip()


def show(rows: list[Row]) -> str:
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("─" * width for width in widths))
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    what, *numbers, verdict = zip(cells, widths, strict=True)
    right = (cell.rjust(width) for cell, width in numbers)
    return "  ".join((what[0].ljust(what[1]), *right, verdict[0])).rstrip()

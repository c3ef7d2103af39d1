"""Bars over time, worked out for an SVG that the server draws."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MONTHS = 36
"""More of them than this are shown as years."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
WIDTH, HEIGHT, GAP = 720, 96, 2


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """``undated`` are those without a date; ``most`` is what the highest bar counts."""

    bars: tuple[Bar, ...]
    most: int
    undated: int

    WIDTH = WIDTH
    HEIGHT = HEIGHT

    @property
    def rows(self) -> tuple[Bar, ...]:
        """For the table: without those that count nothing."""
        return tuple(bar for bar in self.bars if bar.count)

    @property
    def first(self) -> str:
        return self.bars[0].name if self.bars else ""

    @property
    def last(self) -> str:
        return self.bars[-1].name if self.bars else ""


def timeline(months: Sequence[tuple[str, int]]) -> Timeline:
    """From counts by month ("2025-11"), in order; what is no month counts as undated."""
    dated = {name: count for name, count in months if _MONTH.fullmatch(name)}
    undated = sum(count for _name, count in months) - sum(dated.values())
    every = _between(min(dated), max(dated)) if dated else []
    counts = {name: dated.get(name, 0) for name in every}
    if len(every) > MONTHS:
        counts = _years(counts)
    return Timeline(_bars(counts), max(counts.values(), default=0), undated)


def _between(first: str, last: str) -> list[str]:
    """Months, both included; only their ends where a wrong date makes it centuries."""
    start, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
    if end - start > 12 * 150:
        start = end - 12 * 150
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1)]


def _years(months: dict[str, int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for name, count in months.items():
        years[name[:4]] = years.get(name[:4], 0) + count
    return years


def _bars(counts: dict[str, int]) -> tuple[Bar, ...]:
    most, step = max(counts.values(), default=0), WIDTH / max(len(counts), 12)
    return tuple(
        Bar(
            name=name,
            count=count,
            x=round(n * step, 1),
            y=round(HEIGHT - _height(count, most), 1),
            width=round(max(step - GAP, 1), 1),
            height=_height(count, most),
        )
        for n, (name, count) in enumerate(counts.items())
    )


def _height(count: int, most: int) -> float:
    """Something is never nothing."""
    return round(max(count / most * HEIGHT, 2), 1) if count else 0

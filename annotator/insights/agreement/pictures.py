"""Where things stand in the pictures of agreement: grids, lines and bars for SVGs of the server."""

from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = 5
"""Steps of shade in a grid: a single hue, so that no kind of sight is needed to read it; every cell
has its number too."""

NAME, HEAD = 16, 12
"""Characters of a name that fit beside and above a picture; the table has all of it."""


def short(name: str, most: int = NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


@dataclass(frozen=True, slots=True)
class Cell:
    """``level`` from 0 to LEVELS − 1; None is hatched: there is no number."""

    row: str
    column: str
    text: str
    title: str
    level: int | None
    query: str = ""
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Grid:
    rows: tuple[tuple[str, float], ...]
    columns: tuple[tuple[str, float], ...]
    cells: tuple[Cell, ...]
    width: int
    height: int

    WIDE, HIGH, LEFT, TOP = 84, 36, 128, 30


def grid(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Cell]) -> Grid:
    """With the cells that there are; others stay empty."""
    down = {name: Grid.TOP + n * Grid.HIGH for n, name in enumerate(rows)}
    along = {name: Grid.LEFT + n * Grid.WIDE for n, name in enumerate(columns)}
    return Grid(
        rows=tuple((short(name), y + Grid.HIGH / 2) for name, y in down.items()),
        columns=tuple((short(name, HEAD), x + Grid.WIDE / 2) for name, x in along.items()),
        cells=tuple(
            Cell(
                one.row, one.column, one.text, one.title, one.level, one.query,
                along[one.column], down[one.row],
            )
            for one in cells
        ),
        width=Grid.LEFT + Grid.WIDE * len(columns) + 2,
        height=Grid.TOP + Grid.HIGH * len(rows) + 2,
    )  # fmt: skip


def level(share: float) -> int:
    """The step for something between 0 and 1."""
    return min(max(int(share * LEVELS), 0), LEVELS - 1)


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    title: str
    query: str


@dataclass(frozen=True, slots=True)
class Series:
    """Points that are there, and the lines between neighbours."""

    name: str
    number: int
    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    series: tuple[Series, ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]

    WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 240, 44, 20, 14, 30
    END = WIDTH - RIGHT
    FLOOR = HEIGHT - BOTTOM


Value = tuple[float | None, str, str]
"""A number, its title and its query."""


def lines(names: Sequence[str], series: dict[str, Sequence[Value]]) -> Lines:
    """``names`` are those of places along; values lie between 0 and 1, or below."""
    known = [value for of in series.values() for value, _title, _query in of if value is not None]
    low = 0.0 if min(known, default=0) >= 0 else -0.5 if min(known) >= -0.5 else -1.0
    step = (Lines.END - Lines.LEFT) / max(len(names), 1)

    def x(n: int) -> float:
        return round(Lines.LEFT + step * (n + 0.5), 1)

    def y(value: float) -> float:
        share = (max(value, low) - low) / (1 - low)
        return round(Lines.FLOOR - share * (Lines.FLOOR - Lines.TOP), 1)

    every = -(-len(names) // 7) or 1
    ticks = [low + (1 - low) * n / 4 for n in range(5)]
    return Lines(
        series=tuple(
            _series(name, n + 1, [_point(x(at), y, value) for at, value in enumerate(of)])
            for n, (name, of) in enumerate(series.items())
        ),
        x_ticks=tuple((x(n), names[n]) for n in range(0, len(names), every)),
        y_ticks=tuple((y(value), f"{value:.2f}".rstrip("0").rstrip(".")) for value in ticks),
    )


def _point(x: float, y: "object", value: Value) -> Point | None:
    number, title, query = value
    return Point(x, y(number), title, query) if number is not None else None  # type: ignore[operator]


def _series(name: str, number: int, points: Sequence[Point | None]) -> Series:
    path, begun = "", False
    for point in points:
        if point:
            path += f"{'L' if begun else 'M'}{point.x} {point.y}"
        begun = point is not None
    return Series(name, number, path, tuple(point for point in points if point))


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    count: int
    query: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bars:
    bars: tuple[Bar, ...]
    most: int
    height: int

    WIDTH, LEFT, TOP, BOTTOM = 640, 210, 18, 26
    STEP = 28


Counted = tuple[str, int, str]
"""A name, how many, and a query."""


def columns(counted: Sequence[Counted]) -> Bars:
    """Side by side, for a distribution."""
    most, height, step = _most(counted), 200, Bars.WIDTH / max(len(counted), 1)
    room = height - Bars.TOP - Bars.BOTTOM
    return Bars(
        tuple(
            Bar(
                name, n, query, round(at * step + 3, 1),
                round(height - Bars.BOTTOM - _size(n, most, room), 1),
                round(step - 6, 1), _size(n, most, room),
            )
            for at, (name, n, query) in enumerate(counted)
        ),
        most,
        height,
    )  # fmt: skip


def rows(counted: Sequence[Counted]) -> Bars:
    """One below the other, for kinds with names."""
    most, room = _most(counted), Bars.WIDTH - Bars.LEFT - 60
    return Bars(
        tuple(
            Bar(name, n, query, Bars.LEFT, at * Bars.STEP + 5, _size(n, most, room), Bars.STEP - 10)
            for at, (name, n, query) in enumerate(counted)
        ),
        most,
        Bars.STEP * len(counted) + 4,
    )


def _most(counted: Sequence[Counted]) -> int:
    return max((n for _name, n, _query in counted), default=0)


def _size(count: int, most: int, room: float) -> float:
    """Something is never nothing."""
    return round(max(count / most * room, 2), 1) if count else 0

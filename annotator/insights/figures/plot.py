"""Values of figures over the days of publication, worked out for an SVG that the server draws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from annotator.figures import Quantity
from annotator.insights.figures.axes import Scale, Tick, day_ticks, scale, value_ticks
from annotator.insights.figures.points import Point
from annotator.insights.figures.words import title

WIDTH, HEIGHT = 600, 320
LEFT, RIGHT, TOP, BOTTOM = 78, 22, 18, 30
ARROW = 14

SHAPES = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "M0-6L6 5H-6z",
    "M-4.5-4.5h9v9h-9z",
    "M0-6.5L5.5 0 0 6.5-5.5 0z",
)
"""Circle, triangle, square; the last, a diamond, is for all but the most frequent."""


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted; ``counted`` is None for the rest, and empty where it is not said."""

    counted: str | None
    number: int
    shape: str


@dataclass(frozen=True, slots=True)
class Mark:
    """``line`` is the path of a range, or of an end that is open."""

    point: Point
    series: Series
    x: float
    y: float
    line: str

    @property
    def title(self) -> str:
        return title(self.point)


@dataclass(frozen=True, slots=True)
class Plot:
    """``x_ticks`` and ``y_ticks`` stand at places of the drawing."""

    marks: list[Mark]
    series: list[Series]
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    is_log: bool
    first: date
    last: date

    WIDTH = WIDTH
    HEIGHT = HEIGHT
    LEFT = LEFT
    END = WIDTH - RIGHT
    FLOOR = HEIGHT - BOTTOM


def plot(points: Sequence[Point]) -> Plot | None:
    """Of figures in one unit that have a value and a day; None if there are none."""
    given = [(one, one.quantity, one.date) for one in points if one.quantity and one.date]
    dated = [(one, said, day) for one, said, day in given if said and day]
    if not dated:
        return None
    days = [day for _point, _said, day in dated]
    first, last = min(days), max(days)
    values = scale([end for _point, said, _day in dated for end in ends(said)])
    series = _series([one for one, _said, _day in dated])
    return Plot(
        marks=[
            _mark(one, said, _x(day, first, last), values, _one_of(series, one.counted))
            for one, said, day in reversed(dated)
        ],
        series=series,
        x_ticks=[Tick(_x(day, first, last), text) for day, text in day_ticks(first, last)],
        y_ticks=[Tick(_y(tick.at), tick.text) for tick in value_ticks(values)],
        is_log=values.is_log,
        first=first,
        last=last,
    )


def ends(said: Quantity) -> tuple[float, float]:
    """What is drawn: of "more than" only the lower end, of "less than" only the upper one."""
    if said.comparator in (">", "≥"):
        return said.low, said.low
    if said.comparator in ("<", "≤"):
        return said.high, said.high
    return said.low, said.high


def _series(points: Sequence[Point]) -> list[Series]:
    counts = Counter(one.counted for one in points)
    frequent = [counted for counted, _n in counts.most_common(len(SHAPES) - 1)]
    found: list[Series] = [Series(counted, n + 1, SHAPES[n]) for n, counted in enumerate(frequent)]
    rest = [Series(None, len(SHAPES), SHAPES[-1])] if len(counts) > len(frequent) else []
    return found + rest


def _one_of(series: Sequence[Series], counted: str) -> Series:
    return next((one for one in series if one.counted == counted), series[-1])


def _mark(one: Point, said: Quantity, x: float, values: Scale, series: Series) -> Mark:
    low, high = (_y(values.at(end)) for end in ends(said))
    return Mark(one, series, x, round((low + high) / 2, 1), _line(x, low, high, said.comparator))


def _line(x: float, low: float, high: float, comparator: str) -> str:
    """A bar between the ends of a range, or an arrow to where a figure leaves it open."""
    if comparator in (">", "≥"):
        return f"M{x} {low}v-{ARROW}m-3 4l3-4 3 4"
    if comparator in ("<", "≤"):
        return f"M{x} {high}v{ARROW}m-3-4l3 4 3-4"
    if low != high:
        return f"M{x} {low}V{high}M{round(x - 3, 1)} {low}h6M{round(x - 3, 1)} {high}h6"
    return ""


def _x(day: date, first: date, last: date) -> float:
    """In the middle where there is only one day."""
    share = (day - first).days / (last - first).days if last > first else 0.5
    return round(LEFT + 10 + share * (WIDTH - LEFT - RIGHT - 20), 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

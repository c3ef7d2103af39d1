"""Where values and days stand in a plot, and which of them are written beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from django.utils.formats import date_format, number_format

DECADES = 2
"""Values that span more of them are drawn on a logarithmic scale."""

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LONG = 1e6
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` to ``high``, on logarithms of values if ``is_log``. Zero, which has none, is
    drawn at the lower end."""

    low: float
    high: float
    is_log: bool = False

    def at(self, value: float) -> float:
        """Between 0 and 1."""
        if self.is_log:
            value = log10(value) if value > 0 else self.low
        return min(max((value - self.low) / (self.high - self.low), 0), 1)


def scale(values: Sequence[float]) -> Scale:
    """For one value or more."""
    above = [value for value in values if value > 0]
    if above and min(values) >= 0 and max(above) / min(above) > 10**DECADES:
        zero = 0 in values
        return Scale(floor(log10(min(above))) - zero, ceil(log10(max(above))), is_log=True)
    low, high = min(0, *values) if min(values) < max(values) / 2 else min(values), max(values)
    step = _step(low, high)
    return Scale(floor(low / step) * step, max(ceil(high / step), floor(low / step) + 1) * step)


def value_ticks(scale: Scale) -> list[Tick]:
    if not scale.is_log:
        step = _step(scale.low, scale.high)
        count = round((scale.high - scale.low) / step)
        values = [scale.low + step * n for n in range(count + 1)]
        return [Tick(scale.at(value), number(round(value, 12))) for value in values]
    every = ceil((scale.high - scale.low) / 6)
    powers = range(int(scale.low), int(scale.high) + 1, every)
    return [Tick(scale.at(10.0**power), number(10.0**power)) for power in powers]


def number(value: float) -> str:
    """In this language's way; long ones as powers of ten."""
    if value and not 1e-4 <= abs(value) < _LONG * 10:
        power = floor(log10(abs(value)) + 1e-9)
        first = round(value / 10**power, 3)
        ten = f"10{str(power).translate(_SUPERSCRIPT)}"
        return ten if first == 1 else f"{_plain(first)} × {ten}"
    return _plain(value)


def day_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Some days between two, the first of months or years where these are far apart."""
    days = (last - first).days
    if days <= 60:
        step = max(ceil(days / 5), 1)
        found = [date.fromordinal(first.toordinal() + n) for n in range(0, days + 1, step)]
        return [(one, date_format(one, "j M")) for one in found]
    months = [date(n // 12, n % 12 + 1, 1) for n in range(_months(first) + 1, _months(last) + 1)]
    if len(months) <= 30:
        return [(one, date_format(one, "M Y")) for one in _some(months)]
    return [
        (one, date_format(one, "Y")) for one in _some([one for one in months if one.month == 1])
    ]


def _some(found: Iterable[date]) -> list[date]:
    """Six at most."""
    every = list(found)
    return every[:: ceil(len(every) / 6)]


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _step(low: float, high: float) -> float:
    """So that there are some five steps."""
    rough = (high - low) / 5 or abs(high) / 5 or 1
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999)


def _plain(value: float) -> str:
    written = f"{value:.6f}".rstrip("0").rstrip(".") or "0"
    return str(number_format(written, use_l10n=True, force_grouping=True))

"""Every figure of a text, and the figure that a person has marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotator.figures.context import counted, sign_after, sign_before
from annotator.figures.dates import when
from annotator.figures.names import name_end, names
from annotator.figures.numbers import number_at
from annotator.figures.quantity import MAX_UNIT, MAX_WORDS, Quantity
from annotator.figures.ranges import Measured, joined
from annotator.figures.stream import PAD, Stream, stream
from annotator.figures.units import beside, with_rate

_REACH = 400
_MINUS = frozenset("-−")
_IN_WORDS = ("vague", "fraction", "multiple")
# Other units say themselves what there is so much of.
_COUNTABLE = ("", "%", "pp")


@dataclass(frozen=True, slots=True)
class Found:
    """Code points [start, end): the figure with its comparator, unit and what is counted."""

    start: int
    end: int
    quantity: Quantity


def find(text: str, lang: str = "en") -> list[Found]:
    """Every figure of the text, in order, none overlapping another."""
    whole = stream(text, lang)
    places = range(PAD, len(whole.tokens) - PAD)
    result: list[Found] = []
    floor = PAD
    ones = joined(whole, _measured(whole, places))
    ceilings = [*(one.first for one in ones[1:]), len(whole.tokens)]
    for one, ceiling in zip(ones, ceilings, strict=False):
        found, floor = _completed(whole, one, floor, ceiling)
        result.append(found)
    return result


def read(text: str, start: int, end: int, lang: str = "en") -> Quantity | None:
    """The figure marked at code points [start, end); None if there is none in it.

    What is marked decides the number; the words around it complete comparator, unit and counted.
    """
    if not 0 <= start < end <= len(text):
        return None
    cuts = (_before(text, start), start, end, _after(text, end))
    around = stream(text, lang, cuts, lenient=True)
    marked = joined(around, _measured(around, list(around.inside(start, end))))
    ceiling = marked[1].first if len(marked) > 1 else len(around.tokens)
    return _completed(around, marked[0], PAD, ceiling)[0].quantity if marked else None


def _measured(around: Stream, places: Sequence[int]) -> list[Measured]:
    """The numbers that begin at these places, with their units; no dates and no names."""
    found = []
    floor = 0
    for at in places:
        if at < floor:
            continue
        number = number_at(around, at)
        if number is None:
            continue
        unit, first, last = beside(around, number)
        if end := when(around, number, unit):
            floor = end
            continue
        if names(around, number, unit):
            floor = name_end(around, number)
            continue
        low, high = _signed(around, first, number.low, number.high)
        first = first if first >= floor else number.first
        found.append(Measured(first, last, low, high, unit, number, number.form == "pair"))
        floor = last
    return found


def _signed(around: Stream, first: int, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    sign, number = around.tokens[first - 1], around.tokens[first]
    touches = sign.text in _MINUS and number.glued and not sign.glued
    worded = around.has(first - 1, "openers.minus") and not (
        around.has(first - 2, "openers.or") or around.language.before.ending(around.tokens, first)
    )
    if touches or worded or (sign.text == "−" and number.glued):
        return -high, -low
    return low, high


def _completed(around: Stream, one: Measured, floor: int, ceiling: int) -> tuple[Found, int]:
    """The figure with what the words around it add, and the token after it."""
    first, last, number = one.first, one.last, one.number
    after = sign_after(around, last)
    sign, last = after or ("", last)
    before = sign_before(around, first, floor)
    if before:
        sign, first = before
    elif one.low < 0 and first > floor:
        first -= 1
    unit, what, last = _counting(around, one, last, ceiling)
    magnitude = around.words(number.first, number.last) if number.form in _IN_WORDS else ""
    quantity = Quantity(
        _plain(one.low),
        _plain(one.high),
        sign or _implied(one),
        unit[:MAX_UNIT],
        what,
        magnitude[:MAX_WORDS],
    )
    return Found(around.tokens[first].start, around.tokens[last - 1].end, quantity), last


def _counting(around: Stream, one: Measured, last: int, ceiling: int) -> tuple[str, str, int]:
    """Unit, what is counted, and where the words end, which need not touch the number."""
    if one.number.form == "multiple":
        return "×", "", last
    if one.unit not in _COUNTABLE:
        return one.unit, "", last
    what = counted(around, last, ceiling, one=one.low == one.high == 1)
    if not what.words:
        return one.unit, "", last
    unit, end = with_rate(around, one.unit, what.end)
    if end > ceiling:
        unit, end = one.unit, what.end
    return unit, what.words, end if what.touches else last


def _implied(one: Measured) -> str:
    if one.about:
        return "≈"
    return "≥" if one.number.form == "vague" else "="


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _before(text: str, start: int) -> int:
    """Where the line of ``start`` begins, or a word not too far before it."""
    line = text.rfind("\n", 0, start) + 1
    if start - line <= _REACH:
        return line
    return text.find(" ", start - _REACH, start) + 1 or start


def _after(text: str, end: int) -> int:
    line = text.find("\n", end, end + _REACH)
    if line >= 0:
        return line
    return len(text) if len(text) - end <= _REACH else end + _REACH

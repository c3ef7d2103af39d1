"""Two numbers that are one figure: "3 to 4 per cent", "between 10 and 15", "two or three"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from annotator.figures.names import score
from annotator.figures.stream import Number, Stream

_MOST_GOALS = 300
_MOST_IN_WORDS = Decimal(20)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Measured:
    """Tokens [first, last): a number with its unit; ``about`` where it is a loose one."""

    first: int
    last: int
    low: Decimal
    high: Decimal
    unit: str
    number: Number
    about: bool = False


def joined(stream: Stream, found: Sequence[Measured]) -> list[Measured]:
    """The same, with the ends of ranges put together, and scores of matches left out."""
    result: list[Measured] = []
    at = 0
    while at < len(found):
        end = _score_end(stream, found, at)
        if end > at:
            at = end
            continue
        both = _range(stream, found[at], found[at + 1]) if at + 1 < len(found) else None
        result.append(both or found[at])
        at += 2 if both else 1
    return result


def _score_end(stream: Stream, found: Sequence[Measured], at: int) -> int:
    """After the numbers of a score or record, 3-1 or 12-4-2; ``at`` if there is none here."""
    end = at
    while end + 1 < len(found) and _hyphened(stream, found[end], found[end + 1]):
        end += 1
    if end == at:
        return at
    return end + 1 if end > at + 1 or _is_score(stream, found[at], found[end]) else at


def _hyphened(stream: Stream, a: Measured, b: Measured) -> bool:
    return not a.unit and b.first == a.last + 1 and stream.dash(a.last)


def _is_score(stream: Stream, a: Measured, b: Measured) -> bool:
    if b.unit or a.high > _MOST_GOALS or b.high > _MOST_GOALS:
        return False
    named = _between_names(stream, a.first, b.last)
    return a.high >= b.low or named or score(stream, a.first, b.last)


def _between_names(stream: Stream, first: int, last: int) -> bool:
    """“Tunisia 1–2 England”."""
    before, after = stream.tokens[first - 1].text, stream.tokens[last].text
    names = before[:1].isupper() and after[:1].isupper()
    return names and not stream.has(first - 1, "openers.between")


def _range(stream: Stream, a: Measured, b: Measured) -> Measured | None:
    """Both as one range, if the words between and before them make one."""
    a = _as_scaled(a, b)
    if not a.low < b.high or "vague" in (a.number.form, b.number.form) or "multiple" in (
        a.number.form, b.number.form):  # fmt: skip
        return None
    about = _link(stream, a, b)
    if about is None or not _same_unit(a, b):
        return None
    return replace(a, last=b.last, high=b.high, unit=b.unit, about=about)


def _as_scaled(a: Measured, b: Measured) -> Measured:
    """“3 to 4 million”: the first in millions too."""
    scale = b.number.scale
    if a.number.scale != 1 or scale == 1 or not _same_unit(a, b) or a.high * scale > b.high:
        return a
    return replace(a, low=a.low * scale, high=a.high * scale)


def _same_unit(a: Measured, b: Measured) -> bool:
    return a.unit in ("", b.unit) or (a.unit + "/") == b.unit[: len(a.unit) + 1] or not b.unit


def _link(stream: Stream, a: Measured, b: Measured) -> bool | None:
    """Whether the range is a loose one (“two or three”); None if nothing links them."""
    gap = b.first - a.last
    if gap == 1 and stream.dash(a.last):
        return False
    if _hanging(stream, a.last, gap):
        return False
    if gap == 1 and _between(stream, a.first) and stream.has(a.last, "openers.also_range"):
        return False
    if gap == 1 and stream.has(a.last, "openers.to"):
        return None if _moves(stream, a, b) else False
    if gap == 1 and stream.has(a.last, "openers.or") and _neighbours(a, b):
        return True
    return None


def _hanging(stream: Stream, at: int, gap: int) -> bool:
    """“7-to-10-day”, “15- to 20-minute”."""
    hyphened = stream.tokens[at].text == "-" and stream.has(at + 1, "openers.to")
    return hyphened and (gap == 2 or (gap == 3 and stream.hyphen(at + 2)))


def _between(stream: Stream, first: int) -> bool:
    return any(stream.has(at, "openers.between") for at in range(first - 3, first))


def _moves(stream: Stream, a: Measured, b: Measured) -> bool:
    """“rose 5 percent to 120”, “from 4.1% to 4.5%”: two figures, unless “ranging from …”."""
    before = a.first - 1
    while stream.language.before.ending(stream.tokens, before + 1):
        before -= 1
    if stream.has(before, "openers.from"):
        return not any(stream.has(at, "openers.ranging") for at in range(before - 4, before))
    if b.unit and not a.unit:
        return False
    return stream.has(before, "openers.moving") or stream.has(before - 1, "openers.moving")


def _neighbours(a: Measured, b: Measured) -> bool:
    return (
        not a.unit
        and b.high <= _MOST_IN_WORDS * b.number.scale
        and (a.low >= b.low / 2 and a.low == a.high)
    )

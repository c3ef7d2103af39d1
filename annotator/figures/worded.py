"""Number words one after the other: "twelve hundred", "one hundred and five thousand"."""

from decimal import Decimal
from typing import NamedTuple

from annotator.figures.stream import Stream

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_ONE = Decimal(1)
_DOZEN = Decimal(12)


class Worded(NamedTuple):
    """Words up to ``end`` say ``value``; ``scale`` is the largest they multiplied by."""

    end: int
    value: Decimal
    scale: Decimal = _ONE


class _Sum:
    """What has been said so far. Every word must be worth less than the place it falls into."""

    def __init__(self) -> None:
        self.total = _ZERO
        self.group: Decimal | None = None
        self.scale = Decimal("Infinity")
        self.largest = _ONE

    def add(self, value: Decimal, *, reversed_: bool = False) -> bool:
        """Take a word below a hundred, if it can follow; ``reversed_``: tens may follow ones."""
        if value >= 1_000:
            return self._add_large(value)
        group = self.group
        rest = (group or _ZERO) % _HUNDRED
        follows = group is None or (group >= _HUNDRED and rest == 0) or _fills(rest, value)
        follows = follows or (reversed_ and _fills(value, rest))
        if follows:
            self.group = (group or _ZERO) + value
        return follows

    def _add_large(self, value: Decimal) -> bool:
        """Words like the Arabic one for two thousand."""
        if self.group is not None or value >= self.scale:
            return False
        self.total += value
        self.scale = Decimal(1_000)
        return True

    def multiply(self, scale: Decimal) -> bool:
        """Take “hundred”, “thousand”, … if it can follow."""
        if self.group is None or self.group == 0:
            return False
        if scale in (_HUNDRED, _DOZEN):
            if self.group >= _HUNDRED:
                return False
            self.group *= scale
        elif scale < self.scale:
            self.total += self.group * scale
            self.group, self.scale = None, scale
        else:
            return False
        self.largest = max(self.largest, scale)
        return True

    @property
    def value(self) -> Decimal:
        return self.total + (self.group or _ZERO)


def words_at(stream: Stream, at: int, *, implied: bool = False) -> Worded | None:
    """The longest run of number words from here; ``implied``: a first “one” is left unsaid."""
    if at in stream.spoken:
        return Worded(*stream.spoken[at])
    said = _Sum()
    if implied:
        said.add(_ONE)
    end = at
    while (here := _next(stream, at, end)) and _taken(stream, said, here - 1):
        end = here
    return Worded(end, said.value, said.largest) if end > at else None


def _next(stream: Stream, at: int, end: int) -> int:
    """After the next number word, over a hyphen or an “and” that joins it; 0 if there is none."""
    if end == at:
        return end + 1
    hyphen, linked = stream.hyphen(end), _linked(stream, end)
    here = end + (hyphen or linked)
    word = stream.low(here)
    known = word in stream.language.numbers or (word in stream.language.scales and not linked)
    return here + 1 if known else 0


def _linked(stream: Stream, end: int) -> bool:
    """Whether an “and” goes on: “one hundred and five”, not “one hundred and two hundred”."""
    scales = stream.language.scales
    before, after = scales.get(stream.low(end - 1)), scales.get(stream.low(end + 2))
    return before is not None and (
        stream.has(end, "openers.also") and (after is None or after < before)
    )


def _taken(stream: Stream, said: _Sum, at: int) -> bool:
    word = stream.low(at)
    if (value := stream.language.numbers.get(word)) is not None:
        prefix = stream.language.and_prefix
        return said.add(value, reversed_=bool(prefix) and word.startswith(prefix))
    scale = stream.language.scales.get(word)
    return scale is not None and said.multiply(scale)


def _fills(rest: Decimal, value: Decimal) -> bool:
    """“twenty” leaves room for one to nine."""
    return rest >= 20 and rest % 10 == 0 and 0 < value < 10

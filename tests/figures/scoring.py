"""How well the figures of test sentences are read: precision, recall and F1 of their values."""

import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from annotator.figures import Quantity, find

Value = tuple[float, float]


class Sentence(NamedTuple):
    text: str
    values: list[Value]


class Score(NamedTuple):
    right: int
    found: int
    expected: int
    misses: list[str]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected)


def sentences(name: str) -> Iterator[Sentence]:
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            values, _, text = line.partition(" | ")
            yield Sentence(text, [_value(part) for part in values.split() if part != "-"])


def score(name: str, lang: str = "en") -> Score:
    right = found = expected = 0
    misses = []
    for text, values in sentences(name):
        got = [_rounded(one.quantity) for one in find(text, lang)]
        wanted = [(_round(low), _round(high)) for low, high in values]
        common = (Counter(got) & Counter(wanted)).total()
        right, found, expected = right + common, found + len(got), expected + len(wanted)
        if got != wanted:
            misses.append(f"{text}\n    expected {wanted}, found {got}")
    return Score(right, found, expected, misses)


def _value(written: str) -> Value:
    low, _, high = written.partition("..")
    return float(Fraction(low)), float(Fraction(high or low))


def _rounded(quantity: Quantity) -> Value:
    return _round(quantity.low), _round(quantity.high)


def _round(value: float) -> float:
    return 0.0 if value == 0 else round(value, 6 - math.ceil(math.log10(abs(value))))

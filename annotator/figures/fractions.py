"""Parts and multiples: "two-thirds", "half of", "one in five", "tripled", "half a million"."""

from decimal import Decimal

from annotator.figures.stream import Number, Stream
from annotator.figures.tokens import NUMERAL
from annotator.figures.worded import words_at

_ONE = Decimal(1)
_MOST = 9
_USUAL = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1_000, 10_000, 100_000)))


def fraction_at(stream: Stream, at: int) -> Number | None:
    """A part of one, in words: "a third", "three-quarters", "nine out of ten", "half the"."""
    for rule in (_half, _part, _one_in):
        if found := rule(stream, at):
            return found
    return None


def part_of_scale(stream: Stream, at: int) -> Number | None:
    """A part of a large number: "half a million", "half a dozen", "a quarter of a million"."""
    low, language = stream.low, stream.language
    first = at
    at += stream.has(at, "articles") and low(at + 1) in language.fractions
    if low(at) not in language.fractions:
        return None
    end = at + 1
    while stream.has(end, "openers.linkers") or stream.hyphen(end):
        end += 1
    scale = language.scales.get(low(end))
    if not scale or end > at + 3:
        return None
    value = scale / language.fractions[low(at)]
    return Number(first, end + 1, value, value, "words")


def multiple_at(stream: Stream, at: int) -> Number | None:
    """A multiple of what was: "tripled", "tenfold", "twice as many", "more than double"."""
    language, word = stream.language, stream.low(at)
    if value := language.multiples.get(word):
        return Number(at, at + 1, value, value, "multiple")
    value = language.compared.get(word)
    if value is None or stream.hyphen(at + 1):
        return None
    if not (stream.lenient or stream.has(at + 1, "compared.before") or _grows(stream, at)):
        return None
    return Number(at, at + 1, value, value, "multiple")


def _grows(stream: Stream, at: int) -> bool:
    return bool(stream.has(at - 1, "compared.after"))


def _half(stream: Stream, at: int) -> Number | None:
    here = at + 1 if stream.has(at, "articles") else at
    if not stream.has(here, "openers.half"):
        return None
    end = here + 1
    next_ = end + 1 if stream.hyphen(end) else end
    if not stream.lenient:
        if stream.has(at - 1, "names.half_before") or _added(stream, at):
            return None
        known = "names.half_after" in stream.language.sets
        named = (
            not known
            or stream.has(next_, "names.half_after")
            or stream.has(at - 1, "names.fraction_before")
        )
        if not named:
            return None
    return Number(at, end, Decimal("0.5"), Decimal("0.5"), "fraction")


def _added(stream: Stream, at: int) -> bool:
    """The half of “a year and a half”."""
    at -= 1 + stream.hyphen(at - 1)
    return stream.has(at, "openers.also")


def _part(stream: Stream, at: int) -> Number | None:
    """A number or an article, and a denominator: "two-thirds", "a fifth of"."""
    if stream.has(at, "names.bare_fractions"):
        value = _ONE / stream.language.fractions[stream.low(at)]
        return Number(at, at + 1, value, value, "fraction")
    article = stream.has(at, "articles")
    above = None if article else words_at(stream, at)
    end = at + 1 if above is None else above.end
    if stream.tokens[at].kind == NUMERAL:
        return None
    value = _ONE if above is None else above.value
    hyphen = stream.hyphen(end)
    end += hyphen
    below = stream.language.fractions.get(stream.low(end))
    if below is None or not 0 < value < below or not (article or above):
        return None
    last = end + 1
    if not (stream.lenient or _is_part(stream, at, last, value, hyphen=hyphen)):
        return None
    return Number(at, last, value / below, value / below, "fraction")


def _is_part(stream: Stream, at: int, end: int, value: Decimal, *, hyphen: bool) -> bool:
    """Whether "a third" is a part, as it may be an ordinal or a span of the year."""
    if stream.has(end - 1, "names.sure_fractions"):
        return True
    word = stream.low(end - 1)
    quarter = stream.language.fractions[word] == 4
    if stream.has(end, "openers.of"):
        return True
    if hyphen or (value > 1 and not quarter):
        return not stream.hyphen(end) or hyphen
    if stream.has(at - 1, "names.fraction_before"):
        return not quarter or stream.has(at - 1, "names.sure_before")
    return stream.language.numbers.get(stream.low(at)) == _ONE and not quarter


def _one_in(stream: Stream, at: int) -> Number | None:
    """A ratio: "one in five", "nine out of ten", "3 in 4"."""
    above = _small(stream, at)
    end = stream.says(at + 1, "openers.in_every") if above else 0
    below = words_at(stream, end) if end else None
    value = below.value if below else _numeral(stream, end) if end else None
    if above is None or value is None or value not in _USUAL or above >= value:
        return None
    last = below.end if below else end + 1
    if above > 1 and stream.language.units.starting(stream.tokens, last):
        return None
    return Number(at, last, above / value, above / value, "fraction")


def _small(stream: Stream, at: int) -> Decimal | None:
    value = stream.language.numbers.get(stream.low(at)) or _numeral(stream, at)
    return value if value and value <= _MOST else None


def _numeral(stream: Stream, at: int) -> Decimal | None:
    digits = stream.tokens[at].text.replace(",", "")
    return Decimal(digits) if digits.isdecimal() and len(digits) <= 6 else None

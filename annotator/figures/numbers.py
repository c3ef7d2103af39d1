"""One number at a time: digits, number words, and vague ones such as "tens of thousands"."""

from decimal import Decimal

from annotator.figures.context import plural
from annotator.figures.fractions import fraction_at, multiple_at, part_of_scale
from annotator.figures.numerals import value_of
from annotator.figures.stream import Number, Stream
from annotator.figures.tokens import NUMERAL, WORD
from annotator.figures.worded import Worded, words_at

_ONE = Decimal(1)
_LARGEST = Decimal(10) ** 18
_FEW, _MANY = 2, 10
_LONG = 2  # Letters from which a short scale needs no money beside it: "bn", but not "m".


def number_at(stream: Stream, at: int) -> Number | None:
    """The number that begins with this token, in whatever form."""
    token = stream.tokens[at]
    if token.kind == NUMERAL:
        found = _digits(stream, at)
    elif token.low in stream.language.starts or at in stream.spoken:
        found = _said(stream, at)
    else:
        return None
    return found if found is None or abs(found.high) <= _LARGEST else None


def _said(stream: Stream, at: int) -> Number | None:
    for rule in (multiple_at, _part_of_scale, fraction_at, _several, _vague, _a_scale, _words):
        if found := rule(stream, at):
            return found
    return None


def _digits(stream: Stream, at: int) -> Number | None:
    numeral = stream.tokens[at].text
    value = value_of(numeral, comma_is_point=stream.language.comma_is_point)
    if value is None:
        return None
    end, part = _slashed(stream, at)
    if part is not None and end == at + 3:
        return Number(at, end, part, part, "fraction")
    found = _scaled(stream, at, Worded(end, value + (part or 0)), digits=True)
    return found or fraction_at(stream, at)


def _slashed(stream: Stream, at: int) -> tuple[int, Decimal | None]:
    """A fraction like 1/2, alone or after a whole number, as in 2 1/2."""
    for first in (at + 1, at):
        above, slash, below = stream.tokens[first : first + 3]
        if slash.text in "/⁄" and below.kind == above.kind == NUMERAL and slash.glued:
            value = _quotient(above.text, below.text)
            if value is not None and below.glued and (first == at or not above.glued):
                return first + 3, value
    return at + 1, None


def _quotient(above: str, below: str) -> Decimal | None:
    if not (above.isdecimal() and below.isdecimal() and len(above) <= 2 and len(below) <= 2):
        return None
    a, b = int(above), int(below)
    return Decimal(a) / b if 0 < a < b and b in (2, 3, 4, 5, 8, 10, 16, 32, 64) else None


def _words(stream: Stream, at: int) -> Number | None:
    found = words_at(stream, at)
    return _scaled(stream, at, found, digits=False) if found else None


def _scaled(stream: Stream, at: int, said: Worded, *, digits: bool) -> Number:
    """The number with the scales after it: "1.5 million", "2½-million", "3 and a half", "2bn"."""
    end, value, scale = said.end, said.value, said.scale
    if added := stream.says(end, "openers.half_added"):
        end, value = added, value + Decimal("0.5")
    elif added := stream.says(end, "openers.quarter_added"):
        end, value = added, value + Decimal("0.25")
    while found := _scale_after(stream, at, end, digits=digits):
        factor, end = found
        value, scale, digits = value * factor, scale * factor, False
        if value > _LARGEST:
            break
    return Number(at, end, value, value, "digits" if stream.tokens[at].kind == NUMERAL else "words",
                  scale)  # fmt: skip


def _scale_after(stream: Stream, at: int, end: int, *, digits: bool) -> tuple[Decimal, int] | None:
    here = end + 1 if stream.hyphen(end) else end
    if scale := stream.language.scales.get(stream.low(here)):
        return scale, here + 1
    short = stream.language.short_scales.get(stream.low(end)) if digits else None
    if short is None or not _may_be_short(stream, at, end):
        return None
    return short, end + 1


def _may_be_short(stream: Stream, at: int, end: int) -> bool:
    """Whether "m" after digits is a million: it is beside money, a metre elsewhere."""
    word = stream.tokens[end]
    beside_money = stream.language.money.ending(stream.tokens, at) is not None or (
        stream.language.money.starting(stream.tokens, end + 1) is not None
        or (stream.language.units.starting(stream.tokens, end + 1) or ("", 0))[0].isupper()
    )
    if word.low in ("k", "bn", "tn", "mln", "bln", "mn", "mio", "trn", "tln", "mrd"):
        return word.glued or (len(word.low) >= _LONG)
    if word.low == "m" and word.glued and plural(stream, end + 1):
        return True
    return beside_money and (word.glued or word.text in ("m", "b", "mil", "M", "B"))


def _several(stream: Stream, at: int) -> Number | None:
    """Vague words before a scale: "several hundred", "a few thousand", "a couple of dozen"."""
    first = at
    if stream.has(at, "articles"):
        at += 1
    pair = stream.has(at, "openers.pair")
    if not pair and not stream.has(at, "openers.vague"):
        return None
    end = at + 2 if stream.has(at + 1, "openers.of") else at + 1
    scale = stream.language.scales.get(stream.low(end))
    if pair:
        return _pair(stream, first, end, scale)
    if scale is None:
        return _vague(stream, end)
    return _vaguely(stream, first, end + 1, scale, scale * _FEW, scale * _MANY)


def _pair(stream: Stream, first: int, end: int, scale: Decimal | None) -> Number | None:
    """A couple, which are two people unless two of something are counted by them."""
    if scale:
        return Number(first, end + 1, scale * 2, scale * 2, "pair", scale)
    counts = stream.has(end - 1, "openers.of") and not stream.has(first - 1, "counted.skip")
    if counts or stream.language.units.starting(stream.tokens, end):
        last = end - 1 if stream.has(end - 1, "openers.of") else end
        return Number(first, last, Decimal(2), Decimal(2), "pair")
    return None


def _vague(stream: Stream, at: int) -> Number | None:
    """Words like "dozens", which multiply each other: "hundreds of thousands"."""
    ends = stream.language.vague.get(stream.low(at))
    if ends is None:
        return None
    low, high = ends
    return _vaguely(stream, at, at + 1, low / _FEW, low, high)


def _vaguely(
    stream: Stream, first: int, end: int, factor: Decimal, low: Decimal, high: Decimal
) -> Number:
    """The rest of a vague number, "of thousands", where there is one."""
    while stream.has(end, "openers.of") or stream.has(end, "openers.vague_next"):
        end -= stream.has(end, "openers.vague_next")
        after = stream.language.vague.get(stream.low(end + 1))
        scale = after[0] / _FEW if after else stream.language.scales.get(stream.low(end + 1))
        if not scale or scale < factor or high * scale > _LARGEST:
            break
        low, high, end, factor = low * scale, high * scale, end + 2, scale
    return Number(first, end, low, high, "vague")


def _part_of_scale(stream: Stream, at: int) -> Number | None:
    found = part_of_scale(stream, at)
    return found if found is None or stream.tokens[at].kind == WORD else None


def _a_scale(stream: Stream, at: int) -> Number | None:
    """A scale alone, or after an article: "a million", "the hundred-year war"."""
    here = at + 1 if stream.has(at, "articles") else at
    scale = stream.language.scales.get(stream.low(here))
    if not scale:
        return None
    return _scaled_article(stream, at, here, scale)


def _scaled_article(stream: Stream, at: int, here: int, scale: Decimal) -> Number:
    said = words_at(stream, here, implied=True) or Worded(here + 1, scale, scale)
    return _scaled(stream, at, said, digits=False)

"""What a number is measured in: signs and words beside it, "a barrel", "per hour"."""

from annotator.figures.stream import Number, Stream
from annotator.figures.tokens import WORD

Unit = tuple[str, int]

_SPANS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds", "nights", "quarters")
_LETTERS = frozenset("mgpshlLCFWK")
_APART = frozenset("mgLCF")
_YOUNGEST, _OLDEST = 2, 120
_NEEDS_TOUCH = frozenset({"p", "pc", "real", "st"})


def money_before(stream: Stream, first: int) -> Unit | None:
    """The money whose sign ends just before token ``first``, and where the sign begins."""
    found = stream.language.money.ending(stream.tokens, first)
    if found is None:
        return None
    unit, start = found
    if all(stream.tokens[at].glued for at in range(start + 1, first)):
        return unit, start
    # A pronoun before a dollar sign: “gave us $5”.
    alone = stream.language.money.ending(stream.tokens[first - 1 : first], 1)
    return (alone[0], first - 1) if alone else None


def unit_after(stream: Stream, last: int) -> Unit | None:
    """The unit whose words begin at token ``last``, and where they end."""
    here = last + 1 if stream.hyphen(last) else last
    for phrases in (stream.language.units, stream.language.money):
        found = phrases.starting(stream.tokens, here)
        if found and _may_be(stream, here, found):
            return found
    return None


def with_rate(stream: Stream, unit: str, last: int) -> Unit:
    """The unit divided by what follows: USD, “a barrel” → USD/bbl."""
    found = _per(stream, last)
    if found is None:
        return unit, last
    divisor, end = found
    joined = f"{unit}/{divisor}"
    return stream.language.joined.get(joined, joined), end


def span_of_time(unit: str) -> bool:
    """Whether the unit is one of time."""
    return unit in _SPANS


def _may_be(stream: Stream, here: int, found: Unit) -> bool:
    """Short ones may be words of their own, or initials; singular “second” may be an ordinal."""
    word = stream.tokens[here]
    single = found[1] == here + 1 and word.kind == WORD
    if single and len(word.text) == 1 and word.text not in _LETTERS:
        return False
    if single and (len(word.text) == 1 or word.low in _NEEDS_TOUCH):
        apart = word.text in _APART or stream.low(here + 1) == "."
        return apart or (word.glued and not stream.tokens[here + 1].glued)
    return not (word.low == "second" and single and _is_ordinal(stream, here))


def _is_ordinal(stream: Stream, at: int) -> bool:
    return stream.hyphen(at + 1) or stream.low(at + 1) in ("half", "place", "round", "quarter")


def _per(stream: Stream, last: int) -> Unit | None:
    language = stream.language
    here = last + 1 if stream.hyphen(last) else last
    if stream.has(here, "articles") or stream.low(here) == "/":
        after = here + 2 if stream.hyphen(here + 1) else here + 1
        return language.per.starting(stream.tokens, after)
    if stream.has(here, "openers.per"):
        known = language.per.starting(stream.tokens, here + 1)
        return known or _named(stream, here + 1)
    return language.per.starting(stream.tokens, here) if stream.low(here) == "apiece" else None


def _named(stream: Stream, at: int) -> Unit | None:
    """“per household”: whatever word it is."""
    token = stream.tokens[at]
    lower = token.kind == WORD and token.text == token.low
    return (token.low[:20], at + 1) if lower and stream.low(at - 1) == "per" else None


def beside(stream: Stream, number: Number) -> tuple[str, int, int]:
    """The number's unit ("" if it has none) and the tokens [first, last) of both."""
    money = money_before(stream, number.first)
    if money:
        unit, last = with_rate(stream, money[0], number.last)
        return unit, money[1], last
    if end := _times(stream, number):
        return "×", number.first, end
    found = unit_after(stream, _over_article(stream, number))
    if found and number.form != "multiple":
        unit, last = with_rate(stream, *found)
        return unit, number.first, last
    if _is_age(stream, number):
        return "years", number.first, number.last
    unit, last = with_rate(stream, "", number.last)
    return unit, number.first, last


def _over_article(stream: Stream, number: Number) -> int:
    """“half an hour”: the article between a part and its unit is passed over."""
    part = number.form == "fraction" and stream.has(number.last, "articles")
    return number.last + part


def _times(stream: Stream, number: Number) -> int:
    """“five times more”, “18-fold”: where the words that make it a multiple end."""
    at = number.last + stream.hyphen(number.last)
    if stream.has(at, "compared.fold"):
        return at + 1
    more = stream.has(at, "compared.times") and stream.has(at + 1, "compared.times_next")
    return at + 1 if more else 0


def _is_age(stream: Stream, number: Number) -> bool:
    """“aged 42”, “at the age of 80”, and between commas after a name: “Maria Keller, 38, …”."""
    at = number.first - 1
    if stream.has(at, "ages.after") or stream.says(at - 1, "ages.after") == number.first:
        return number.high < _OLDEST
    commas = stream.low(at) == "," and stream.low(number.last) == ","
    digits = number.form == "digits" and _YOUNGEST <= number.high < _OLDEST
    return commas and digits and stream.tokens[at - 1].text[:1].isupper()

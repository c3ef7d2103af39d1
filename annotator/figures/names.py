"""Numbers that name: Flight 370, Boeing 737, G7, Section 230, 10 Downing Street, 3-1, “one”."""

from annotator.figures.context import plural
from annotator.figures.stream import Number, Stream
from annotator.figures.tokens import BREAK, EDGE, NUMERAL, SIGN, WORD

_OPENING = frozenset("\"“‘'«„([—–-:•*")
_TOUCHES = frozenset("_/@&=#\\")
_ADDRESS_WORDS = 3
_FEW = 13


def names(stream: Stream, number: Number, unit: str) -> bool:
    """Whether the number is (part of) a name and no figure."""
    if stream.lenient:
        return False
    if _stuck(stream, number, unit):
        return True
    if number.form == "words" and not unit:
        return _titled(stream, number) or _pronoun(stream, number) or _numbered(stream, number)
    if number.form == "words":
        return _pronoun(stream, number) if number.last == number.first + 1 else False
    if number.form != "digits" or unit or number.scale != 1:
        return False
    return _numbered(stream, number) or _after_name(stream, number) or _address(stream, number)


def _stuck(stream: Stream, number: Number, unit: str) -> bool:
    """Letters or signs that touch the digits: G7, F-16, 5G, 4x4, #3, a web address."""
    first, before = stream.tokens[number.first], stream.tokens[number.first - 1]
    if before.text == "[" and stream.low(number.last) == "]":
        return True
    if first.kind == NUMERAL and first.glued and _joins(stream, number.first - 1):
        letter = stream.tokens[number.last]
        plural_s = letter.low == "s" and letter.glued
        return not unit or plural_s or before.kind == WORD or before.text in _TOUCHES
    after = stream.tokens[number.last]
    if after.kind == NUMERAL and after.glued:
        return True
    if first.kind == NUMERAL and not unit and after.glued:
        return after.kind == WORD or (
            after.text in _TOUCHES and stream.tokens[number.last + 1].glued
        )
    return False


def _joins(stream: Stream, at: int) -> bool:
    """Whether the token before the digits makes one name with them."""
    token = stream.tokens[at]
    if token.kind == WORD:
        money = stream.language.money.ending(stream.tokens, at + 1)
        return money is None and not stream.has(at, "names.glued_prefixes")
    if token.text in ("-", "‑", "‐") and token.glued and stream.tokens[at - 1].kind == WORD:
        return not stream.has(at - 1, "names.prefixes") and not stream.language.money.ending(
            stream.tokens, at
        )
    return token.text in _TOUCHES or (token.text in ".:" and token.glued)


def name_end(stream: Stream, number: Number) -> int:
    """After the name, with what a hyphen joins to it: 737-800, “Chelsea 3–1”."""
    end = number.last
    while stream.dash(end) and stream.tokens[end + 1].kind == NUMERAL:
        end += 2
    return end


def _opens(stream: Stream, at: int) -> bool:
    """Whether a sentence, title or quotation may begin with this token."""
    before = stream.tokens[at - 1]
    return before.kind in (BREAK, EDGE) or (
        before.kind == SIGN and (before.text in _OPENING or before.text in ".!?;…”’")
    )


def _capital(stream: Stream, at: int) -> bool:
    token = stream.tokens[at]
    return token.kind == WORD and token.text[0].isupper()


def _titled(stream: Stream, number: Number) -> bool:
    """“the Big Four”, “Five Star Movement”: a number word with a capital within a sentence."""
    if not _capital(stream, number.first) or _opens(stream, number.first):
        return False
    return not _headline(stream, number.first)


def _headline(stream: Stream, at: int) -> bool:
    """Words with capitals on both sides, as titles are set in some papers."""
    around = [stream.tokens[place] for place in (at - 2, at - 1, at + 1, at + 2)]
    words = [token for token in around if token.kind == WORD]
    return len(words) > 3 and all(token.text[0].isupper() for token in words)


def _pronoun(stream: Stream, number: Number) -> bool:
    """“one” where it counts nothing: “one of them”, “no one”, “the one who”."""
    if not stream.has(number.first, "names.pronoun") or number.last != number.first + 1:
        return False
    if stream.hyphen(number.last):
        return stream.has(number.last + 1, "names.pronoun_after")
    if any(stream.says(at, "names.idioms") for at in (number.first - 1, number.first)):
        return True
    if _one_of_several(stream, number):
        return False
    return (
        stream.tokens[number.last].kind != WORD
        or stream.has(number.first - 1, "names.pronoun_before")
        or stream.has(number.last, "names.pronoun_after")
    )


def _one_of_several(stream: Stream, number: Number) -> bool:
    """“more than one”, “one or two”, “one or more”, “only one day”."""
    before = stream.language.before.ending(stream.tokens, number.first)
    after = stream.language.after.starting(stream.tokens, number.last)
    to = stream.has(number.last, "openers.or") and (
        stream.low(number.last + 1) in stream.language.numbers
    )
    return bool(before or after or to) or stream.has(number.first - 1, "names.pronoun_counts")


def _numbered(stream: Stream, number: Number) -> bool:
    """“Section 230”, “Windows 10”, “day three”, “No. 4”."""
    at = number.first - 1
    if stream.low(at) == "." and stream.has(at - 1, "names.abbreviations"):
        return True
    at -= stream.has(at, "names.glued_prefixes")
    if stream.low(at) == "-" and stream.tokens[at].glued is False:
        at -= 1
    return stream.has(at, "names.heads") or (
        stream.has(at, "openers.of")
        and stream.has(at - 1, "names.heads_of")
        and stream.tokens[at - 1].text[0].isupper()
    )


def _after_name(stream: Stream, number: Number) -> bool:
    """A whole number after a name within a sentence, with nothing counted after it."""
    at = number.first - 1
    if not stream.tokens[number.first].text.isdecimal() or not _capital(stream, at):
        return False
    if "counted.capital" in stream.language.sets:
        return False
    if _opens(stream, at) or stream.has(at, "dates.weekdays") or stream.has(at, "dates.months"):
        return False
    next_ = stream.tokens[number.last]
    counts = plural(stream, number.last) and next_.text == next_.low
    measured = stream.language.before.ending(stream.tokens, number.first)
    return not (counts or measured or stream.has(number.last, "counted.alone"))


def _address(stream: Stream, number: Number) -> bool:
    """“10 Downing Street”."""
    for at in range(number.last, number.last + _ADDRESS_WORDS + 1):
        if not _capital(stream, at):
            return False
        if stream.has(at, "names.streets"):
            return True
    return False


def score(stream: Stream, first: int, last: int) -> bool:
    """Whether words about a match or a vote stand near tokens [first, last)."""
    near = (*range(first - 6, first), *range(last, last + 6))
    return any(stream.has(at, "names.scoring") for at in near if 0 <= at < len(stream.tokens))

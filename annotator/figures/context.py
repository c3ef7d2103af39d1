"""What the words around a figure add: how exactly it is meant, and what is counted."""

from typing import NamedTuple

from annotator.figures.stream import Stream
from annotator.figures.tokens import NUMERAL, WORD

Sign = tuple[str, int]

_WORDS = 4
_TOKENS = 7
_SHORTEST_PLURAL = 4
_LONGEST = 200


def sign_before(stream: Stream, first: int, floor: int) -> Sign | None:
    """The comparator that ends before token ``first``, and where it begins (not before floor)."""
    for end in (first, first - 1):
        if end < first and not stream.has(end, "articles_all"):
            break
        found = stream.language.before.ending(stream.tokens, end)
        if found and found[1] >= floor:
            return found
    return None


def sign_after(stream: Stream, last: int) -> Sign | None:
    """The comparator that begins with token ``last``, and where it ends."""
    found = stream.language.after.starting(stream.tokens, last)
    return None if found and _number(stream, found[1]) else found


def _number(stream: Stream, at: int) -> bool:
    """What stands before a number adds it to another: “one plus one”."""
    return stream.tokens[at].kind == NUMERAL or stream.low(at) in stream.language.numbers


class Counted(NamedTuple):
    """What is counted, up to token ``end``; ``touches``: right after the number."""

    words: str
    end: int
    touches: bool


def counted(stream: Stream, last: int, ceiling: int, *, one: bool) -> Counted:
    """The words after token ``last`` that say what is counted, before ``ceiling``; "" if none."""
    first = last + 1 if stream.hyphen(last) else last
    if stream.has(first, "counted.alone"):
        return Counted(stream.low(first), first + 1, True)
    at = _skipped(stream, first)
    end = _end(stream, at, ceiling, one=one)
    words = stream.words(at, end)
    return Counted(words if len(words) <= _LONGEST else "", end, at == first)


def _skipped(stream: Stream, at: int) -> int:
    """Over “of the”, “more”, “mostly”, where they follow."""
    for _ in range(_WORDS):
        if not (stream.has(at, "counted.skip") and stream.tokens[at].kind == WORD):
            break
        at += 1
    return at


def _end(stream: Stream, at: int, ceiling: int, *, one: bool) -> int:
    """After the first plural among the next words, and one more that an “and” adds."""
    for end in range(at, min(at + _TOKENS, ceiling)):
        if not _is_word(stream, end):
            return at
        if one or plural(stream, end):
            return _with_second(stream, end + 1, ceiling)
    return at


def _with_second(stream: Stream, end: int, ceiling: int) -> int:
    joined = stream.has(end, "openers.also") and plural(stream, end + 1)
    return end + 2 if joined and end + 2 <= ceiling else end


def _is_word(stream: Stream, at: int) -> bool:
    token = stream.tokens[at]
    if token.kind == NUMERAL or stream.has(at, "counted.stop"):
        return False
    prefix = stream.language.and_prefix
    if prefix and token.low.startswith(prefix) and len(token.low) >= _SHORTEST_PLURAL:
        return False
    return token.kind == WORD or stream.hyphen(at) or _initial(stream, at)


def _initial(stream: Stream, at: int) -> bool:
    """The full stop of an initial, as in “12 U.S. soldiers”."""
    before = stream.tokens[at - 1]
    return stream.tokens[at].text == "." and len(before.text) == 1 and before.text.isupper()


def plural(stream: Stream, at: int) -> bool:
    """Whether the word is one for several, as far as its ending tells."""
    if stream.has(at, "counted.irregular"):
        return True
    word = stream.low(at)
    if stream.tokens[at].kind != WORD or stream.has(at, "counted.not_plural"):
        return False
    if "counted.capital" in stream.language.sets:
        return stream.tokens[at].text[0].isupper()
    if len(word) < _SHORTEST_PLURAL and stream.language.plurals != ("",):
        return False
    return word.endswith(stream.language.plurals) and not word.endswith("'s")

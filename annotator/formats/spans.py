"""Spans that came with an article, checked against its text."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from annotator.errors import InvalidInput
from annotator.formats import values
from annotator.formats.records import MAX_LABEL, MAX_NOTE, Span
from annotator.text import offsets, spans
from annotator.text.clean import Cleaned
from annotator.text.spans import Fragment

Result = TypeVar("Result")
Pairs = list[Fragment]
_OWN_KEYS = {"id", "start", "end", "fragments", "label", "text", "quote", "note", "attributes"}
_SAID = 3


def read(
    parts: Sequence[dict[str, Any]], original: str, cleaned: Cleaned
) -> tuple[list[Span], bool]:
    """The spans, and whether their offsets were UTF-16 and have been converted.

    Offsets refer to ``original``, the text before it was cleaned. They are UTF-16 if that is the
    only reading in which every quoted string of the article stands where it should.
    """
    places = _each(parts, _pairs)
    quotes = [_quote(part) for part in parts]
    converted = None
    if not _match(original, places, quotes):
        converted = _from_utf16(original, places, quotes)
        places = converted or places
    numbers = iter(range(len(parts)))

    def span(part: dict[str, Any]) -> Span:
        number = next(numbers)
        return _span(part, places[number], quotes[number], cleaned)

    return _each(parts, span), converted is not None


def _each(
    parts: Sequence[dict[str, Any]], read_one: Callable[[dict[str, Any]], Result]
) -> list[Result]:
    """Each part read, or InvalidInput that tells of the first few that can't be."""
    results, refusals = [], []
    for number, part in enumerate(parts, 1):
        try:
            results.append(read_one(part))
        except InvalidInput as error:
            refusals.append(f"Span {number}: {error.message}")
    if refusals:
        more = f" {len(refusals) - _SAID} more spans are wrong." if len(refusals) > _SAID else ""
        raise InvalidInput(" ".join(refusals[:_SAID]) + more)
    return results


def _pairs(part: dict[str, Any]) -> Pairs:
    """The offsets as they came."""
    fragments = part.get("fragments")
    if fragments is None:
        return [(values.whole(part.get("start"), "start"), values.whole(part.get("end"), "end"))]
    return fragments_of(fragments)


def fragments_of(value: Any) -> Pairs:
    if not isinstance(value, list) or not value:
        raise InvalidInput("“fragments” is not a list of pairs.")
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:
            raise InvalidInput("“fragments” is not a list of pairs.")
    return [(values.whole(a, "start"), values.whole(b, "end")) for a, b in value]


def _quote(part: dict[str, Any]) -> str | None:
    quote = part.get("quote", part.get("text"))
    return quote if isinstance(quote, str) else None


def _match(text: str, places: list[Pairs], quotes: list[str | None]) -> bool:
    return all(
        quote is None or _reads(text, pairs, quote)
        for pairs, quote in zip(places, quotes, strict=True)
    )


def _reads(text: str, pairs: Pairs, quote: str) -> bool:
    # A quote may have been taken before or after line ends were made alike.
    found = spans.quote_of(text, tuple(pairs))
    if found == quote or _lines(found) == _lines(quote):
        return True
    merged = spans.quote_of(text, tuple(_merged(pairs)))
    return _lines(merged) == _lines(quote)


def _merged(pairs: Pairs) -> Pairs:
    try:
        return list(spans.normalise(pairs))
    except InvalidInput:
        return pairs


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _from_utf16(text: str, places: list[Pairs], quotes: list[str | None]) -> list[Pairs] | None:
    """The places if they are UTF-16 offsets that fit every quote."""
    flat = [at for pairs in places for pair in pairs for at in pair]
    try:
        moved = iter(offsets.from_utf16(text, flat))
    except InvalidInput:
        return None
    converted = [[(next(moved), next(moved)) for _ in pairs] for pairs in places]
    return converted if _match(text, converted, quotes) else None


def _span(part: dict[str, Any], pairs: Pairs, quote: str | None, cleaned: Cleaned) -> Span:
    moved = [(cleaned.move(start), cleaned.move(end)) for start, end in pairs]
    fragments = spans.normalise(moved)
    found = spans.quote_of(cleaned.text, fragments)
    joined = spans.quote_of(cleaned.text, tuple(moved))
    given = found if quote is None or _lines(quote) == joined else _lines(quote)
    spans.check(cleaned.text, fragments, given)
    others = {key: value for key, value in part.items() if key not in _OWN_KEYS}
    attributes = values.meta(part.get("attributes"), "attributes")
    return Span(
        id=_id(part),
        label=label(part),
        fragments=fragments,
        quote=found,
        note=values.string(part, "note", MAX_NOTE),
        attributes=values.meta(others | attributes, "attributes"),
    )


def _id(part: dict[str, Any]) -> str:
    value = part.get("id")
    return "" if value is None else str(value)


def label(part: dict[str, Any]) -> str:
    name = values.string(part, "label", MAX_LABEL)
    if not name.strip():
        raise InvalidInput("It has no label.")
    return name

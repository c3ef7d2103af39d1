"""The fragments of one annotation: half-open pairs of code point offsets."""

import re
import unicodedata
from collections.abc import Iterable

from annotator.errors import InvalidInput

Fragment = tuple[int, int]
Fragments = tuple[Fragment, ...]

SEPARATOR = " … "
MAX_FRAGMENTS = 100
_SHOWN = 60

# Nine digits always fit PostgreSQL's int4, which holds the bounds.
_WRITTEN = re.compile(r"\s*([0-9]{1,9})-([0-9]{1,9})\s*")


def normalise(fragments: Iterable[Fragment]) -> Fragments:
    """Sorted, with overlapping and touching fragments merged, as PostgreSQL's multirange does."""
    merged: list[Fragment] = []
    for start, end in sorted(fragments):
        _check_bounds(start, end)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    if not merged:
        raise InvalidInput("No text is marked.")
    if len(merged) > MAX_FRAGMENTS:
        raise InvalidInput(
            f"An annotation can have {MAX_FRAGMENTS} fragments, and this one has {len(merged)}."
        )
    return tuple(merged)


def parse(written: str) -> Fragments:
    """Fragments from the form ``120-163,180-201``, normalised."""
    parts = written.split(",") if written.strip() else []
    return normalise(_parse_one(part) for part in parts)


def unparse(fragments: Fragments) -> str:
    """The form that ``parse`` reads: ``120-163,180-201``."""
    return ",".join(f"{start}-{end}" for start, end in fragments)


def quote_of(text: str, fragments: Fragments) -> str:
    """The marked string; those of several fragments are joined with SEPARATOR."""
    return SEPARATOR.join(text[start:end] for start, end in fragments)


def check(text: str, fragments: Iterable[Fragment], quote: str) -> None:
    """InvalidInput unless the fragments lie in the text, mark something, and read ``quote``.

    ``quote`` is compared with the string of the normalised fragments.
    """
    fragments = normalise(fragments)
    for start, end in fragments:
        _check_marks_something(text, start, end)
    found = quote_of(text, fragments)
    if found != quote:
        raise InvalidInput(_difference(fragments, found, quote))


def fits(text: str, fragments: Iterable[Fragment], quote: str) -> bool:
    """Whether ``check`` finds nothing wrong."""
    try:
        check(text, fragments, quote)
    except InvalidInput:
        return False
    return True


def extent(fragments: Fragments) -> Fragment:
    """From the start of the first fragment to the end of the last."""
    return fragments[0][0], fragments[-1][1]


def length(fragments: Fragments) -> int:
    """Marked code points; what lies between the fragments does not count."""
    return sum(end - start for start, end in fragments)


def overlap(a: Fragments, b: Fragments) -> bool:
    """Whether a code point is marked by both; both normalised. Touching is not overlapping."""
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][0] < b[j][1] and b[j][0] < a[i][1]:
            return True
        if a[i][1] <= b[j][1]:
            i += 1
        else:
            j += 1
    return False


def add(a: Fragments, b: Fragments) -> Fragments:
    """Everything that is marked by one or both, normalised."""
    return normalise(a + b)


def _parse_one(part: str) -> Fragment:
    match = _WRITTEN.fullmatch(part)
    if match is None:
        raise InvalidInput(f"“{_shorten(part, 0)}” is not a span; one is written like 120-163.")
    return int(match[1]), int(match[2])


def _place(start: int, end: int) -> str:
    return f"{start}–{end}"


def _check_bounds(start: int, end: int) -> None:
    if start < 0:
        raise InvalidInput(f"A span cannot start at {start}; the text starts at 0.")
    if start >= end:
        raise InvalidInput(f"The span {_place(start, end)} is empty.")


def _check_marks_something(text: str, start: int, end: int) -> None:
    if end > len(text):
        raise InvalidInput(
            f"The span {_place(start, end)} lies outside of the text, "
            f"which has {len(text)} characters."
        )
    if text[start:end].isspace():
        raise InvalidInput(f"The span {_place(start, end)} marks only white space.")


def _difference(fragments: Fragments, found: str, quote: str) -> str:
    places = ", ".join(_place(start, end) for start, end in fragments[:3])
    more = " and on" if len(fragments) > 3 else ""
    at = _first_difference(found, quote)
    here, sent = _shorten(found, at), _shorten(quote, at)
    sentence = f"The text at {places}{more} is “{here}” and not “{sent}”."
    if unicodedata.normalize("NFC", found) == unicodedata.normalize("NFC", quote):
        sentence += " The two look alike but are written with different code points."
    return sentence


def _first_difference(a: str, b: str) -> int:
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (x, y) in pairs if x != y), min(len(a), len(b)))


def _shorten(string: str, at: int) -> str:
    """At most 60 code points of it, the one at ``at`` among them: two ways must look unlike."""
    if len(string) <= _SHOWN:
        return string
    room = _SHOWN - 2
    start = max(0, min(at - room // 2, len(string) - room))
    end = start + room
    return "…" * (start > 0) + string[start:end] + "…" * (end < len(string))

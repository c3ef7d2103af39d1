"""Where annotations of an .ann file stand in the text as it is kept."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.errors import InvalidInput
from annotator.formats import spans as labels
from annotator.formats.brat.annotations import Annotation
from annotator.formats.brat.standoff import merged, quoted
from annotator.formats.foreign import CONVERTED
from annotator.formats.records import Note, Problem, Span
from annotator.text import offsets
from annotator.text.clean import Cleaned
from annotator.text.spans import Fragment, check, quote_of

_CLEANED = "The offsets count a line end as one character, where the text has two; they were moved."
_UNMARKED = "The offsets don't count the byte-order mark of the text; they were moved."

Places = list[Fragment]
_NOWHERE = -1


def placed(
    found: Sequence[Annotation], original: str, cleaned: Cleaned, file: str
) -> Iterator[Note | Problem]:
    """Moves the places of each to the kept text; those that don't fit it are a problem.

    ``places`` of an annotation that doesn't fit is empty afterwards. Offsets are taken for what
    most quoted texts fit: characters of the text as it came, with or without its byte-order mark,
    UTF-16 code units, or characters of the text as it is kept.
    """
    moved, note = _best(found, original, cleaned)
    if note:
        yield Note(file, 0, note)
    for one, places in zip(found, moved, strict=True):
        try:
            _check(one, cleaned.text, places)
            one.places = places
        except InvalidInput as error:
            one.places = []
            yield Problem(file, one.line, error.message, one.raw.encode(errors="replace"))


def span_of(one: Annotation, text: str, name: str, label: str) -> Span:
    """The annotation, whose places are those in the text, without what is said of it."""
    fragments = merged(text, one.places)
    quote = quote_of(text, fragments)
    check(text, fragments, quote)
    return Span(name, labels.label({"label": label}), fragments, quote)


def _best(found: Sequence[Annotation], original: str, cleaned: Cleaned) -> tuple[list[Places], str]:
    """The places of each annotation, and what is to be said of how they were read."""
    written = [at for one in found for place in one.places for at in place]
    readings = [(_grouped(found, map(cleaned.move, written)), "")]
    if offsets.utf16_length(original) != len(original):
        known = offsets.known_from_utf16(original, written)
        moved = (_NOWHERE if at is None else cleaned.move(at) for at in known)
        readings.append((_grouped(found, moved), CONVERTED))
    if original.startswith("\ufeff"):
        without = (cleaned.move(at + 1) for at in written)
        readings.append((_grouped(found, without), _UNMARKED))
    if len(cleaned.text) != len(original):
        readings.append((_grouped(found, written), _CLEANED))
    if len(readings) == 1:
        return readings[0]
    # The first of the best: nothing is converted that fits as well as it is.
    return max(readings, key=lambda one: _fitting(found, cleaned.text, one[0]))


def _grouped(found: Sequence[Annotation], flat: Iterable[int]) -> list[Places]:
    moved = iter(flat)
    return [[(next(moved), next(moved)) for _ in one.places] for one in found]


def _fitting(found: Sequence[Annotation], text: str, moved: list[Places]) -> int:
    """How many annotations fit the text at these places."""
    return sum(_fits(one, text, places) for one, places in zip(found, moved, strict=True))


def _fits(one: Annotation, text: str, places: Places) -> bool:
    try:
        _check(one, text, places)
    except InvalidInput:
        return False
    return True


def _check(one: Annotation, text: str, places: Places) -> None:
    for (start, end), (first, last) in zip(places, one.places, strict=True):
        if not 0 <= start < end <= len(text):
            raise InvalidInput(
                f"{first}–{last} is no place in the text, which has {len(text)} characters."
            )
    here = quoted(text, places)
    if one.quote and here != one.quote and _words(here) != _words(one.quote):
        check(text, places, one.quote)
        raise InvalidInput("The text at these offsets is another.")


def _words(text: str) -> list[str]:
    """White space is written in many ways, and not only there where the text has some."""
    return text.split()

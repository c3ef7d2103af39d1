"""Where annotations of an .ann file stand in the text as it is kept."""

from collections.abc import Callable, Iterator, Sequence

from annotator.errors import InvalidInput
from annotator.formats import spans as labels
from annotator.formats.brat.annotations import Annotation
from annotator.formats.brat.standoff import merged, quoted
from annotator.formats.records import Note, Problem, Span
from annotator.text import offsets
from annotator.text.clean import Cleaned
from annotator.text.spans import Fragment, check, quote_of

_CONVERTED = "The offsets count UTF-16 code units; they were converted to characters."
_CLEANED = "The offsets count a line end as one character, where the text has two; they were moved."

Places = list[Fragment]
Move = Callable[[Places], Places]


def placed(
    found: Sequence[Annotation], original: str, cleaned: Cleaned, file: str
) -> Iterator[Note | Problem]:
    """Moves the places of each to the kept text; those that don't fit it are a problem.

    ``places`` of an annotation that doesn't fit is empty afterwards. Offsets are taken for what
    most quoted texts fit: characters of the text as it came, UTF-16 code units, or characters of
    the text as it is kept.
    """
    move, note = _best(found, original, cleaned)
    if note:
        yield Note(file, 0, note)
    for one in found:
        try:
            places = move(one.places)
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


def _best(found: Sequence[Annotation], original: str, cleaned: Cleaned) -> tuple[Move, str]:
    def as_it_came(places: Places) -> Places:
        return [(cleaned.move(start), cleaned.move(end)) for start, end in places]

    def from_utf16(places: Places) -> Places:
        flat = iter(offsets.from_utf16(original, [at for place in places for at in place]))
        return as_it_came([(next(flat), next(flat)) for _ in places])

    readings: list[tuple[Move, str]] = [(as_it_came, "")]
    if offsets.utf16_length(original) != len(original):
        readings.append((from_utf16, _CONVERTED))
    if len(cleaned.text) != len(original):
        readings.append((list, _CLEANED))
    if len(readings) == 1:
        return readings[0]
    # The first of the best: nothing is converted that fits as well as it is.
    return max(readings, key=lambda one: sum(_fits(a, cleaned.text, one[0]) for a in found))


def _fits(one: Annotation, text: str, move: Move) -> bool:
    try:
        _check(one, text, move(one.places))
    except InvalidInput:
        return False
    return True


def _check(one: Annotation, text: str, places: Places) -> None:
    for start, end in places:
        if not 0 <= start < end <= len(text):
            raise InvalidInput(
                f"{start}–{end} is no place in the text, which has {len(text)} characters."
            )
    here = quoted(text, places)
    if one.quote and here != one.quote and _words(here) != _words(one.quote):
        check(text, places, one.quote)
        raise InvalidInput("The text at these offsets is another.")


def _words(text: str) -> list[str]:
    """White space is written in many ways, and not only there where the text has some."""
    return text.split()

"""Tags for tokens: IOB2, as classes by their number."""

from collections.abc import Iterable, Sequence

from annotator.formats.records import Record, Set, Span
from annotator.text.spans import Fragment, length
from annotator.text.tokens import covering

_OUTSIDE = 0


def best(record: Record) -> Set | None:
    """The gold set, or else the only one."""
    gold = [one for one in record.sets if one.kind == "gold"]
    return (gold or record.sets)[0] if gold or len(record.sets) == 1 else None


def tagged(spans: Iterable[Span], labels: Sequence[str], places: list[Fragment]) -> list[int]:
    """A number for each token: 0 outside; of the nth label 2n + 1 where it begins, else 2n + 2.

    Of annotations that share a token the longest counts, or else the first.
    """
    numbers = {label: number for number, label in enumerate(labels)}
    found = [_OUTSIDE] * len(places)
    fitting = [span for span in spans if span.label in numbers]
    for span in sorted(fitting, key=lambda span: (-length(span.fragments), span.fragments)):
        stretches = _stretches(span, places)
        if not any(any(found[first:after]) for first, after in stretches):
            begins = 2 * numbers[span.label] + 1
            for first, after in stretches:
                found[first:after] = [begins] + [begins + 1] * (after - first - 1)
    return found


def _stretches(span: Span, places: list[Fragment]) -> list[Fragment]:
    """The tokens of each fragment; two that share one, as parts of a word do, are one stretch."""
    found: list[Fragment] = []
    for fragment in span.fragments:
        first, after = covering(places, *fragment)
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], after)
        elif first < after:
            found.append((first, after))
    return found

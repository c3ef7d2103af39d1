"""Annotations on the borders of tokens, for formats that know no others."""

from annotator.formats.losses import Loss, Losses
from annotator.text import tokens
from annotator.text.spans import Fragment

BORDERS = ("expand", "contract", "skip")


def fit(
    places: list[Fragment], start: int, end: int, borders: str, losses: Losses
) -> Fragment | None:
    """The tokens of [start, end), as a half-open range of numbers; None if it is left out.

    ``places`` are those of all tokens. An annotation that ends inside a token is widened, narrowed
    or left out, as ``borders`` says, and counted. White space at its ends is no such matter.
    """
    covered, inner = tokens.covering(places, start, end), tokens.within(places, start, end)
    if covered == inner and covered[0] < covered[1]:
        return covered
    if covered[0] == covered[1]:
        losses.count(Loss.WITHOUT_TOKENS)
        return None
    if borders == "skip":
        losses.count(Loss.SKIPPED)
        return None
    if borders == "expand":
        losses.count(Loss.EXPANDED)
        return covered
    if inner[0] == inner[1]:
        losses.count(Loss.WITHOUT_TOKENS)
        return None
    losses.count(Loss.CONTRACTED)
    return inner

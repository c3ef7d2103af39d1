"""What annotators are called while one's eyes should be on what they did."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.annotations.side_by_side import Source
from annotator.reviews.adjudication import drawing, wording
from annotator.reviews.models import Adjudication


@dataclass(frozen=True, slots=True)
class Who:
    """One annotator; no ``name`` while it is hidden. ``place``: the pattern of their lines."""

    letter: str
    name: str
    place: int


def letters(sources: Sequence[Source]) -> dict[int, str]:
    called = wording.letters(len(sources))
    return {one.id: letter for one, letter in zip(sources, called, strict=True)}


def names(found: Adjudication, sources: Sequence[Source]) -> dict[int, str]:
    """What people are called, by set: a letter until their names have been revealed."""
    if found.revealed:
        return {one.id: one.name for one in sources}
    return letters(sources)


def people(found: Adjudication, sources: Sequence[Source]) -> list[Who]:
    called = letters(sources)
    return [
        Who(called[one.id], one.name if found.revealed else "", place % drawing.PATTERNS)
        for place, one in enumerate(sources)
    ]

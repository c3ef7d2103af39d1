"""What a format had no place for, counted while it is written."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum


class Loss(StrEnum):
    """What can be left out or changed. Each has its sentence in ``exchange.sentences``."""

    TEXTS = "texts"  # texts of articles
    FIELDS = "fields"  # articles whose title, address, source … have no place
    META = "meta"  # articles whose other metadata have no place
    EMPTY = "empty"  # articles or sets without annotations, which have no place
    SETS = "sets"  # annotation sets whose state and times have no place
    NAMES = "names"  # annotation sets whose kind and name have no place
    ANNOTATIONS = "annotations"  # annotations left out whole: the format has no such labels
    FRAGMENTS = "fragments"  # annotations in several fragments, written as one stretch
    PIECES = "pieces"  # annotations in several fragments, written as one annotation each
    OVERLAPS = "overlaps"  # annotations left out because another stands at their place
    EXPANDED = "expanded"  # annotations widened to whole tokens
    CONTRACTED = "contracted"  # annotations narrowed to whole tokens
    SKIPPED = "skipped"  # annotations left out because they end inside a token
    WITHOUT_TOKENS = "without_tokens"  # annotations left out because no whole token is left
    RELATIONS = "relations"  # relations left out
    IDS = "ids"  # annotations whose ids have no place
    RELATION_IDS = "relation_ids"  # relations whose ids have no place
    ATTRIBUTES = "attributes"  # annotations whose attributes have no place
    NOTES = "notes"  # annotations whose notes have no place
    VALUES = "values"  # annotations whose figures’ values have no place
    PROVENANCE = "provenance"  # annotations whose provenance has no place
    SPEAKERS = "speakers"  # speakers of whom the register knows more than there is a place for
    LINES = "lines"  # texts whose line ends, spaces or marks are written otherwise
    CHARACTERS = "characters"  # texts with characters that were replaced


class Losses:
    """How often each kind of loss happened; ``write`` of every format counts into one."""

    def __init__(self) -> None:
        self._counts: Counter[Loss] = Counter()

    def count(self, loss: Loss, number: int = 1) -> None:
        if number:
            self._counts[loss] += number

    def plain(self) -> dict[str, int]:
        """In the order of ``Loss``, for a manifest or a report."""
        return {loss.value: self._counts[loss] for loss in Loss if self._counts[loss]}

    def __iter__(self) -> Iterator[Loss]:
        """The kinds that there were."""
        return iter(self._counts)

    def __getitem__(self, loss: Loss) -> int:
        return self._counts[loss]

    def __bool__(self) -> bool:
        return bool(self._counts)

"""What is found in a text, in code points."""

from dataclasses import dataclass

Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, in several fragments where something that is not quoted breaks it.

    ``outer``: each fragment with its marks, as far as it has any. ``fragments``: the words alone,
    without the marks, the spaces and the stops at both ends, as a selection snaps (see
    ``annotator.text.words.trim``). There is one of these for every one of those.
    ``depth``: how many other quotations it stands in.
    """

    fragments: tuple[Extent, ...]
    outer: tuple[Extent, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """All quotations in order of their start, the outer before the inner; the cues in order."""

    quotations: tuple[Quotation, ...]
    cues: tuple[Extent, ...]

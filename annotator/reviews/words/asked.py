"""What is looked for in the articles, and what is to be shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotator.speakers.models import Speaker
from annotator.text import spans
from annotator.text.spans import Fragment, Fragments

NOTHING = "nothing"
"""In place of a label: where nobody has one."""


class How(models.TextChoices):
    WORDS = "words", _("Whole words, in any case")
    EXACT = "exact", _("Whole words, exactly so")
    WITHIN = "within", _("Also inside of words")


class Extent(models.TextChoices):
    """Which annotations are about a place."""

    SAME = "same", _("Annotations of exactly this")
    TOUCHING = "touching", _("Also longer and shorter ones")


class Way(models.TextChoices):
    """How the text of an annotation lies to a place."""

    SAME = "same", ""
    LONGER = "longer", _("in a longer one")
    SHORTER = "shorter", _("a shorter one")
    ACROSS = "across", _("overlapping")


class Place(NamedTuple):
    """A stretch of an article's text, written “12:120-163”."""

    article: int
    start: int
    end: int

    @property
    def key(self) -> str:
        return f"{self.article}:{self.start}-{self.end}"

    @property
    def fragment(self) -> Fragment:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Entry:
    """A speaker of the register with those merged into it, and the names that it goes by."""

    speaker: Speaker
    ids: Sequence[int]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """``words`` or an ``entry`` of the register; ``label``: its number, NOTHING, or "" for all.

    ``differs``: only where annotators do; ``open``: only what the gold set says nothing of.
    """

    words: str = ""
    how: How = How.WORDS
    entry: Entry | None = None
    extent: Extent = Extent.SAME
    label: str = ""
    differs: bool = False
    open: bool = False

    @property
    def strings(self) -> Sequence[str]:
        return self.entry.names if self.entry else [self.words] if self.words else []

    @property
    def any_case(self) -> bool:
        return self.entry is None and self.how != How.EXACT

    @property
    def within(self) -> bool:
        return self.entry is None and self.how == How.WITHIN

    @property
    def about(self) -> "About":
        return About(self.extent, int(self.label) if self.label.isdigit() else None)

    @property
    def name(self) -> str:
        return self.entry.speaker.name if self.entry else self.words


@dataclass(frozen=True, slots=True)
class About:
    """Which annotations a decision about places is for: by their extent, and those that have, or
    compete with, a ``label``."""

    extent: Extent = Extent.SAME
    label: int | None = None

    def holds(self, way: Way | None) -> bool:
        return way == Way.SAME or (way is not None and self.extent == Extent.TOUCHING)


def way(fragments: Fragments, place: Fragment) -> Way | None:
    """How an annotation lies to a place; None if they share nothing."""
    if fragments == (place,):
        return Way.SAME
    if not spans.overlap(fragments, (place,)):
        return None
    start, end = place
    if any(first <= start and end <= last for first, last in fragments):
        return Way.LONGER
    inside = all(start <= first and last <= end for first, last in fragments)
    return Way.SHORTER if inside else Way.ACROSS

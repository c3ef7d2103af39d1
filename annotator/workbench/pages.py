"""What the workbench shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID, uuid4

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import permissions
from annotator.annotations import queries as annotations
from annotator.annotations.changes import Change
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Mark, MarkLabel, Undoable
from annotator.annotations.states import State
from annotator.articles import quoted
from annotator.articles.models import Article
from annotator.articles.reading import Reading, reading
from annotator.schemes.models import Label, Pattern
from annotator.text import spans
from annotator.text.blocks import Block, touched
from annotator.text.segments import Piece, Segment, segments
from annotator.web.direction import direction
from annotator.workbench import queries

LANES = 3
"""Bars drawn under a line; deeper annotations share the last."""

SHOWN_QUOTE = 160
"""Characters of a quote on its card."""


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A run of text covered by the same annotations, or by none (``keys`` empty).

    ``begins`` and ``ends`` are for those who listen.
    """

    text: str
    keys: str = ""
    classes: str = ""
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class BlockView:
    start: int
    end: int
    segments: list[SegmentView]


@dataclass(frozen=True, slots=True)
class Paragraph:
    gap: int
    blocks: list[BlockView]


@dataclass(frozen=True, slots=True)
class Card:
    """One annotation in the list beside the text."""

    uid: UUID
    label: MarkLabel
    version: int
    fragments: str
    start: int
    end: int
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The answer to a change: what of the page is new, and what was done, in words."""

    set: AnnotationSet | None
    blocks: list[BlockView] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    gone: Sequence[UUID] = ()
    touched: Sequence[UUID] = ()
    undoable: Undoable | None = None
    message: str = ""
    error: str = ""
    whole: bool = False
    progress: queries.Progress | None = None
    next: int | None = None

    @property
    def can_change(self) -> bool:
        return permissions.can_change(self.set)

    @property
    def version(self) -> int:
        return self.set.version if self.set else 0

    @property
    def state(self) -> str:
        return self.set.state if self.set else State.OPEN


@dataclass(frozen=True, slots=True)
class Workbench:
    """The whole page. ``ids`` are for forms sent without a script."""

    article: Article
    direction: str
    set: AnnotationSet | None
    paragraphs: list[Paragraph]
    cards: list[Card]
    labels: list[Label]
    neighbours: list[queries.Neighbour]
    progress: queries.Progress
    undoable: Undoable
    chosen: Card | None

    @property
    def can_change(self) -> bool:
        return permissions.can_change(self.set)

    @property
    def quotations_key(self) -> str:
        return quoted.key(self.article)

    @property
    def previous(self) -> queries.Neighbour | None:
        return self._beside(-1)

    @property
    def next(self) -> queries.Neighbour | None:
        return self._beside(+1)

    @staticmethod
    def fresh_id() -> UUID:
        return uuid4()

    def _beside(self, step: int) -> queries.Neighbour | None:
        places = [place for place, one in enumerate(self.neighbours) if one.current]
        beside = places[0] + step
        return self.neighbours[beside] if 0 <= beside < len(self.neighbours) else None


def workbench(article_id: int, by: User, chosen: UUID | None) -> Workbench:
    """Ten queries at most, whatever the article."""
    article = annotations.readable(article_id, by)
    own = annotations.own_set(article_id, by)
    text = reading(article.pk, article.digest)
    marked = annotations.marks(own) if own else []
    cards = [card(one) for one in marked]
    return Workbench(
        article=article,
        direction=direction(article.lang, text.text),
        set=own,
        paragraphs=paragraphs(blocks(text, text.blocks, marked), text.blocks),
        cards=cards,
        labels=list(Label.objects.filter(project=article.project_id, active=True)),
        neighbours=queries.neighbours(article, by),
        progress=queries.progress(article.project_id, by),
        undoable=annotations.undoable(own, by) if own else Undoable(undo=False, redo=False),
        chosen=next((one for one in cards if one.uid == chosen), None),
    )


def state(article_id: int, by: User, *, error: str = "", message: str = "") -> Changes:
    """Everything of the page that a change can change, as it is now."""
    article = annotations.readable(article_id, by)
    own = annotations.own_set(article_id, by)
    text = reading(article.pk, article.digest)
    marked = annotations.marks(own) if own else []
    return Changes(
        set=own,
        blocks=blocks(text, text.blocks, marked),
        cards=[card(one) for one in marked],
        undoable=annotations.undoable(own, by) if own else Undoable(undo=False, redo=False),
        progress=queries.progress(article.project_id, by),
        whole=True,
        error=error,
        message=message,
    )


def changes(change: Change, message: str, undoable: Undoable | None = None) -> Changes:
    """The blocks and cards that a change touched; one query.

    ``%(what)s`` in the message stands for the annotations in words.
    """
    places = touched(change.reading.blocks, change.ranges)
    extents = tuple((one.start, one.end) for one in places)
    marked = annotations.marks(change.set, extents) if extents else []
    news = set(change.touched)
    fresh = [one for one in marked if one.uid in news]
    return Changes(
        set=change.set,
        blocks=blocks(change.reading, places, marked),
        cards=[card(one) for one in fresh],
        gone=change.gone,
        touched=change.touched,
        undoable=undoable or Undoable(undo=True, redo=False),
        message=message % {"what": described(fresh)},
    )


def blocks(text: Reading, places: Iterable[Block], marked: Iterable[Mark]) -> list[BlockView]:
    """Blocks cut into segments at the borders of the annotations that lie in them."""
    labels = {str(one.uid): one.label for one in marked}
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for one in marked:
        weight = spans.length(one.fragments)
        for start, end in one.fragments:
            for place in touched(text.blocks, [(start, end)]):
                pieces[place.index].append(Piece(str(one.uid), start, end, weight))
    return [
        BlockView(place.start, place.end, _cut(text.text, place, pieces[place.index], labels))
        for place in places
    ]


def _cut(
    text: str, place: Block, pieces: list[Piece], labels: dict[str, MarkLabel]
) -> list[SegmentView]:
    if not pieces:
        return [SegmentView(text[place.start : place.end])]
    return [_segment(text, one, labels) for one in segments(place.start, place.end, pieces)]


def _segment(text: str, segment: Segment, labels: dict[str, MarkLabel]) -> SegmentView:
    string = text[segment.start : segment.end]
    if not segment.covers:
        return SegmentView(string)
    classes = ["seg"]
    for cover in segment.covers:
        label, lane = labels[cover.key], min(cover.lane, LANES - 1)
        classes.append(f"l{lane}-h{label.hue}")
        if label.pattern != Pattern.SOLID:
            classes.append(f"l{lane}-p-{label.pattern}")
    begins = [_edges(labels[one.key].name).begins for one in segment.covers if one.begins]
    if begins:
        classes.append("is-begin")
    ends = [_edges(labels[one.key].name).ends for one in segment.covers if one.ends]
    if ends:
        classes.append("is-end")
    keys = " ".join(cover.key for cover in segment.covers)
    return SegmentView(string, keys, " ".join(classes), ", ".join(begins), ", ".join(ends))


class _Edges(NamedTuple):
    begins: str
    ends: str


def _edges(label: str) -> _Edges:
    """What is said where an annotation with this label begins and ends."""
    return _edges_in(get_language(), label)


# Thousands in an article, of a few labels.
@lru_cache(maxsize=1000)
def _edges_in(_language: str | None, label: str) -> _Edges:
    named = {"label": label}
    return _Edges(_("%(label)s begins") % named, _("%(label)s ends") % named)


def paragraphs(views: Sequence[BlockView], places: Sequence[Block]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for view, place in zip(views, places, strict=True):
        if place.opens:
            found.append(Paragraph(place.gap, []))
        found[-1].blocks.append(view)
    return found


def card(annotation: Mark) -> Card:
    start, end = spans.extent(annotation.fragments)
    return Card(
        uid=annotation.uid,
        label=annotation.label,
        version=annotation.version,
        fragments=spans.unparse(annotation.fragments),
        start=start,
        end=end,
        quote=shortened(annotation.quote, SHOWN_QUOTE),
        note=annotation.note,
    )


def shortened(quote: str, limit: int) -> str:
    """Both ends of a long quote: its borders are what people check."""
    if len(quote) <= limit:
        return quote
    head = limit * 2 // 3
    return f"{quote[:head]} […] {quote[len(quote) - (limit - head) :]}"


def described(marked: Sequence[Mark]) -> str:
    """One annotation, or how many, as it is said aloud."""
    if len(marked) != 1:
        return ngettext("%(n)s annotation", "%(n)s annotations", len(marked)) % {"n": len(marked)}
    one = marked[0]
    words = one.quote.split()
    counted = ngettext("%(n)s word", "%(n)s words", len(words)) % {"n": len(words)}
    if len(words) < 3:
        return _("%(label)s, “%(quote)s”") % {"label": one.label.name, "quote": one.quote}
    return _("%(label)s, %(words)s, from “%(first)s” to “%(last)s”") % {
        "label": one.label.name,
        "words": counted,
        "first": words[0],
        "last": words[-1],
    }


def moved(own: AnnotationSet, by: User, message: str, next_article: int | None = None) -> Changes:
    """A set that was submitted or reopened: nothing of the text is new."""
    return Changes(
        set=own,
        undoable=annotations.undoable(own, by),
        message=message,
        progress=queries.progress(own.article.project_id, by),
        next=next_article,
    )

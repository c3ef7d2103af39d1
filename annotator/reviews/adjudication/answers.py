"""What the desk answers to a change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.errors import Conflict as Changed
from annotator.reviews.adjudication import drawing, people, queries, statements, turns
from annotator.reviews.adjudication.comparing import Comparison, Conflict
from annotator.reviews.adjudication.drawing import Drawn
from annotator.reviews.adjudication.pages import all_blocks, decided, looked_at
from annotator.reviews.adjudication.services import Outcome
from annotator.reviews.adjudication.settling import possible_uids
from annotator.reviews.adjudication.turns import Turn
from annotator.reviews.adjudication.versions import Shown, shown
from annotator.text import spans
from annotator.text.blocks import touched
from annotator.text.spans import Fragment


@dataclass(frozen=True, slots=True)
class Changes:
    """The answer to a change: what of the page is new, and what was done, in words."""

    turn: Turn
    version: int
    conflicts: list[Shown] = field(default_factory=list)
    blocks: list[Drawn] = field(default_factory=list)
    message: str = ""
    error: str = ""
    whole: bool = False
    stale: bool = False
    next: str = ""

    @property
    def since(self) -> str:
        return turns.since(self.version, self.turn.holder_id)


def changes(outcome: Outcome, by: User, said: Callable[[Shown | None], str]) -> Changes:
    """The conflicts and blocks that a change touched; six queries at most.

    ``said`` says what was done, about the conflict that it was done to.
    """
    found, change, comparison = outcome.adjudication, outcome.change, outcome.comparison
    sources = comparison.sources
    clusters = set(outcome.clusters) or _moved(outcome, comparison)
    own = [comparison.by_cluster[one] for one in clusters if one in comparison.by_cluster]
    places = touched(change.reading.blocks, [*change.ranges, *_extents(own)])
    extents = tuple((one.start, one.end) for one in places)
    marks = annotations.marks(change.set, extents) if extents else []
    near = replace(comparison, conflicts=_near(comparison.conflicts, extents))
    made = statements.decisions(found, (one.cluster for one in near.conflicts))
    judged = queries.judged(near, found, made, marks)
    names = people.names(found, sources)
    conflicts = [shown(one, "", names, pieces=False) for one in judged if one.cluster in clusters]
    lines = drawing.lines(judged, marks, people.letters(sources)).within(extents)
    progress = turns.progress(found, comparison.conflicts, statements.decided(found))
    return Changes(
        turn=turns.turn(found, change.set, progress, by),
        version=change.set.version,
        conflicts=conflicts,
        blocks=drawing.blocks(change.reading, places, lines),
        message=said(next(iter(conflicts), None)),
    )


def _moved(outcome: Outcome, comparison: Comparison) -> set[UUID]:
    """The clusters of what was changed by hand."""
    moved = {*outcome.change.touched, *outcome.change.gone}
    return {one.cluster for one in comparison.conflicts if not moved.isdisjoint(possible_uids(one))}


def _near(conflicts: Iterable[Conflict], extents: Sequence[Fragment]) -> list[Conflict]:
    """Those that lie in some places, and so are drawn there."""
    return [
        one
        for one in conflicts
        if any(spans.overlap(mark.fragments, tuple(extents)) for mark in one.marks.values())
    ]


def _extents(conflicts: Iterable[Conflict]) -> Iterator[Fragment]:
    for conflict in conflicts:
        for mark in conflict.marks.values():
            yield from mark.fragments


def state(article_id: int, by: User, *, error: str = "", message: str = "") -> Changes:
    """Everything of the desk that a change can change, as it is now."""
    desk = looked_at(article_id, by)
    if desk.adjudication is None or desk.gold is None:
        raise Changed(error or _("This article is not being adjudicated."))
    return Changes(
        turn=turns.turn(
            desk.adjudication,
            desk.gold,
            turns.progress(desk.adjudication, desk.conflicts, decided(desk)),
            by,
        ),
        version=desk.gold.version,
        conflicts=[shown(one, "", {}, pieces=False) for one in desk.conflicts],
        blocks=all_blocks(desk),
        error=error,
        message=message,
        whole=True,
        stale=bool(desk.stale),
    )


def finished(article_id: int, by: User, after: int | None) -> Changes:
    """``after``: the article to go on with; empty where nothing waits."""
    if after:
        message = _("Finished: this is the gold set now. Here is the next article.")
        return replace(
            state(article_id, by, message=message),
            next=reverse("reviews:adjudication", args=[after]),
        )
    message = _("Finished: this is the gold set now. No other article waits to be adjudicated.")
    return state(article_id, by, message=message)


def is_current(article_id: int, by: User, since: str) -> bool:
    """Whether a page that was drawn then is still right; two queries."""
    annotations.readable(article_id, by)
    found = queries.adjudication_of(article_id)
    return found is not None and since == turns.since(found.gold.version, found.gold.owner_id)

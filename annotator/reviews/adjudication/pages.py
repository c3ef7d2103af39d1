"""What the adjudication desk shows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Undoable
from annotator.annotations.side_by_side import Source
from annotator.articles.models import Article
from annotator.errors import Conflict
from annotator.reviews.adjudication import drawing, permissions, queries, wording
from annotator.reviews.adjudication.comparing import Conflict as Compared
from annotator.reviews.adjudication.drawing import Drawn
from annotator.reviews.adjudication.queries import Desk
from annotator.reviews.adjudication.services import Outcome
from annotator.reviews.adjudication.settling import possible_uids
from annotator.reviews.adjudication.versions import Shown, shown
from annotator.reviews.models import Adjudication, Reason
from annotator.text.blocks import touched
from annotator.text.spans import Fragment
from annotator.web.direction import direction


@dataclass(frozen=True, slots=True)
class Who:
    """One annotator; no ``name`` while it is hidden. ``place``: the pattern of their lines."""

    letter: str
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Conflicts that there is something to decide about; ``unanimous`` ones apart."""

    settled: int
    all: int
    unanimous: int

    @property
    def left(self) -> int:
        return self.all - self.settled


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose it is, and how far. ``holder`` is empty while it is in one's own hands."""

    article: int
    progress: Progress
    mine: bool
    finished: datetime | None
    holder_id: int | None
    holder: str
    since: datetime
    undoable: Undoable

    @property
    def state(self) -> str:
        if self.finished:
            return "finished"
        return "held" if self.mine else "watched"

    @property
    def can_change(self) -> bool:
        return self.mine and not self.finished


@dataclass(frozen=True, slots=True)
class Paragraph:
    gap: int
    blocks: list[Drawn]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Before it has begun: who has handed in. ``wanted``: how many annotators it should have."""

    article: Article
    handed_in: list[Source]
    working: list[Source]
    wanted: int

    @property
    def all(self) -> int:
        return max(self.wanted, len(self.handed_in) + len(self.working))

    @property
    def left(self) -> int:
        return self.all - len(self.handed_in)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole desk. ``kind``: the only one that is shown in the list."""

    article: Article
    direction: str
    version: int
    turn: Turn
    people: list[Who]
    working: list[Source]
    stale: bool
    conflicts: list[Shown]
    paragraphs: list[Paragraph]
    kind: str
    chosen: Shown | None
    can_reveal: bool

    reasons = Reason.choices

    @property
    def since(self) -> str:
        return _since(self.version, self.turn.holder_id)

    @property
    def lanes(self) -> int:
        return min(drawing.LANES, max(3, 2 * len(self.people)))

    @property
    def open(self) -> list[Shown]:
        return [one for one in self.conflicts if one.is_open]

    @property
    def settled(self) -> list[Shown]:
        return [one for one in self.conflicts if not one.is_open and not one.unanimous]

    @property
    def unanimous(self) -> list[Shown]:
        return [one for one in self.conflicts if not one.is_open and one.unanimous]

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Kinds that there are, in words, with how many conflicts are of them."""
        counted = Counter(kind for one in self.conflicts for kind in one.conflict.kinds)
        return [
            (kind, str(word), counted[kind])
            for kind, word in wording.KINDS.items()
            if counted[kind]
        ]

    @staticmethod
    def fresh_id() -> UUID:
        return uuid4()


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
        return _since(self.version, self.turn.holder_id)


def page(article_id: int, by: User, chosen: UUID | None, kind: str = "") -> Page | Waiting:
    """Ten queries at most, however many conflicts."""
    desk = looked_at(article_id, by)
    found, gold = desk.adjudication, desk.gold
    if found is None or gold is None:
        return _waiting(desk)
    text = desk.reading.text
    conflicts = [shown(one, text, _names(found, desk.sources)) for one in desk.conflicts]
    blocks = _blocks(desk)
    return Page(
        article=desk.article,
        direction=direction(desk.article.lang, text),
        version=gold.version,
        turn=_turn(found, gold, desk.conflicts, by),
        people=_people(found, desk.sources),
        working=desk.working,
        stale=bool(desk.stale),
        conflicts=conflicts,
        paragraphs=_paragraphs(desk, blocks),
        kind=kind,
        chosen=_chosen(conflicts, chosen, kind),
        can_reveal=found.revealed is None and permissions.can_reveal(desk.article),
    )


def state(article_id: int, by: User, *, error: str = "", message: str = "") -> Changes:
    """Everything of the desk that a change can change, as it is now."""
    desk = looked_at(article_id, by)
    if desk.adjudication is None or desk.gold is None:
        raise Conflict(error or _("This article is not being adjudicated."))
    return Changes(
        turn=_turn(desk.adjudication, desk.gold, desk.conflicts, by),
        version=desk.gold.version,
        conflicts=[shown(one, "", {}, pieces=False) for one in desk.conflicts],
        blocks=_blocks(desk),
        error=error,
        message=message,
        whole=True,
        stale=bool(desk.stale),
    )


def looked_at(article_id: int, by: User) -> Desk:
    """Who may not adjudicate an article sees nothing of others' versions either."""
    desk = queries.desk(article_id, by)
    permissions.check_can_adjudicate(by, desk.article, [*desk.sources, *desk.working, *desk.stale])
    return desk


def is_current(article_id: int, by: User, since: str) -> bool:
    """Whether a page that was drawn then is still right; two queries."""
    annotations.readable(article_id, by)
    found = queries.adjudication_of(article_id)
    return found is not None and since == _since(found.gold.version, found.gold.owner_id)


def _since(version: int, holder: int | None) -> str:
    """What a page is asked to be newer than."""
    return f"{version}:{holder}"


def changes(outcome: Outcome, by: User, said: Callable[[Shown | None], str]) -> Changes:
    """The conflicts and blocks that a change touched; six queries at most.

    ``said`` says what was done, about the conflict that it was done to.
    """
    found, change = outcome.adjudication, outcome.change
    every = queries.all_sources(change.set.article_id)
    sources = queries.compared(found, every)
    comparison = queries.kept_comparison(change.set.article, sources)
    touched_now = _touched(outcome, comparison.conflicts)
    places = touched(change.reading.blocks, [*change.ranges, *_extents(touched_now)])
    extents = tuple((one.start, one.end) for one in places)
    marks = annotations.marks(change.set, extents) if extents else []
    judged = queries.judged(comparison, found, queries.decisions(found), marks)
    names = _names(found, sources)
    clusters = {one.cluster for one in touched_now}
    conflicts = [shown(one, "", names, pieces=False) for one in judged if one.cluster in clusters]
    lines = drawing.lines(judged, marks, _letters(sources)).within(extents)
    return Changes(
        turn=_turn(found, change.set, judged, by),
        version=change.set.version,
        conflicts=conflicts,
        blocks=drawing.blocks(change.reading, places, lines),
        message=said(next(iter(conflicts), None)),
    )


def _touched(outcome: Outcome, conflicts: Iterable[Compared]) -> list[Compared]:
    """The conflicts that others may see differently now."""
    moved = {*outcome.change.touched, *outcome.change.gone}
    return [
        one
        for one in conflicts
        if one.cluster in outcome.clusters or not moved.isdisjoint(possible_uids(one))
    ]


def _extents(conflicts: Iterable[Compared]) -> Iterator[Fragment]:
    for conflict in conflicts:
        for mark in conflict.marks.values():
            yield from mark.fragments


def _letters(sources: Sequence[Source]) -> dict[int, str]:
    letters = wording.letters(len(sources))
    return {one.id: letter for one, letter in zip(sources, letters, strict=True)}


def _names(found: Adjudication, sources: Sequence[Source]) -> dict[int, str]:
    """What people are called, by set: a letter until their names have been revealed."""
    if found.revealed:
        return {one.id: one.name for one in sources}
    return _letters(sources)


def _people(found: Adjudication, sources: Sequence[Source]) -> list[Who]:
    letters = _letters(sources)
    return [
        Who(letters[one.id], one.name if found.revealed else "", place % drawing.PATTERNS)
        for place, one in enumerate(sources)
    ]


def _turn(
    found: Adjudication, gold: AnnotationSet, conflicts: Sequence[Compared], by: User
) -> Turn:
    holder = gold.owner
    return Turn(
        article=found.article_id,
        progress=_progress(conflicts),
        mine=permissions.holds(by, gold),
        finished=found.finished,
        holder_id=gold.owner_id,
        holder=str(holder.get_full_name()) if holder else "",
        since=found.held or found.started,
        undoable=annotations.undoable(gold, by),
    )


def _progress(conflicts: Sequence[Compared]) -> Progress:
    counted = [one for one in conflicts if not one.unanimous]
    settled = sum(bool(one.settled) for one in counted)
    return Progress(settled, len(counted), len(conflicts) - len(counted))


def _chosen(conflicts: Sequence[Shown], wanted: UUID | None, kind: str) -> Shown | None:
    """The one that is asked for, or the first that is open."""
    named = next((one for one in conflicts if one.cluster == wanted), None)
    fitting = [one for one in conflicts if not kind or kind in one.conflict.kinds]
    left = (one for one in fitting if one.is_open)
    return named or next(left, None) or next(iter(fitting), None)


def _blocks(desk: Desk) -> list[Drawn]:
    lines = drawing.lines(desk.conflicts, desk.gold_marks, _letters(desk.sources))
    return drawing.blocks(desk.reading, desk.reading.blocks, lines)


def _paragraphs(desk: Desk, blocks: Sequence[Drawn]) -> list[Paragraph]:
    found: list[Paragraph] = []
    for drawn, place in zip(blocks, desk.reading.blocks, strict=True):
        if place.opens:
            found.append(Paragraph(place.gap, []))
        found[-1].blocks.append(drawn)
    return found


def _waiting(desk: Desk) -> Waiting:
    wanted = desk.article.project.annotators or 1
    return Waiting(desk.article, desk.sources, desk.working, wanted)


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

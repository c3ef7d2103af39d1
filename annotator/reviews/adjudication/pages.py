"""What the adjudication desk shows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from annotator.accounts.models import User
from annotator.annotations.side_by_side import Source
from annotator.articles.models import Article
from annotator.reviews.adjudication import (
    drawing,
    people,
    permissions,
    queries,
    turns,
    wording,
)
from annotator.reviews.adjudication.drawing import Drawn
from annotator.reviews.adjudication.people import Who
from annotator.reviews.adjudication.queries import Desk
from annotator.reviews.adjudication.turns import Turn
from annotator.reviews.adjudication.versions import Shown, shown
from annotator.reviews.models import Reason
from annotator.web.direction import direction
from annotator.web.markdown import headings


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
    def sections(self) -> list[str]:
        """The headings of the guidelines."""
        return headings(self.article.project.guidelines)

    @property
    def since(self) -> str:
        return turns.since(self.version, self.turn.holder_id)

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


def page(article_id: int, by: User, chosen: UUID | None, kind: str = "") -> Page | Waiting:
    """Ten queries at most, however many conflicts."""
    desk = looked_at(article_id, by)
    found, gold = desk.adjudication, desk.gold
    if found is None or gold is None:
        return _waiting(desk)
    text = desk.reading.text
    names = people.names(found, desk.sources)
    conflicts = [shown(one, text, names) for one in desk.conflicts]
    blocks = all_blocks(desk)
    return Page(
        article=desk.article,
        direction=direction(desk.article.lang, text),
        version=gold.version,
        turn=turns.turn(found, gold, turns.progress(found, desk.conflicts, decided(desk)), by),
        people=people.people(found, desk.sources),
        working=desk.working,
        stale=bool(desk.stale),
        conflicts=conflicts,
        paragraphs=_paragraphs(desk, blocks),
        kind=kind,
        chosen=_chosen(conflicts, chosen, kind),
        can_reveal=found.revealed is None and permissions.can_reveal(desk.article),
    )


def looked_at(article_id: int, by: User) -> Desk:
    """Who may not adjudicate an article sees nothing of others' versions either."""
    desk = queries.desk(article_id, by)
    permissions.check_can_adjudicate(by, desk.article, [*desk.sources, *desk.working, *desk.stale])
    return desk


def decided(desk: Desk) -> set[UUID]:
    """The clusters about which something was decided."""
    return {one.cluster for one in desk.conflicts if one.decision}


def _chosen(conflicts: Sequence[Shown], wanted: UUID | None, kind: str) -> Shown | None:
    """The one that is asked for, or the first that is open."""
    named = next((one for one in conflicts if one.cluster == wanted), None)
    fitting = [one for one in conflicts if not kind or kind in one.conflict.kinds]
    left = (one for one in fitting if one.is_open)
    return named or next(left, None) or next(iter(fitting), None)


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


def all_blocks(desk: Desk) -> list[Drawn]:
    """The whole text, with whatever stands in it."""
    lines = drawing.lines(desk.conflicts, desk.gold_marks, people.letters(desk.sources))
    return drawing.blocks(desk.reading, desk.reading.blocks, lines)

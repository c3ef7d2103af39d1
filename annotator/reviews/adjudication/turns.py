"""Whose an adjudication is, and how far it has come."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Undoable
from annotator.reviews.adjudication import permissions
from annotator.reviews.adjudication.comparing import Conflict
from annotator.reviews.models import Adjudication


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


def turn(found: Adjudication, gold: AnnotationSet, progress: Progress, by: User) -> Turn:
    """One query."""
    holder = gold.owner
    return Turn(
        article=found.article_id,
        progress=progress,
        mine=permissions.holds(by, gold),
        finished=found.finished,
        holder_id=gold.owner_id,
        holder=str(holder.get_full_name()) if holder else "",
        since=found.held or found.started,
        undoable=annotations.undoable(gold, by),
    )


def progress(
    found: Adjudication, conflicts: Iterable[Conflict], decided: Collection[UUID]
) -> Progress:
    """``decided``: the clusters about which something was decided."""
    counted = unanimous = settled = 0
    for one in conflicts:
        if one.unanimous:
            unanimous += 1
        else:
            counted += 1
            settled += one.cluster in decided or (found.majority and one.two_thirds)
    return Progress(settled, counted, unanimous)


def since(version: int, holder: int | None) -> str:
    """What a page is asked to be newer than."""
    return f"{version}:{holder}"

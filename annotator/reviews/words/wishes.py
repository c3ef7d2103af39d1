"""What is to be decided about many places at once, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from annotator.activity.models import Event
from annotator.reviews.words.asked import About, Place

DECIDED, UNDONE = "batch:decided", "batch:undone"


class Action(models.TextChoices):
    ACCEPT = "accept", _("Accept")
    RELABEL = "relabel", _("Relabel")
    REJECT = "reject", _("Nothing here")
    MARK = "mark", _("Mark")


class Skip(models.TextChoices):
    """Why a place is left as it is. The first are about its whole article."""

    HELD = "held"
    FINISHED = "finished"
    UNFINISHED = "unfinished"
    OWN = "own"
    STALE = "stale"
    GONE = "gone"
    UNMARKED = "unmarked"
    MARKED = "marked"
    SPLIT = "split"
    UNLABELLED = "unlabelled"
    STANDS = "stands"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Wish:
    """``label``: to be given, or whose version is to be accepted; None: that of the majority."""

    action: Action
    label: int | None = None
    about: About = field(default_factory=About)


class Taken(NamedTuple):
    """A step of a batch, and the place that it was taken for."""

    article: int
    step: UUID
    start: int
    end: int

    @property
    def place(self) -> Place:
        return Place(self.article, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Batch:
    """What was decided at once. ``name``: the words, or the speaker; ``label``: the one given, by
    its name then. ``skipped``: how many places for which reason."""

    id: UUID
    at: datetime
    action: Action
    name: str
    label: str
    places: int
    articles: int
    skipped: Mapping[Skip, int]
    steps: tuple[Taken, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "action": self.action,
            "name": self.name,
            "label": self.label,
            "places": self.places,
            "articles": self.articles,
            "skipped": self.skipped,
            "steps": [[one.article, str(one.step), one.start, one.end] for one in self.steps],
        }

    @classmethod
    def of(cls, past: Event) -> Self:
        after = past.after or {}
        return cls(
            id=UUID(past.subject),
            at=past.at,
            action=Action(after["action"]),
            name=after["name"],
            label=after["label"],
            places=after["places"],
            articles=after["articles"],
            skipped={Skip(reason): n for reason, n in after["skipped"].items()},
            steps=tuple(
                Taken(article, UUID(step), start, end)
                for article, step, start, end in after["steps"]
            ),
        )


class Left(NamedTuple):
    """A place of a batch that undoing it has left as it is."""

    place: Place
    why: Skip


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back of a batch: so many places; ``left``: where it was not."""

    places: int
    left: tuple[Left, ...]

    def as_json(self) -> dict[str, Any]:
        return {"places": self.places, "left": [[*one.place, one.why] for one in self.left]}

    @classmethod
    def of(cls, past: Event) -> Self:
        after = past.after or {}
        left = [Left(Place(*place), Skip(why)) for *place, why in after["left"]]
        return cls(places=after["places"], left=tuple(left))

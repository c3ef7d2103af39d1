"""What the review queue shows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotator.accounts.models import User
from annotator.projects.models import Membership, Role
from annotator.reviews.queue import queries
from annotator.reviews.queue.parts import Part
from annotator.reviews.queue.queries import Row
from annotator.reviews.returning import AT_ONCE

FIRST = 10
"""Rows of each part where all parts are shown."""

HEADINGS: dict[Part, Promise] = {
    Part.OBJECTIONS: _("Objections"),
    Part.READY: _("Ready to adjudicate"),
    Part.LATE: _("Handed in after the gold version"),
    Part.SPOT: _("Spot review"),
    Part.UNDER_WAY: _("Being adjudicated"),
    Part.EARLY: _("Can be adjudicated already"),
    Part.RETURNED: _("Returned, not yet back"),
}
"""In the order in which they are shown: what waits for a reviewer comes first."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the queue. ``after``: from which row on there is more; 0: nothing more."""

    part: Part
    rows: list[Row]
    count: int
    after: int

    MAX = queries.COUNTED

    @property
    def heading(self) -> Promise:
        return HEADINGS[self.part]

    @property
    def many(self) -> bool:
        return self.count > self.MAX


@dataclass(frozen=True, slots=True)
class QueuePage:
    """``rest``: how many may be accepted unseen. ``alone``: the only part that is shown."""

    membership: Membership
    sections: list[Section]
    rest: int
    spot: int
    alone: Part | None
    starts: bool
    shows_names: bool

    AT_ONCE = AT_ONCE

    @property
    def has_more_than_at_once(self) -> bool:
        return self.rest > AT_ONCE


def queue(membership: Membership, by: User, part: Part | None, after: int) -> QueuePage:
    """A page of one part, or the first rows of each; nine queries at most."""
    project = membership.project
    counts = queries.counted(project, Part, by)
    shown = [part] if part else [one for one in HEADINGS if counts[one]]
    size = queries.SIZE if part else FIRST
    sections = []
    for one in shown:
        rows = queries.listed(project, one, by, after=after, size=size + 1)
        more = rows[size - 1].key if len(rows) > size else 0
        sections.append(Section(one, rows[:size], counts[one], more))
    owns = membership.role == Role.OWNER
    return QueuePage(
        membership=membership,
        sections=sections,
        rest=counts[Part.REST] if owns else 0,
        spot=counts[Part.SPOT],
        alone=part,
        starts=not after,
        shows_names=owns or not project.blind,
    )

"""Keeping the queue in order: slots for new articles, and back with what nobody touches."""

from collections.abc import Sequence

from django.db import transaction

from annotator.annotations.queries import hands_out
from annotator.assignments import filling, leases
from annotator.web import housekeeping


@transaction.atomic
def fill(*, project_id: int, articles: Sequence[int] = filling.EVERY) -> None:
    """Slots for all articles of a project that has none of them yet, or for some articles.

    Nothing happens in projects that hand nothing out. Done twice, it is done once.
    """
    if hands_out(project_id):
        filling.add(project_id, articles)


@transaction.atomic
def refill(*, project_id: int, articles: Sequence[int]) -> None:
    """As many free slots as some articles need now: none once their gold sets are finished."""
    if articles and hands_out(project_id):
        filling.trim(project_id, articles)
        filling.add(project_id, articles)


@transaction.atomic
def lapse_overdue(*, project_id: int | None = None) -> int:
    """Back to the queue with what nobody touched in time, and say how much it was.

    The work in it is kept. Several may run at once.
    """
    sets = leases.overdue(project_id)
    leases.free(sets, by=None, kind="assignment:lapsed")
    return len(sets)


def lapse_for_a_while(seconds: float = 2) -> None:
    """What housekeeping does: short turns."""
    housekeeping.for_a_while(lapse_overdue, seconds)

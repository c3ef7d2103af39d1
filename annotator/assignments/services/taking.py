"""Taking articles from the queue."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.queries import readable
from annotator.assignments import permissions, queries, queue
from annotator.assignments.queue import Mine, Taker
from annotator.assignments.services.keeping import lapse_overdue
from annotator.errors import Conflict


@dataclass(frozen=True, slots=True)
class Next:
    """Where to go on, or why there is nowhere to."""

    article_id: int | None
    reason: str = ""


@transaction.atomic
def next_article(*, project_id: int, by: User, after: int = 0) -> Next:
    """What was returned, else what one has begun, else a new article from the queue.

    Who leaves an article unfinished gets another one, until they hold MAX_UNFINISHED.
    """
    taker = queue.hold(project_id, by.pk)
    found = queue.unfinished(project_id, by.pk)
    own = [one for one in found if not one.lapsed]
    if there := _own(own, after, by):
        return Next(there)
    reason = permissions.why_not_next(taker, len(own))
    if not reason:
        fresh = _from_queue(taker, own=len(own) < len(found))
        if fresh:
            return Next(fresh)
        reason = queries.why_empty(project_id)
    others = [one.article_id for one in own if one.article_id != after]
    return Next(others[0]) if others else Next(None, reason)


def _own(own: list[Mine], after: int, by: User) -> int | None:
    """The one to go on with; none where the last of them was left unfinished just now."""
    places = {one.article_id: place for place, one in enumerate(own)}
    if after in places:
        later = own[places[after] + 1 :]
        return later[0].article_id if later else None
    taken = queue.taken_at(after, by.pk) if own and after else None
    later = [one for one in own if one.returned or (taken and one.taken and one.taken > taken)]
    return next((one.article_id for one in later or own), None)


def _from_queue(taker: Taker, *, own: bool) -> int | None:
    """One's ``own`` work that lapsed comes back first."""
    found = queue.take_lapsed(taker) if own else None
    found = found or queue.take_next(taker)
    if not found and lapse_overdue(project_id=taker.project_id):
        found = queue.take_next(taker)
    return found


@transaction.atomic
def take(*, article_id: int, by: User) -> None:
    """Take this very article, if it has room; done twice, it is done once."""
    article = readable(article_id, by)
    if article.project.annotators is None:
        return
    taker = queue.hold(article.project_id, by.pk)
    standing = queries.standing(article, by)
    if standing.holds:
        return
    permissions.check_can_take(standing)
    if not queue.take_listed(taker, [article.pk], by):
        raise Conflict(_("Somebody else has just taken the last place at this article."))

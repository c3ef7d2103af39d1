"""What owners do by hand: assign, unassign, release."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import hands_out
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.assignments import leases, permissions, queue
from annotator.assignments.models import GivenBack
from annotator.assignments.queue import UNFINISHED
from annotator.errors import InvalidInput
from annotator.projects.models import Project


@dataclass(frozen=True, slots=True)
class Assigned:
    """``made`` of the ``wanted``; ``quota``: more were not allowed."""

    wanted: int
    made: int
    quota: bool


@dataclass(frozen=True, slots=True)
class Freed:
    """Of the ``wanted`` so many were ``freed``; with ``kept`` of them there is work."""

    wanted: int
    freed: int
    kept: int


@transaction.atomic
def assign(*, by: User, project: Project, person_id: int, articles: Iterable[int]) -> Assigned:
    """Give somebody those of some articles that have room, within their quota."""
    permissions.check_can_hand_out(by, project)
    wanted = list(dict.fromkeys(articles))
    taker = queue.hold(project.pk, person_id)
    room = permissions.room_in_quota(taker, len(wanted))
    made = queue.take_listed(taker, wanted[:room], by)
    return Assigned(len(wanted), len(made), quota=room < len(wanted))


def assign_asked(
    *,
    by: User,
    project: Project,
    person: int,
    count: int | None,
    uids: Sequence[str],
    chosen: Sequence[int],
) -> Assigned:
    """As a form asks: so many articles, those with these ids in files, or those chosen."""
    if count:
        return assign_some(by=by, project=project, person_id=person, count=count)
    articles = _with_uids(project, uids) if uids else chosen
    return assign(by=by, project=project, person_id=person, articles=articles)


def _with_uids(project: Project, uids: Sequence[str]) -> list[int]:
    found = dict(
        Article.objects.filter(project=project, uid__in=uids).values_list("uid", "pk").order_by()
    )
    if unknown := [one for one in uids if one not in found]:
        said = _("There is no article with the id “%(id)s”.") % {"id": unknown[0]}
        raise InvalidInput(said, errors={"uids": [said]})
    return [found[uid] for uid in uids]


@transaction.atomic
def assign_some(*, by: User, project: Project, person_id: int, count: int) -> Assigned:
    """Give somebody the next so many articles of the queue."""
    permissions.check_can_hand_out(by, project)
    taker = queue.hold(project.pk, person_id)
    room = permissions.room_in_quota(taker, count)
    made = queue.take_listed(taker, queue.coming(taker, room), by)
    return Assigned(count, len(made), quota=room < count)


@transaction.atomic
def release(*, by: User, project: Project, sets: Iterable[int]) -> Freed:
    """Back to the queue, as if the lease had run out: work is kept, and comes back if there is
    room when its owner returns."""
    return _free(by, project, sets, "assignment:released", dropped=False)


@transaction.atomic
def unassign(*, by: User, project: Project, sets: Iterable[int]) -> Freed:
    """Take articles from people: the queue doesn't give them to these again. Work is kept."""
    return _free(by, project, sets, "assignment:unassigned", dropped=True)


def _free(by: User, project: Project, sets: Iterable[int], kind: str, *, dropped: bool) -> Freed:
    permissions.check_can_hand_out(by, project)
    hands_out(project.pk)
    wanted = set(sets)
    found = list(
        AnnotationSet.objects.filter(
            pk__in=wanted,
            project=project,
            kind=Kind.ANNOTATOR,
            state__in=UNFINISHED,
            lapsed=None,
        )
        .select_related("owner")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    removed = leases.free([one.pk for one in found], by=by.pk, kind=kind, dropped=dropped)
    if dropped:
        gone = [GivenBack(annotator=one.owner, article_id=one.article_id) for one in found]
        GivenBack.objects.bulk_create(gone, ignore_conflicts=True)
    return Freed(len(wanted), len(found), len(found) - removed)

"""Verdicts on one annotator's set: accepted, returned, fixed, taken back.

``version`` is the one that the reviewer saw; Conflict if the set has changed since.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import COMPARED, sets_of
from annotator.annotations.states import CLOSED, State, move
from annotator.assignments.services import refill
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Membership, Project
from annotator.projects.permissions import check_can_manage
from annotator.reviews import permissions
from annotator.reviews.accepting import make_gold
from annotator.reviews.adjudication import services as adjudication
from annotator.reviews.models import Adjudication, Reason, Review
from annotator.reviews.queue import queries as queue
from annotator.reviews.queue.parts import Part

AT_ONCE = 1000
"""Sets that are accepted in one request, which takes some seconds."""


@transaction.atomic
def accept(*, set_id: int, by: User, version: int, note: str = "") -> AnnotationSet:
    """Take the only finished set of an article as it is: it becomes the gold set."""
    found = _reviewable(set_id, by, version)
    _check_alone(found)
    now = timezone.now()
    before = _move(found, State.ACCEPTED, now)
    gold = make_gold([found], by=by, now=now)[found.article_id]
    _review(found, Review.Outcome.ACCEPTED, by, now, note=note)
    record(_event("set:accepted", found, by, before, gold=gold.pk))
    return found


@transaction.atomic
def accept_unseen(*, project: Project, by: User) -> int:
    """Take the work of one person in articles that were not sampled for review, at most AT_ONCE.

    Answers how many. Only for owners, and logged as what it is.
    """
    check_can_manage(by, project)
    due = queue.sets(project, Part.REST, by, size=AT_ONCE)
    found = list(_locked().filter(pk__in=due, state=State.SUBMITTED).order_by("pk"))
    now = timezone.now()
    for one in found:
        one.state, one.updated, one.version = State.ACCEPTED, now, one.version + 1
    AnnotationSet.objects.bulk_update(found, ["state", "updated", "version"])
    gold = make_gold(found, by=by, now=now)
    made = {"outcome": Review.Outcome.ACCEPTED, "by": by, "at": now}
    Review.objects.bulk_create([Review(set=one, **made) for one in found])
    before = State.SUBMITTED
    record(
        _event("set:accepted", one, by, before, gold=gold[one.article_id].pk, unseen=True)
        for one in found
    )
    return len(found)


@transaction.atomic
def return_(
    *, set_id: int, by: User, version: int, reason: str = "", note: str = ""
) -> AnnotationSet:
    """Give a set back to its annotator. A gold set that was finished is open again, held by
    nobody, until the work comes back."""
    if not (reason or note.strip()):
        raise InvalidInput(_("Say why: choose a reason or write a note."))
    found = _reviewable(set_id, by, version)
    _check_has_annotator(found)
    now = timezone.now()
    before = _move(found, State.RETURNED, now)
    _review(
        found, Review.Outcome.RETURNED, by, now, reason=Reason(reason) if reason else "", note=note
    )
    said = {"reason": reason, "note": note.strip()}
    record([_event("set:returned", found, by, before, **said), *_open_gold(found, by, now)])
    return found


@transaction.atomic
def reconsider(*, set_id: int, by: User, version: int) -> AnnotationSet:
    """Take back that a set was accepted: it waits for review again, and its gold set is open."""
    found = _reviewable(set_id, by, version)
    now = timezone.now()
    before = _move(found, State.SUBMITTED, now)
    record([_event("set:reconsidered", found, by, before), *_open_gold(found, by, now)])
    return found


@transaction.atomic
def fix(*, set_id: int, by: User, version: int) -> AnnotationSet:
    """Begin the gold set of an article with its only set, to be changed there and finished."""
    found = _reviewable(set_id, by, version)
    _check_alone(found)
    if move(State(found.state), State.ACCEPTED) is None:
        raise NotAllowed(_("These annotations are not waiting for review."))
    _hold(adjudication.start(article_id=found.article_id, by=by), by)
    return found


def _hold(begun: Adjudication, by: User) -> None:
    """Go on with a gold set that went back with the work, or that is one's own."""
    if begun.finished or begun.gold.owner_id not in (None, by.pk):
        raise Conflict(_("This article has a gold version already. Go on there."))
    if begun.gold.owner_id is None:
        adjudication.take_over(article_id=begun.article_id, by=by)
        adjudication.merge(article_id=begun.article_id, by=by)


def _reviewable(set_id: int, by: User, version: int) -> AnnotationSet:
    """The set, locked, if this person may review it and it is as they saw it."""
    found = _locked().filter(pk=set_id, kind__in=COMPARED).first()
    if found is None:
        raise NotFound(_("These annotations are not here."))
    permissions.check_can_review_set(by, found)
    if found.version != version:
        raise Conflict(_("These annotations have changed since you looked."))
    return found


def _locked() -> QuerySet[AnnotationSet]:
    sets = AnnotationSet.objects.select_related("article__project").select_for_update(of=("self",))
    return sets.defer("article__text", "article__search", "article__meta")


def _check_alone(found: AnnotationSet) -> None:
    if sets_of([found.article_id]).exclude(pk=found.pk).exists():
        raise NotAllowed(_("Several people have annotated this article. Adjudicate it."))


def _check_has_annotator(found: AnnotationSet) -> None:
    project = found.article.project_id
    if not Membership.objects.filter(project=project, user=found.owner_id).exists():
        raise NotAllowed(_("Who made these annotations does not work here. Fix them instead."))


def _move(found: AnnotationSet, to: State, now: datetime) -> str:
    """Answers the state before."""
    before = found.state
    if move(State(before), to) is None:
        raise NotAllowed(
            _("This is “%(state)s”, so it can’t become “%(to)s”.")
            % {"state": State(before).label, "to": to.label}
        )
    found.state, found.updated, found.version = to, now, found.version + 1
    found.submitted = (found.submitted or now) if to in CLOSED else None
    found.save(update_fields=["state", "updated", "version", "submitted"])
    return before


def _review(
    found: AnnotationSet, outcome: Review.Outcome, by: User, now: datetime, **said: str
) -> None:
    said["note"] = said["note"].replace("\r\n", "\n").strip()
    Review.objects.create(set=found, outcome=outcome, by=by, at=now, **said)


def _event(kind: str, found: AnnotationSet, by: User, before: str, **more: Any) -> Event:
    return event(
        kind,
        by=by,
        project_id=found.article.project_id,
        article_id=found.article_id,
        subject=found.pk,
        before={"state": before},
        after={"state": found.state, **more},
    )


def _open_gold(found: AnnotationSet, by: User, now: datetime) -> list[Event]:
    """Open the article's finished gold set, and let go of it."""
    rows = Adjudication.objects.filter(article=found.article_id, finished__isnull=False)
    row = rows.select_related("gold").select_for_update(of=("self", "gold")).first()
    if row is None or str(found.pk) not in row.sources:
        return []
    row.finished, row.held, gold = None, None, row.gold
    row.save(update_fields=["finished", "held"])
    gold.article = found.article
    before, gold.state = gold.state, State.IN_PROGRESS
    gold.owner, gold.submitted, gold.updated, gold.version = None, None, now, gold.version + 1
    gold.save(update_fields=["owner", "state", "submitted", "updated", "version"])
    refill(project_id=found.article.project_id, articles=[found.article_id])
    return [_event("gold:reopened", gold, by, before, because=found.pk)]

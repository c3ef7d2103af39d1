"""Finishing an adjudication, taking it up again, and taking it over."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.annotations import queries as annotations
from annotator.annotations import values
from annotator.annotations.models import AnnotationSet
from annotator.annotations.register import share_speakers
from annotator.annotations.states import State
from annotator.assignments.services import refill
from annotator.errors import Conflict, InvalidInput
from annotator.reviews.adjudication import permissions, queries
from annotator.reviews.adjudication.services.deciding import under_way
from annotator.reviews.models import Adjudication, Review


@transaction.atomic
def finish(*, article_id: int, by: User) -> Adjudication:
    """Accept the gold set, and with it the sets that it was made of. Done twice, it is done once.

    Raises InvalidInput where a conflict is open or a required attribute is missing, and Conflict
    where sets have changed since they were compared.
    """
    found = _held(article_id, by)
    if found.finished:
        return found
    desk = queries.desk(article_id, by)
    if desk.stale:
        raise Conflict(_("Sets have changed since they were compared. Compare again first."))
    left = sum(not one.settled for one in desk.conflicts)
    if left:
        raise InvalidInput(
            ngettext("%(n)s conflict is still open.", "%(n)s conflicts are still open.", left)
            % {"n": left}
        )
    values.check_complete(found.gold)
    found.finished = timezone.now()
    before = found.gold.state
    _turn(found.gold, State.ACCEPTED)
    share_speakers([found.gold_id])
    accepted = list(_accept_sources(found, by))
    _note_fixed(found, by)
    found.save(update_fields=["finished", "sources"])
    record([_event("gold:finished", found, by, before), *accepted])
    _refill(found)
    return found


def _accept_sources(found: Adjudication, by: User) -> Iterator[Event]:
    """What was handed in is accepted: it is nobody's turn any more."""
    handed_in = AnnotationSet.objects.select_for_update().filter(
        pk__in=found.sources, state=State.SUBMITTED
    )
    for one in handed_in:
        one.article = found.gold.article
        one.state = State.ACCEPTED
        one.version += 1
        one.save(update_fields=["state", "version"])
        found.sources[str(one.pk)] = one.version
        yield event(
            "set:accepted",
            by=by,
            project_id=one.article.project_id,
            article_id=one.article_id,
            subject=one.pk,
            before={"state": State.SUBMITTED},
            after={"state": State.ACCEPTED},
        )


def _note_fixed(found: Adjudication, by: User) -> None:
    """The work of one person that a reviewer went over."""
    if len(found.sources) == 1:
        made = {"outcome": Review.Outcome.FIXED, "by": by, "at": found.finished}
        Review.objects.create(set_id=int(next(iter(found.sources))), **made)


@transaction.atomic
def reopen(*, article_id: int, by: User) -> Adjudication:
    """Take a finished gold set up again; whoever does holds it."""
    found = _allowed(article_id, by)
    if found.finished:
        found.finished = None
        found.held = timezone.now()
        found.save(update_fields=["finished", "held"])
        before = found.gold.state
        found.gold.owner = by
        _turn(found.gold, State.IN_PROGRESS)
        record(_event("gold:reopened", found, by, before))
        _refill(found)
    return found


@transaction.atomic
def take_over(*, article_id: int, by: User) -> Adjudication:
    """Hold an adjudication that another reviewer holds: their next change is refused."""
    found = _allowed(article_id, by)
    before = found.gold.owner_id
    if before != by.pk:
        found.gold.owner = by
        found.gold.version += 1
        found.gold.updated = timezone.now()
        found.gold.save(update_fields=["owner", "version", "updated"])
        found.held = found.gold.updated
        found.save(update_fields=["held"])
        record(
            event(
                "gold:taken_over",
                by=by,
                project_id=found.gold.article.project_id,
                article_id=article_id,
                subject=found.gold.pk,
                before={"owner": before},
                after={"owner": by.pk},
            )
        )
    return found


@transaction.atomic
def reveal(*, article_id: int, by: User) -> Adjudication:
    """Show whose versions are whose, to everybody who reviews this article. Not taken back."""
    found = _allowed(article_id, by)
    permissions.check_can_reveal(found.gold.article)
    if found.revealed is None:
        found.revealed = timezone.now()
        found.save(update_fields=["revealed"])
        record(_event("gold:names_revealed", found, by, found.gold.state))
    return found


def _refill(found: Adjudication) -> None:
    """An article with a finished gold set is handed out no more."""
    refill(project_id=found.gold.article.project_id, articles=[found.article_id])


def _held(article_id: int, by: User) -> Adjudication:
    found = _allowed(article_id, by)
    permissions.check_holds(by, found.gold)
    return found


def _allowed(article_id: int, by: User) -> Adjudication:
    """The adjudication with the gold set locked, if this person may adjudicate."""
    article = annotations.readable(article_id, by)
    permissions.check_can_adjudicate(by, article, queries.all_sources(article_id))
    found = under_way(article_id)
    found.gold = AnnotationSet.objects.select_for_update().get(pk=found.gold_id)
    found.gold.article = article
    return found


def _turn(gold: AnnotationSet, to: State) -> None:
    gold.state = to
    gold.version += 1
    gold.updated = timezone.now()
    gold.submitted = gold.updated if to == State.ACCEPTED else None
    gold.save(update_fields=["owner", "state", "version", "updated", "submitted"])


def _event(kind: str, found: Adjudication, by: User, before: str) -> Event:
    return event(
        kind,
        by=by,
        project_id=found.gold.article.project_id,
        article_id=found.gold.article_id,
        subject=found.gold.pk,
        before={"state": before},
        after={"state": found.gold.state},
    )

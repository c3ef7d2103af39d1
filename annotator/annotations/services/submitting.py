"""Submitting one's own set, and taking it up again."""

from django.db import transaction
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.annotations import permissions, queries, values
from annotator.annotations.changes import open_own_set
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, State, Turn


@transaction.atomic
def submit(*, article_id: int, by: User) -> AnnotationSet:
    """Say that one's own set is finished, be it empty. Done twice, it is done once.

    Raises InvalidInput where a required attribute is missing.
    """
    own = _own(article_id, by)
    values.check_complete(own)
    return _move(own, by, State.SUBMITTED, "set:submitted")


@transaction.atomic
def reopen(*, article_id: int, by: User) -> AnnotationSet:
    """Take one's own submitted set up again."""
    return _move(_own(article_id, by), by, State.IN_PROGRESS, "set:reopened")


def _own(article_id: int, by: User) -> AnnotationSet:
    own = queries.own_set_for_update(article_id, by).first()
    if own is None:
        open_own_set(article_id, by)
        own = queries.own_set_for_update(article_id, by).get()
    return own


def _move(own: AnnotationSet, by: User, to: State, kind: str) -> AnnotationSet:
    if own.state == to:
        return own
    permissions.check_can_move(own, to, Turn.ANNOTATOR)
    before, own.state = own.state, to
    own.version += 1
    own.updated = timezone.now()
    own.submitted = own.updated if to in CLOSED else None
    own.save(update_fields=["state", "version", "updated", "submitted"])
    record(
        event(
            kind,
            by=by,
            project_id=own.article.project_id,
            article_id=own.article_id,
            subject=own.pk,
            before={"state": before},
            after={"state": to},
        )
    )
    return own

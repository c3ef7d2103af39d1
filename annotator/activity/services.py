"""Writing the log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from annotator.accounts.models import User
from annotator.activity.models import Event


def event(
    kind: str,
    *,
    by: User | None,
    project_id: int | None = None,
    article_id: int | None = None,
    subject: object = "",
    step: UUID | None = None,
    before: Any = None,
    after: Any = None,
) -> Event:
    """An event that is not written yet; ``before`` and ``after`` must be plain JSON values."""
    return Event(
        kind=kind,
        actor_id=by.pk if by else None,
        project_id=project_id,
        article_id=article_id,
        subject=str(subject),
        step=step,
        before=before,
        after=after,
    )


def record(events: Event | Iterable[Event]) -> None:
    """Write events, in the transaction of the change that they describe: one query."""
    Event.objects.bulk_create([events] if isinstance(events, Event) else events)

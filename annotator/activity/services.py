"""Writing the log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from psycopg.types.json import Jsonb

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.database import prepared


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


_RECORD = """
INSERT INTO activity_event
    (at, actor_id, kind, project_id, article_id, subject, step, before, after)
SELECT %s, actor_id, kind, project_id, article_id, subject, step, before, after
FROM ROWS FROM (jsonb_to_recordset(%s) AS (
    actor_id bigint, kind text, project_id bigint, article_id bigint, subject text, step uuid,
    before jsonb, after jsonb
)) WITH ORDINALITY AS event
ORDER BY ordinality
"""


def record(events: Event | Iterable[Event]) -> None:
    """Write events, in the transaction of the change that they describe: one query."""
    events = [events] if isinstance(events, Event) else list(events)
    if events:
        prepared.execute(_RECORD, [timezone.now(), Jsonb(list(map(_row, events)))])


def _row(event: Event) -> dict[str, Any]:
    return {
        "actor_id": event.actor_id,
        "kind": event.kind,
        "project_id": event.project_id,
        "article_id": event.article_id,
        "subject": event.subject,
        "step": event.step and str(event.step),
        "before": event.before,
        "after": event.after,
    }

"""The two statements that every save waits for: taking a step, and marking a span."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations.fields import multirange
from annotator.annotations.models import Annotation, Step
from annotator.database import prepared

# The set is locked, the step is taken if it is new, what could be redone is dropped by a new
# change, and the set moves on by one: in one round trip, because every save waits for it.
_TAKE = """
WITH own AS (
    SELECT s.id, s.version, s.state, s.article_id, a.project_id, a.digest
    FROM annotations_annotationset s
    JOIN articles_article a ON a.id = s.article_id
    JOIN projects_membership m ON m.project_id = a.project_id AND m.user_id = s.owner_id
    WHERE s.article_id = %(article)s AND s.owner_id = %(by)s AND s.kind = 'annotator'
    FOR UPDATE OF s
), step AS (
    INSERT INTO annotations_step (id, number, set_id, by_id, kind, state, digest, at)
    SELECT %(step)s, version + 1, id, %(by)s, %(kind)s, 'done', %(digest)s, %(now)s FROM own
    ON CONFLICT (id) DO NOTHING
    RETURNING set_id
), dropped AS (
    UPDATE annotations_step SET state = 'dropped' FROM step
    WHERE annotations_step.set_id = step.set_id AND by_id = %(by)s
      AND kind = 'change' AND state = 'undone' AND %(kind)s = 'change'
), moved AS (
    UPDATE annotations_annotationset s
    SET version = version + 1, updated = %(now)s,
        state = CASE state WHEN 'open' THEN 'in_progress' ELSE state END
    FROM step WHERE s.id = step.set_id
)
SELECT own.id, own.version, own.state, own.article_id, own.project_id, own.digest,
       EXISTS (SELECT FROM step)
FROM own
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """One's own set, locked, as it was before the step; ``first``: the step had not come yet."""

    set_id: int
    version: int
    state: str
    article_id: int
    project_id: int
    digest: str
    first: bool


def take(
    article_id: int, *, by: User, step: UUID, kind: Step.Kind, content: object, now: datetime
) -> Taken | None:
    """Take a step in one's own set of an article; None where there is no set yet. One query."""
    values = {
        "article": article_id,
        "by": by.pk,
        "step": step,
        "kind": kind,
        "digest": digest(content),
        "now": now,
    }
    row = prepared.row(_TAKE, values)
    return Taken(*row) if row else None


def digest(content: object) -> str:
    """What tells a repeated request from another one under the same id."""
    return hashlib.blake2b(repr(content).encode(), digest_size=16).hexdigest()


# With a label of another project, or one that is switched off, nothing is written.
_MARK = """
WITH label AS (
    SELECT id FROM schemes_label
    WHERE id = %(label)s AND project_id = %(project)s AND active
), made AS (
    INSERT INTO annotations_annotation
        (uid, set_id, label_id, fragments, quote, note, attributes, version, created, updated)
    SELECT %(uid)s, %(set)s, id, %(fragments)s, %(quote)s, %(note)s, '{}', 1, %(now)s, %(now)s
    FROM label
)
INSERT INTO activity_event
    (at, actor_id, kind, project_id, article_id, subject, step, before, after)
SELECT %(now)s, %(by)s, %(kind)s, %(project)s, %(article)s, %(uid)s::uuid, %(step)s, NULL, %(after)s
FROM label
"""


def mark(annotation: Annotation, event: Event) -> bool:
    """Write a new annotation and its event; False where its label is not in use. One query."""
    values: dict[str, Any] = {
        "label": annotation.label_id,
        "uid": annotation.uid,
        "set": annotation.set_id,
        "fragments": multirange(annotation.fragments),
        "quote": annotation.quote,
        "note": annotation.note,
        "now": annotation.created,
        "by": event.actor_id,
        "kind": event.kind,
        "project": event.project_id,
        "article": event.article_id,
        "step": event.step,
        "after": Jsonb(event.after),
    }
    with prepared.cursor() as cursor:
        cursor.execute(_MARK, values)
        return bool(cursor.rowcount == 1)

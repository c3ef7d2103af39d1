"""Taking a step: the one statement that makes a change happen once, and in order."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import connection

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet, Step
from annotator.annotations.states import State

_TAKE = """
WITH step AS (
    INSERT INTO annotations_step (id, number, set_id, by_id, kind, state, digest, at)
    VALUES (%(id)s, %(number)s, %(set)s, %(by)s, %(kind)s, 'done', %(digest)s, %(now)s)
    ON CONFLICT (id) DO NOTHING
    RETURNING 1
), dropped AS (
    UPDATE annotations_step SET state = 'dropped'
    WHERE set_id = %(set)s AND by_id = %(by)s AND kind = 'change' AND state = 'undone'
      AND %(kind)s = 'change' AND EXISTS (SELECT FROM step)
)
UPDATE annotations_annotationset
SET version = version + 1, updated = %(now)s,
    state = CASE state WHEN 'open' THEN 'in_progress' ELSE state END
WHERE id = %(set)s AND EXISTS (SELECT FROM step)
"""


def take(
    annotation_set: AnnotationSet,
    *,
    step: UUID,
    by: User,
    kind: Step.Kind,
    content: object,
    now: datetime,
) -> bool:
    """Whether this is the first time that the step comes; if so, the set has moved on by one.

    A new change drops what could have been redone. The set's row must be locked; one query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "id": step,
                "number": annotation_set.version + 1,
                "set": annotation_set.pk,
                "by": by.pk,
                "kind": kind,
                "digest": digest(content),
                "now": now,
            },
        )
        first: bool = cursor.rowcount == 1
    if first:
        annotation_set.version += 1
        annotation_set.updated = now
        if annotation_set.state == State.OPEN:
            annotation_set.state = State.IN_PROGRESS
    return first


def digest(content: object) -> str:
    """What tells a repeated request from another one under the same id."""
    return hashlib.blake2b(repr(content).encode(), digest_size=16).hexdigest()

"""The two statements that saves wait for: taking a step, and taking one that marks a span."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from psycopg.types.json import Jsonb

from annotator.accounts.models import User
from annotator.annotations.fields import multirange
from annotator.annotations.models import Annotation, Step
from annotator.annotations.snapshots import snapshot
from annotator.database import prepared

_OWN = """
own AS (
    SELECT s.id, s.version, s.state, s.article_id, a.project_id, a.digest
    FROM annotations_annotationset s
    JOIN articles_article a ON a.id = s.article_id
    JOIN projects_membership m ON m.project_id = a.project_id AND m.user_id = s.owner_id
    WHERE s.article_id = %(article)s AND s.owner_id = %(by)s AND s.kind = 'annotator'
    FOR UPDATE OF s
)"""
# The step is taken if it is new, what could be redone is dropped by a new change, and the set moves
# on by one.
_STEP = """
step AS (
    INSERT INTO annotations_step (id, number, set_id, by_id, kind, state, digest, at)
    SELECT %(step)s, version + 1, id, %(by)s, %(kind)s, 'done', %(digest)s, %(now)s FROM allowed
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
)"""
_TAKEN = """
SELECT id, version, state, article_id, project_id, digest, EXISTS (SELECT FROM step) FROM own
"""

_TAKE = f"WITH {_OWN}, allowed AS (SELECT * FROM own), {_STEP} {_TAKEN}"  # noqa: S608  # constants

# If the text is the one that was checked, the set may be changed and has room, and the label is in
# use, everything is written; if not, nothing is.
_MARK = f"""
WITH {_OWN}, allowed AS (
    SELECT own.* FROM own
    JOIN schemes_label l ON l.id = %(label)s AND l.project_id = own.project_id AND l.active
    WHERE own.digest = %(text)s AND own.state <> 'submitted' AND own.version < %(most)s
), {_STEP}, made AS (
    INSERT INTO annotations_annotation
        (uid, set_id, label_id, fragments, quote, note, attributes, version, created, updated)
    SELECT %(uid)s, set_id, %(label)s, %(fragments)s, %(quote)s, %(note)s, '{{}}', 1, %(now)s,
        %(now)s
    FROM step
), logged AS (
    INSERT INTO activity_event
        (at, actor_id, kind, project_id, article_id, subject, step, before, after)
    SELECT %(now)s, %(by)s, 'annotation:created', project_id, article_id, %(uid)s::uuid, %(step)s,
        NULL, %(after)s
    FROM step JOIN allowed ON allowed.id = step.set_id
)
{_TAKEN}
"""  # noqa: S608  # constants


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that a person wants to take in their own set of an article."""

    article_id: int
    by: User
    step: UUID
    content: object
    kind: Step.Kind = Step.Kind.CHANGE
    now: datetime = field(default_factory=timezone.now)

    @property
    def digest(self) -> str:
        """What tells a repeated request from another one under the same id."""
        return hashlib.blake2b(repr(self.content).encode(), digest_size=16).hexdigest()

    @property
    def values(self) -> dict[str, Any]:
        return {
            "article": self.article_id,
            "by": self.by.pk,
            "step": self.step,
            "kind": self.kind,
            "digest": self.digest,
            "now": self.now,
        }


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


def take(asked: Asked) -> Taken | None:
    """Take a step; None where there is no set yet. One query."""
    row = prepared.row(_TAKE, asked.values)
    return Taken(*row) if row else None


def mark(asked: Asked, annotation: Annotation, *, text: str, most: int) -> Taken | None:
    """Take a step and write its annotation and event, if all is as usual. One query.

    ``text`` is the digest of the text that the annotation was checked with, ``most`` the version
    from which on a set may be full. None, and nothing written, where anything is otherwise.
    """
    values = asked.values | {
        "uid": annotation.uid,
        "label": annotation.label_id,
        "fragments": multirange(annotation.fragments),
        "quote": annotation.quote,
        "note": annotation.note,
        "after": Jsonb(snapshot(annotation)),
        "text": text,
        "most": most,
    }
    row = prepared.row(_MARK, values)
    return Taken(*row) if row and row[-1] else None

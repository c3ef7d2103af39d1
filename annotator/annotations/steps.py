"""The statements that saves wait for: taking a step, marking a span, linking two."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from psycopg.types.json import Jsonb

from annotator.accounts.models import User
from annotator.annotations.fields import multirange
from annotator.annotations.models import Annotation, Relation, Step
from annotator.annotations.snapshots import link as link_snapshot
from annotator.annotations.snapshots import snapshot
from annotator.annotations.states import Kind
from annotator.database import prepared

_OWN = """
own AS (
    SELECT s.id, s.version, s.state, s.lapsed, s.article_id, a.project_id, a.digest
    FROM annotations_annotationset s
    JOIN articles_article a ON a.id = s.article_id
    JOIN projects_membership m ON m.project_id = a.project_id AND m.user_id = s.owner_id
    WHERE s.article_id = %(article)s AND s.owner_id = %(by)s AND s.kind = %(of)s
      AND (s.kind = 'annotator' OR m.role <> 'annotator')
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
SELECT id, version, state, lapsed, article_id, project_id, digest, EXISTS (SELECT FROM step)
FROM own
"""

_TAKE = f"WITH {_OWN}, allowed AS (SELECT * FROM own), {_STEP} {_TAKEN}"  # noqa: S608  # constants

# If the text is the one that was checked, the set may be changed and has room, and the label is in
# use, everything is written; if not, nothing is.
_MARK = f"""
WITH {_OWN}, allowed AS (
    SELECT own.* FROM own
    JOIN schemes_label l ON l.id = %(label)s AND l.project_id = own.project_id AND l.active
        AND l.meaning = %(meaning)s
    WHERE own.digest = %(text)s AND own.state NOT IN ('submitted', 'accepted')
      AND own.lapsed IS NULL AND own.version < %(most)s
), preset AS (
    SELECT coalesce(jsonb_object_agg(name, "default"), '{{}}') AS attributes
    FROM schemes_attribute
    WHERE label_id = %(label)s AND "default" NOT IN ('null', '""', '[]')
), {_STEP}, made AS (
    INSERT INTO annotations_annotation
        (uid, set_id, label_id, fragments, quote, note, attributes, value, provenance, version,
        created, updated)
    SELECT %(uid)s, set_id, %(label)s, %(fragments)s, %(quote)s, %(note)s, attributes, %(value)s,
        %(provenance)s, 1, %(now)s, %(now)s
    FROM step, preset
), logged AS (
    INSERT INTO activity_event
        (at, actor_id, kind, project_id, article_id, subject, step, before, after)
    SELECT %(now)s, %(by)s, 'annotation:created', project_id, article_id, %(uid)s::uuid, %(step)s,
        NULL, %(after)s || jsonb_build_object('attributes', attributes)
    FROM step JOIN allowed ON allowed.id = step.set_id, preset
)
{_TAKEN}
"""  # noqa: S608  # constants

# In the transaction of the step that was taken, whose lock keeps others from linking meanwhile.
_LINK = """
WITH allowed AS (
    SELECT y.id FROM schemes_relationtype y
    JOIN annotations_annotation s ON s.set_id = %(set)s AND s.uid = %(source)s
    JOIN annotations_annotation t ON t.set_id = %(set)s AND t.uid = %(target)s
    JOIN schemes_relationtype_sources sources
        ON sources.relationtype_id = y.id AND sources.label_id = s.label_id
    JOIN schemes_relationtype_targets targets
        ON targets.relationtype_id = y.id AND targets.label_id = t.label_id
    WHERE y.id = %(type)s AND y.project_id = %(project)s AND y.active AND s.uid <> t.uid
      AND NOT EXISTS (
        SELECT FROM annotations_relation r
        WHERE r.set_id = %(set)s AND (r.uid = %(uid)s
          OR r.source = s.uid AND r.type_id = y.id AND (NOT y.many OR r.target = t.uid)))
), made AS (
    INSERT INTO annotations_relation (uid, set_id, type_id, source, target, created)
    SELECT %(uid)s, %(set)s, id, %(source)s, %(target)s, %(now)s FROM allowed
), logged AS (
    INSERT INTO activity_event
        (at, actor_id, kind, project_id, article_id, subject, step, before, after)
    SELECT %(now)s, %(by)s, 'relation:created', %(project)s, %(article)s, %(uid)s::uuid, %(step)s,
        NULL, %(after)s
    FROM allowed
)
SELECT FROM allowed
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that a person wants to take in their own set of an article, or in the gold set that
    they hold."""

    article_id: int
    by: User
    step: UUID
    content: object
    kind: Step.Kind = Step.Kind.CHANGE
    of: Kind = Kind.ANNOTATOR
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
            "of": self.of,
            "digest": self.digest,
            "now": self.now,
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """The set, locked, as it was before the step; ``first``: the step had not come yet."""

    set_id: int
    version: int
    state: str
    lapsed: datetime | None
    article_id: int
    project_id: int
    digest: str
    first: bool


def take(asked: Asked) -> Taken | None:
    """Take a step; None where there is no set yet. One query."""
    row = prepared.row(_TAKE, asked.values)
    return Taken(*row) if row else None


def mark(
    asked: Asked, annotation: Annotation, *, text: str, meaning: str, most: int
) -> Taken | None:
    """Take a step and write its annotation and event, if all is as usual. One query.

    ``text`` is the digest of the text that the annotation was checked with, ``meaning`` the one of
    its label, ``most`` the version from which on a set may be full. The label's defaults are
    filled in. None, and nothing written, where anything is otherwise.
    """
    values = asked.values | {
        "uid": annotation.uid,
        "label": annotation.label_id,
        "fragments": multirange(annotation.fragments),
        "quote": annotation.quote,
        "note": annotation.note,
        "value": None if annotation.value is None else Jsonb(annotation.value),
        "provenance": annotation.provenance,
        "after": Jsonb(snapshot(annotation)),
        "text": text,
        "meaning": meaning,
        "most": most,
    }
    row = prepared.row(_MARK, values)
    return Taken(*row) if row and row[-1] else None


def link(asked: Asked, relation: Relation) -> bool:
    """Write a relation of the step just taken and its event, if all is as usual. One query.

    False, and nothing written, where anything is otherwise.
    """
    article = relation.set.article
    values = {
        "uid": relation.uid,
        "set": relation.set_id,
        "type": relation.type_id,
        "source": relation.source,
        "target": relation.target,
        "project": article.project_id,
        "article": article.pk,
        "by": asked.by.pk,
        "step": asked.step,
        "now": asked.now,
        "after": Jsonb(link_snapshot(relation)),
    }
    return prepared.row(_LINK, values) is not None

"""The statements that a decision waits for: what stands in the gold set, and writing it anew."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson
from psycopg.types.json import Jsonb

from annotator.accounts.models import User
from annotator.annotations.fields import from_text
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.database import prepared
from annotator.reviews.models import Adjudication, Decision

_UNDER_WAY = """
SELECT j.id, j.majority, j.seed, j.sources, j.held, j.revealed, j.finished,
    s.ids, s.versions, s.times
FROM reviews_adjudication j, LATERAL (
    SELECT array_agg(id) AS ids, array_agg(version) AS versions, array_agg(updated) AS times
    FROM annotations_annotationset
    WHERE article_id = j.article_id AND j.sources ? id::text
) s
WHERE j.gold_id = %s
"""
_STANDING = """
SELECT id, uid, label_id, fragments::text, quote, note, attributes, value, speaker_id, provenance,
    version, created
FROM annotations_annotation WHERE set_id = %s AND uid = ANY(%s)
"""
_LINKS = """
SELECT id, uid, type_id, source, target, created
FROM annotations_relation WHERE set_id = %s AND (source = ANY(%s) OR target = ANY(%s))
"""
_CHOICES = """
SELECT DISTINCT ON (d.cluster) d.cluster, d.choice
FROM reviews_decision d JOIN annotations_step s ON s.id = d.step_id
WHERE d.adjudication_id = %s AND d.cluster = ANY(%s) AND s.state = 'done'
ORDER BY d.cluster, s.number DESC
"""
_DECISIONS = """
SELECT DISTINCT ON (d.cluster) d.id, d.cluster, d.step_id, d.choice, d.reason, d.note, d.guideline,
    d.batch, d.at, d.by_id, u.username, u.name
FROM reviews_decision d
JOIN annotations_step s ON s.id = d.step_id
JOIN accounts_user u ON u.id = d.by_id
WHERE d.adjudication_id = %s AND s.state = 'done'
    AND (%s::uuid[] IS NULL OR d.cluster = ANY(%s::uuid[]))
ORDER BY d.cluster, s.number DESC
"""
_DECIDED = """
SELECT array_agg(DISTINCT d.cluster)
FROM reviews_decision d JOIN annotations_step s ON s.id = d.step_id
WHERE d.adjudication_id = %s AND s.state = 'done'
"""
_FITS = """
SELECT f.relationtype_id, f.label_id, t.label_id
FROM schemes_relationtype_sources f JOIN schemes_relationtype_targets t USING (relationtype_id)
WHERE f.relationtype_id = ANY(%s)
"""
# What is wanted takes the place of what stands under the same number.
_WRITE = """
WITH made AS (
    INSERT INTO annotations_annotation
        (uid, set_id, label_id, fragments, quote, note, attributes, value, speaker_id, provenance,
        version, created, updated)
    SELECT uid, %(set)s, label_id, fragments, quote, note, attributes, value, speaker_id,
        provenance, version, %(now)s, %(now)s
    FROM jsonb_to_recordset(%(kept)s) AS (
        uid uuid, label_id bigint, fragments int4multirange, quote text, note text,
        attributes jsonb, value jsonb, speaker_id bigint, provenance text, version integer)
    ON CONFLICT (set_id, uid) DO UPDATE SET
        label_id = excluded.label_id, fragments = excluded.fragments, quote = excluded.quote,
        note = excluded.note, attributes = excluded.attributes, value = excluded.value,
        speaker_id = excluded.speaker_id, provenance = excluded.provenance,
        version = excluded.version, updated = excluded.updated
), linked AS (
    INSERT INTO annotations_relation (uid, set_id, type_id, source, target, created)
    SELECT uid, %(set)s, type_id, source, target, %(now)s
    FROM jsonb_to_recordset(%(linked)s) AS (uid uuid, type_id bigint, source uuid, target uuid)
)
INSERT INTO reviews_decision
    (adjudication_id, cluster, step_id, choice, reason, note, guideline, batch, by_id, at)
SELECT adjudication_id, cluster, step_id, choice, reason, note, guideline, batch, by_id, %(now)s
FROM jsonb_to_recordset(%(made)s) AS (
    adjudication_id bigint, cluster uuid, step_id uuid, choice jsonb, reason text, note text,
    guideline boolean, batch uuid, by_id bigint)
"""
_DELETE = """
WITH unlinked AS (
    DELETE FROM annotations_relation WHERE set_id = %(set)s AND uid = ANY(%(unlinked)s)
)
DELETE FROM annotations_annotation WHERE set_id = %(set)s AND uid = ANY(%(gone)s)
"""


def under_way(gold: AnnotationSet) -> tuple[Adjudication, list[tuple[int, int, Any]]] | None:
    """The adjudication of a gold set, and number, version and time of the sets compared."""
    row = prepared.row(_UNDER_WAY, [gold.pk])
    if row is None:
        return None
    pk, majority, seed, sources, held, revealed, finished, *columns = row
    found = Adjudication(
        pk=pk,
        article_id=gold.article_id,
        gold=gold,
        majority=majority,
        seed=seed,
        sources=orjson.loads(sources),
        held=held,
        revealed=revealed,
        finished=finished,
    )
    return found, list(zip(*(column or [] for column in columns), strict=True))


def standing(gold: AnnotationSet, uids: Iterable[UUID]) -> dict[UUID, Annotation]:
    """Which of these annotations there are."""
    rows = prepared.rows(_STANDING, [gold.pk, list(uids)])
    return {row[1]: _annotation(gold, *row) for row in rows}


def _annotation(gold: AnnotationSet, *row: Any) -> Annotation:
    pk, uid, label, fragments, quote, note, attributes, value, speaker, *rest = row
    provenance, version, created = rest
    return Annotation(
        pk=pk,
        uid=uid,
        set=gold,
        label_id=label,
        fragments=from_text(fragments),
        quote=quote,
        note=note,
        attributes=orjson.loads(attributes),
        value=orjson.loads(value) if value else None,
        speaker_id=speaker,
        provenance=provenance,
        version=version,
        created=created,
    )


def links(gold: AnnotationSet, uids: Iterable[UUID]) -> list[Relation]:
    """The relations that begin or end at these annotations."""
    ends = list(uids)
    names = ("pk", "uid", "type_id", "source", "target", "created")
    rows = prepared.rows(_LINKS, [gold.pk, ends, ends]) if ends else []
    return [Relation(set=gold, **dict(zip(names, row, strict=True))) for row in rows]


def choices(adjudication: Adjudication, clusters: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What was decided about some clusters, as far as it counts."""
    rows = prepared.rows(_CHOICES, [adjudication.pk, list(clusters)])
    return {cluster: orjson.loads(choice) for cluster, choice in rows}


def decisions(found: Adjudication, clusters: Iterable[UUID] | None = None) -> dict[UUID, Decision]:
    """The decision that counts for each cluster, or for some, with the names of who made it."""
    wanted = None if clusters is None else list(clusters)
    rows = prepared.rows(_DECISIONS, [found.pk, wanted, wanted])
    return {row[1]: _decision(found, *row) for row in rows}


def decided(found: Adjudication) -> set[UUID]:
    """The clusters that something was decided about."""
    (clusters,) = prepared.row(_DECIDED, [found.pk])
    return set(clusters or ())


def _decision(found: Adjudication, *row: Any) -> Decision:
    pk, cluster, step, choice, reason, note, guideline, batch, at, *by = row
    return Decision(
        pk=pk,
        adjudication=found,
        cluster=cluster,
        step_id=step,
        choice=orjson.loads(choice),
        reason=reason,
        note=note,
        guideline=guideline,
        batch=batch,
        at=at,
        by=User(**dict(zip(("pk", "username", "name"), by, strict=True))),
    )


def fits(types: Iterable[int]) -> set[tuple[int, int, int]]:
    """Type, label of the source and label of the target of all links that there may be."""
    return {tuple(row) for row in prepared.rows(_FITS, [list(types)])}


def write(
    gold: AnnotationSet,
    *,
    now: Any,
    kept: Sequence[Annotation],
    linked: Sequence[Relation],
    gone: Sequence[UUID],
    unlinked: Sequence[UUID],
    made: Decision | None,
) -> None:
    """What was planned, in two statements at most."""
    if gone or unlinked:
        values = {"set": gold.pk, "gone": list(gone), "unlinked": list(unlinked)}
        prepared.execute(_DELETE, values)
    if kept or linked or made:
        rows = {
            "kept": [_kept(one) for one in kept],
            "linked": [_linked(one) for one in linked],
            "made": [_made(made)] if made else [],
        }
        fresh = {name: Jsonb(some) for name, some in rows.items()}
        prepared.execute(_WRITE, {"set": gold.pk, "now": now, **fresh})


def _kept(one: Annotation) -> dict[str, Any]:
    written = ",".join(f"[{start},{end})" for start, end in one.fragments)
    return {
        "uid": str(one.uid),
        "label_id": one.label_id,
        "fragments": f"{{{written}}}",
        "quote": one.quote,
        "note": one.note,
        "attributes": one.attributes,
        "value": one.value,
        "speaker_id": one.speaker_id,
        "provenance": one.provenance,
        "version": one.version,
    }


def _linked(one: Relation) -> dict[str, Any]:
    ends = {"source": str(one.source), "target": str(one.target)}
    return {"uid": str(one.uid), "type_id": one.type_id, **ends}


def _made(one: Decision) -> dict[str, Any]:
    return {
        "adjudication_id": one.adjudication_id,
        "cluster": str(one.cluster),
        "step_id": str(one.step_id),
        "choice": one.choice,
        "reason": one.reason,
        "note": one.note,
        "guideline": one.guideline,
        "batch": one.batch and str(one.batch),
        "by_id": one.by_id,
    }

"""Making gold sets of what one annotator did alone, once that is accepted as it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from random import randrange
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet, Relation, Step
from annotator.annotations.register import share_speakers
from annotator.annotations.states import Kind, Provenance, State
from annotator.assignments.services import refill
from annotator.errors import Conflict
from annotator.reviews.adjudication.comparing import cluster_id
from annotator.reviews.adjudication.settling import gold_uid
from annotator.reviews.adjudication.writing import link_uid
from annotator.reviews.models import Adjudication

_SEEDS = 2**31 - 1
_SAID = ("label_id", "fragments", "quote", "note", "attributes", "value", "speaker_id")

Uids = dict[tuple[int, UUID], UUID]


def make_gold(
    sets: Sequence[AnnotationSet], *, by: User, now: datetime
) -> Mapping[int, AnnotationSet]:
    """For each set, the only one of its article, a finished gold set that says the same.

    Its annotations have the ids that an adjudication would give them, so that one that is begun
    later finds them. A gold set that went back with the work, and in which nobody did anything,
    is filled anew. Answers the gold sets by article; fourteen queries at most, however many.
    """
    there = _free([one.article_id for one in sets])
    gold = {article: _emptied(one.gold, by, now) for article, one in there.items()}
    _empty(list(gold.values()))
    fresh = [_gold(one, by, now) for one in sets if one.article_id not in gold]
    gold |= {one.article_id: one for one in AnnotationSet.objects.bulk_create(fresh)}
    rows = [_finished(there.get(one.article_id), one, gold[one.article_id], now) for one in sets]
    Adjudication.objects.bulk_create([row for row in rows if row.pk is None])
    kept = [row for row in rows if row.pk is not None]
    Adjudication.objects.bulk_update(kept, ["sources", "finished", "held"])
    _copy({one.pk: gold[one.article_id] for one in sets}, now)
    share_speakers([one.pk for one in gold.values()])
    if sets:
        refill(project_id=sets[0].article.project_id, articles=list(gold))
    return gold


def is_under_way(adjudication: Adjudication) -> bool:
    """Whether somebody holds it, or has finished it; not if it went back with the work."""
    return adjudication.finished is not None or adjudication.gold.owner_id is not None


def _free(articles: Sequence[int]) -> dict[int, Adjudication]:
    """The adjudications that there are, by article, locked; Conflict if one is not to be lost."""
    touched = Exists(Step.objects.filter(set=OuterRef("gold")))
    found = Adjudication.objects.filter(article__in=articles).select_related("gold")
    there = list(found.annotate(touched=touched).select_for_update(of=("self", "gold")))
    imported = AnnotationSet.objects.filter(article__in=articles, kind=Kind.GOLD)
    known = [one.gold_id for one in there]
    if any(is_under_way(one) or one.touched for one in there) or (
        imported.exclude(pk__in=known).exists()
    ):
        raise Conflict(_("This article has a gold version already. Go on there."))
    return {one.article_id: one for one in there}


def _emptied(gold: AnnotationSet, by: User, now: datetime) -> AnnotationSet:
    gold.state, gold.owner, gold.version = State.ACCEPTED, by, gold.version + 1
    gold.updated = gold.submitted = now
    return gold


def _empty(gold: Sequence[AnnotationSet]) -> None:
    Relation.objects.filter(set__in=gold).delete()
    Annotation.objects.filter(set__in=gold).delete()
    changed = ["state", "owner", "version", "updated", "submitted"]
    AnnotationSet.objects.bulk_update(gold, changed)


def _gold(source: AnnotationSet, by: User, now: datetime) -> AnnotationSet:
    state = {"kind": Kind.GOLD, "state": State.ACCEPTED, "version": 1}
    times = {"created": now, "updated": now, "submitted": now}
    return AnnotationSet(article=source.article, owner=by, **state, **times)


def _finished(
    row: Adjudication | None, source: AnnotationSet, gold: AnnotationSet, now: datetime
) -> Adjudication:
    seed = randrange(_SEEDS)  # noqa: S311
    row = row or Adjudication(article=source.article, gold=gold, seed=seed, started=now)
    row.sources, row.finished, row.held = {str(source.pk): source.version}, now, now
    return row


def _copy(gold: Mapping[int, AnnotationSet], now: datetime) -> None:
    """What stands in some sets, into the gold set of each."""
    uids: Uids = {}
    Annotation.objects.bulk_create(list(_annotations(gold, uids, now)))
    Relation.objects.bulk_create(list(_relations(gold, uids, now)))


def _annotations(
    gold: Mapping[int, AnnotationSet], uids: Uids, now: datetime
) -> Iterator[Annotation]:
    for one in Annotation.objects.filter(set__in=gold.keys()):
        uid = uids[one.set_id, one.uid] = gold_uid(cluster_id({one.set_id: one}))
        said = {name: getattr(one, name) for name in _SAID}
        made = {"uid": uid, "set": gold[one.set_id], "created": now, "updated": now}
        yield Annotation(provenance=Provenance.ACCEPTED, **made, **said)


def _relations(gold: Mapping[int, AnnotationSet], uids: Uids, now: datetime) -> Iterator[Relation]:
    for one in Relation.objects.filter(set__in=gold.keys()):
        source, target = uids[one.set_id, one.source], uids[one.set_id, one.target]
        uid = link_uid(source, one.type_id, target)
        ends = {"source": source, "target": target, "type_id": one.type_id}
        yield Relation(uid=uid, set=gold[one.set_id], created=now, **ends)

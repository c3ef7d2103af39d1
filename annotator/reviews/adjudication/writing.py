"""Bringing what was settled into the gold set: annotations, and the links between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from annotator.annotations import values
from annotator.annotations.changes import Change
from annotator.annotations.links import of as links_of_annotations
from annotator.annotations.links import remove
from annotator.annotations.models import Annotation, Relation
from annotator.annotations.snapshots import link, put_back, snapshot
from annotator.reviews.adjudication.comparing import Comparison, Conflict
from annotator.reviews.adjudication.settling import (
    Choice,
    Settled,
    agreed,
    decided,
    possible_uids,
)
from annotator.reviews.models import Decision
from annotator.schemes.queries import LinkType
from annotator.schemes.queries import links_of as link_types
from annotator.text import spans


@dataclass
class Gold:
    """The gold set while it is being written. ``standing``: its annotations by uid."""

    change: Change
    comparison: Comparison
    majority: bool
    decisions: Mapping[UUID, Decision]
    standing: dict[UUID, Annotation] = field(default_factory=dict)

    def settled(self, conflict: Conflict) -> list[Settled]:
        """What stands, or should stand, in the gold set for a conflict; [] while it is open."""
        made = self.decisions.get(conflict.cluster)
        if made:
            length = len(self.change.reading.text)
            return decided(conflict, Choice.from_json(made.choice), length)
        without = agreed(conflict, majority=self.majority)
        return [without] if without else []

    def read(self, conflicts: Iterable[Conflict]) -> None:
        """Look up what stands for some conflicts; one query."""
        uids = [uid for conflict in conflicts for uid in possible_uids(conflict)]
        found = Annotation.objects.filter(set=self.change.set, uid__in=uids)
        self.standing |= {one.uid: one for one in found.select_related("label")}

    def standing_for(self, cluster: UUID, of: int) -> Annotation | None:
        """The annotation for a cluster; where two versions are kept, that of the set at hand."""
        conflict = self.comparison.by_cluster[cluster]
        own = [self.standing[uid] for uid in possible_uids(conflict) if uid in self.standing]
        same = [one for one in own if of in conflict.marks and one.uid == _own_uid(conflict, of)]
        return next(iter([*same, *own]), None)


def _own_uid(conflict: Conflict, of: int) -> UUID:
    return possible_uids(conflict)[1 + list(conflict.marks).index(of)]


def write(gold: Gold, conflicts: Sequence[Conflict]) -> None:
    """Bring the gold set to what is settled about some conflicts."""
    wanted = {one.uid: one for conflict in conflicts for one in gold.settled(conflict)}
    before = [
        gold.standing[uid]
        for conflict in conflicts
        for uid in possible_uids(conflict)
        if uid in gold.standing
    ]
    take_out(gold, [one for one in before if one.uid not in wanted])
    _write(gold, list(wanted.values()))


def take_out(gold: Gold, gone: Sequence[Annotation]) -> None:
    """Remove annotations from the gold set, with their links."""
    if not gone:
        return
    change = gold.change
    remove(change, links_of_annotations(change, [one.uid for one in gone]))
    for one in gone:
        change.log("annotation:deleted", one.uid, snapshot(one), None)
        del gold.standing[one.uid]
    put_back([], list(gone))


def _write(gold: Gold, wanted: Sequence[Settled]) -> None:
    kept: list[Annotation] = []
    for one in wanted:
        now = gold.standing.get(one.uid)
        before = snapshot(now) if now else None
        annotation = now or Annotation(
            uid=one.uid, set=gold.change.set, version=0, created=gold.change.now
        )
        _fill(gold.change, annotation, one)
        kept.append(annotation)
        kind = "annotation:changed" if before else "annotation:created"
        gold.change.log(kind, one.uid, before, snapshot(annotation))
        gold.standing[one.uid] = annotation
    put_back(kept, [])


def _fill(change: Change, annotation: Annotation, settled: Settled) -> None:
    annotation.label_id = settled.label.id
    annotation.fragments = settled.fragments
    annotation.quote = spans.quote_of(change.reading.text, settled.fragments)
    annotation.attributes = settled.attributes
    annotation.value = settled.value
    annotation.speaker_id = settled.speaker
    annotation.provenance = settled.provenance
    annotation.version += 1
    annotation.updated = change.now
    if settled.reread:
        meaning = settled.label.meaning
        annotation.value = values.value_of(meaning, settled.fragments, change.reading)


def relink(gold: Gold, conflicts: Sequence[Conflict], *, arriving: Sequence[Conflict]) -> None:
    """Link what stands for some conflicts as was settled, and what leads there from others."""
    types = {one.id: one for one in link_types(gold.change.set.article.project_id)}
    wanted = [*_leaving(gold, conflicts, types)]
    ends = {one.uid for conflict in conflicts for one in gold.settled(conflict)}
    wanted += [one for one in _leaving(gold, arriving, types) if one.target in ends]
    now = list(links_of_annotations(gold.change, list(ends))) if ends else []
    keep = {one.uid for one in wanted}
    ours = {link_uid(one.source, one.type_id, one.target) for one in now}
    leaving = [one for one in now if one.source in ends and one.uid in ours]
    remove(gold.change, [one for one in leaving if one.uid not in keep])
    _link(gold, wanted, now)


def _link(gold: Gold, wanted: Iterable[Relation], now: Iterable[Relation]) -> None:
    there = {(one.source, one.type_id, one.target) for one in now}
    fresh = {one.uid: one for one in wanted if (one.source, one.type_id, one.target) not in there}
    for one in fresh.values():
        gold.change.log_link("relation:created", one.uid, None, link(one))
    Relation.objects.bulk_create(fresh.values())


def _leaving(
    gold: Gold, conflicts: Iterable[Conflict], types: Mapping[int, LinkType]
) -> list[Relation]:
    """The links of what stands for some conflicts, each to what stands for its other end."""
    found: dict[UUID, Relation] = {}
    for conflict in conflicts:
        for one in gold.settled(conflict):
            source = gold.standing.get(one.uid)
            for tie in conflict.links.get(one.of, []) if source else []:
                cluster = gold.comparison.cluster_of.get((one.of, tie.target))
                target = gold.standing_for(cluster, one.of) if cluster else None
                if source and target and _fits(types.get(tie.type), source, target):
                    relation = _relation(gold.change, source.uid, tie.type, target.uid)
                    found[relation.uid] = relation
    return list(found.values())


def _fits(kind: LinkType | None, source: Annotation, target: Annotation) -> bool:
    return (
        kind is not None
        and source.uid != target.uid
        and kind.joins(source.label_id, target.label_id)
    )


def _relation(change: Change, source: UUID, type_id: int, target: UUID) -> Relation:
    return Relation(
        uid=link_uid(source, type_id, target),
        set=change.set,
        type_id=type_id,
        source=source,
        target=target,
        created=change.now,
    )


def link_uid(source: UUID, type_id: int, target: UUID) -> UUID:
    """Under which a link stands in the gold set."""
    return uuid5(source, f"{type_id}:{target}")

"""Bringing what was settled into the gold set: annotations, and the links between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from annotator.annotations import values
from annotator.annotations.changes import Change
from annotator.annotations.models import Annotation, Relation
from annotator.annotations.snapshots import link, snapshot
from annotator.reviews.adjudication import statements
from annotator.reviews.adjudication.comparing import Comparison, Conflict
from annotator.reviews.adjudication.settling import (
    Choice,
    OtherLabel,
    Settled,
    agreed,
    decided,
    gold_uid,
    possible_uids,
)
from annotator.reviews.models import Decision
from annotator.text import spans


@dataclass
class Gold:
    """The gold set while it is being written.

    ``choices``: what was decided, by cluster, as it is stored; ``others``: the labels that they
    give. ``standing``: the annotations that are there, or will be. ``kept``, ``gone``, ``linked``,
    ``unlinked``: what is to be written.
    """

    change: Change
    comparison: Comparison
    majority: bool
    choices: Mapping[UUID, Mapping[str, Any]]
    others: Mapping[int, OtherLabel]
    standing: dict[UUID, Annotation] = field(default_factory=dict)
    kept: list[Annotation] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)
    linked: list[Relation] = field(default_factory=list)
    unlinked: list[UUID] = field(default_factory=list)

    def settled(self, conflict: Conflict) -> list[Settled]:
        """What stands, or should stand, in the gold set for a conflict; [] while it is open."""
        written = self.choices.get(conflict.cluster)
        if written is not None:
            choice, length = Choice.from_json(written), len(self.change.reading.text)
            if choice.other_label is not None and choice.other_label not in self.others:
                return []  # the label is gone, and with it what stood here
            return decided(conflict, choice, length, self.others)
        without = agreed(conflict, majority=self.majority)
        return [without] if without else []

    def read(self, conflicts: Iterable[Conflict]) -> None:
        """Look up what stands for some conflicts; one query."""
        uids = [uid for conflict in conflicts for uid in possible_uids(conflict)]
        self.standing |= statements.standing(self.change.set, uids)

    def standing_for(self, cluster: UUID, of: int) -> Annotation | None:
        """The annotation for a cluster; where two versions are kept, that of the set at hand."""
        for uid in (gold_uid(cluster, of), *possible_uids(self.comparison.by_cluster[cluster])):
            if uid in self.standing:
                return self.standing[uid]
        return None

    def save(self, made: Decision | None = None) -> None:
        """Write it, with the decision that it comes from, and log it."""
        statements.write(
            self.change.set,
            now=self.change.now,
            kept=self.kept,
            linked=self.linked,
            gone=self.gone,
            unlinked=self.unlinked,
            made=made,
        )
        self.change.save()


def write(gold: Gold, conflicts: Sequence[Conflict]) -> None:
    """Plan to bring the gold set to what is settled about some conflicts."""
    wanted = {one.uid: one for conflict in conflicts for one in gold.settled(conflict)}
    there = [uid for conflict in conflicts for uid in possible_uids(conflict)]
    gone = [gold.standing[uid] for uid in there if uid in gold.standing and uid not in wanted]
    take_out(gold, gone)
    for one in wanted.values():
        _keep(gold, one)


def take_out(gold: Gold, gone: Sequence[Annotation]) -> None:
    """Plan to remove annotations from the gold set, with their links; one query."""
    _unlink(gold, statements.links(gold.change.set, [one.uid for one in gone]))
    for one in gone:
        gold.change.log("annotation:deleted", one.uid, snapshot(one), None)
        gold.gone.append(one.uid)
        del gold.standing[one.uid]


def _unlink(gold: Gold, relations: Iterable[Relation]) -> None:
    for one in relations:
        if one.uid not in gold.unlinked:
            gold.change.log_link("relation:deleted", one.uid, link(one), None)
            gold.unlinked.append(one.uid)


def _keep(gold: Gold, settled: Settled) -> None:
    change, now = gold.change, gold.standing.get(settled.uid)
    before = snapshot(now) if now else None
    annotation = now or Annotation(uid=settled.uid, set=change.set, version=0, created=change.now)
    annotation.label_id = settled.label.id
    annotation.fragments = settled.fragments
    annotation.quote = spans.quote_of(change.reading.text, settled.fragments)
    annotation.attributes = settled.attributes
    annotation.value = settled.value
    annotation.speaker_id = settled.speaker
    annotation.provenance = settled.provenance
    annotation.version += 1
    if settled.reread:
        meaning = settled.label.meaning
        annotation.value = values.value_of(meaning, settled.fragments, change.reading)
    kind = "annotation:changed" if before else "annotation:created"
    change.log(kind, settled.uid, before, snapshot(annotation))
    gold.kept.append(annotation)
    gold.standing[settled.uid] = annotation


def relink(gold: Gold, conflicts: Sequence[Conflict], *, arriving: Sequence[Conflict]) -> None:
    """Plan to link what stands for some conflicts as was settled, and what leads there from others;
    two queries at most."""
    ends = {one.uid for conflict in conflicts for one in gold.settled(conflict)}
    wanted = [*_leaving(gold, conflicts)]
    wanted += [one for one in _leaving(gold, arriving) if one.target in ends]
    wanted = _fitting(gold, wanted)
    now = [one for one in statements.links(gold.change.set, ends) if one.uid not in gold.unlinked]
    keep = {one.uid for one in wanted}
    # What a person linked by hand has another number.
    ours = [one for one in now if one.uid == link_uid(one.source, one.type_id, one.target)]
    _unlink(gold, [one for one in ours if one.source in ends and one.uid not in keep])
    there = {(one.source, one.type_id, one.target) for one in now}
    for one in wanted:
        if (one.source, one.type_id, one.target) not in there:
            gold.change.log_link("relation:created", one.uid, None, link(one))
            gold.linked.append(one)


def _leaving(gold: Gold, conflicts: Iterable[Conflict]) -> list[Relation]:
    """The links of what stands for some conflicts, each to what stands for its other end."""
    found: dict[UUID, Relation] = {}
    for conflict in conflicts:
        for one in gold.settled(conflict):
            if one.uid not in gold.standing:
                continue
            for tie in conflict.links.get(one.of, ()):
                cluster = gold.comparison.cluster_of.get((one.of, tie.target))
                target = gold.standing_for(cluster, one.of) if cluster else None
                if target and target.uid != one.uid:
                    relation = _relation(gold.change, one.uid, tie.type, target.uid)
                    found[relation.uid] = relation
    return list(found.values())


def _fitting(gold: Gold, wanted: Iterable[Relation]) -> list[Relation]:
    """Those that the scheme has for these labels."""
    types = {one.type_id for one in wanted}
    fits = statements.fits(types) if types else set()
    label = {uid: one.label_id for uid, one in gold.standing.items()}
    return [one for one in wanted if (one.type_id, label[one.source], label[one.target]) in fits]


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

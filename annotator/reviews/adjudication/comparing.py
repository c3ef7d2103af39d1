"""What several people did in one article, as conflicts: one for every cluster of their spans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from annotator.agreement.clusters import clusters
from annotator.agreement.disagreements import UNANIMOUS, Verdict, same_value, verdicts
from annotator.annotations.models import Annotation
from annotator.annotations.queries import Mark, Tie
from annotator.annotations.side_by_side import Source, compared
from annotator.reviews.models import Decision

_CLUSTERS = UUID("c3a1d9a4-52c4-5d0e-9a38-6d5c1f3d2b10")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cluster: at most one annotation of each set, for the same thing.

    ``cluster`` stays the same as long as the same annotations are in it, whatever is changed in
    them. ``kinds``, ``fields``, ``found_by``, ``annotators`` and ``distance`` as in
    ``agreement.disagreements.Verdict``. ``links``: what leaves each annotation. ``versions``: sets
    whose annotations are alike in everything, the largest group first. ``decision``: the one that
    counts. ``settled``: "" (open), a provenance, or "decided". ``gold``: what stands in the gold
    set for it.
    """

    cluster: UUID
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    found_by: int
    annotators: int
    distance: float
    marks: dict[int, Mark]
    links: dict[int, list[Tie]]
    versions: tuple[tuple[int, ...], ...]
    decision: Decision | None = None
    settled: str = ""
    gold: tuple[UUID, ...] = ()

    @property
    def unanimous(self) -> bool:
        return self.kinds == (UNANIMOUS,)

    @property
    def majority(self) -> int | None:
        """A set of the largest group, if more than half of the annotators are in it."""
        largest = self.versions[0]
        return largest[0] if 2 * len(largest) > self.annotators else None

    @property
    def two_thirds(self) -> bool:
        """Whether two thirds of the annotators have exactly the same."""
        return 3 * len(self.versions[0]) >= 2 * self.annotators

    @property
    def extent(self) -> tuple[int, int]:
        """From where the first of them begins to where the last one ends."""
        starts = [mark.fragments[0][0] for mark in self.marks.values()]
        return min(starts), max(mark.fragments[-1][1] for mark in self.marks.values())

    @property
    def members(self) -> list[str]:
        return sorted(f"{set_id}:{mark.uid}" for set_id, mark in self.marks.items())


@dataclass(frozen=True)
class Comparison:
    """The conflicts of an article in reading order; ``sources`` are the sets compared."""

    sources: Sequence[Source]
    conflicts: Sequence[Conflict]
    marks: Mapping[int, Sequence[Mark]] = field(default_factory=dict)

    @cached_property
    def by_cluster(self) -> dict[UUID, Conflict]:
        return {conflict.cluster: conflict for conflict in self.conflicts}

    @cached_property
    def cluster_of(self) -> dict[tuple[int, UUID], UUID]:
        """By set and annotation."""
        return {
            (set_id, mark.uid): conflict.cluster
            for conflict in self.conflicts
            for set_id, mark in conflict.marks.items()
        }

    def reached(self, conflict: Conflict) -> set[UUID]:
        """The clusters that one's annotations link to."""
        ends = ((set_id, tie.target) for set_id, ties in conflict.links.items() for tie in ties)
        return {self.cluster_of[end] for end in ends if end in self.cluster_of}

    @cached_property
    def arriving(self) -> dict[UUID, set[UUID]]:
        """For each cluster those whose annotations link to it."""
        found: dict[UUID, set[UUID]] = {}
        for conflict in self.conflicts:
            for target in self.reached(conflict):
                found.setdefault(target, set()).add(conflict.cluster)
        return found


def compare(
    article_id: int,
    length: int,
    sources: Sequence[Source],
    marks: Mapping[int, Sequence[Mark]],
    ties: Mapping[int, Sequence[Tie]],
) -> Comparison:
    """``length``: of the text in code points; ``marks`` and ``ties`` by set."""
    article = compared(article_id, length, sources, marks, ties, who=lambda source: source.id)
    found = clusters(article)
    known = {(one.id, str(mark.uid)): mark for one in sources for mark in marks[one.id]}
    leaving = _leaving(sources, ties)
    judged = verdicts(article, found)
    clustered = [_members(verdict, known) for verdict in judged]
    ids = {(set_id, mark.uid): cluster_id(of) for of in clustered for set_id, mark in of.items()}
    conflicts = [
        _conflict(verdict, of, leaving, ids) for verdict, of in zip(judged, clustered, strict=True)
    ]
    return Comparison(sources, conflicts, marks)


def cluster_id(marks: Mapping[int, Mark | Annotation]) -> UUID:
    """The number of a cluster, from the sets and annotations in it."""
    members = sorted((set_id, str(mark.uid)) for set_id, mark in marks.items())
    return uuid5(_CLUSTERS, repr(members))


_Known = Mapping[tuple[int, str], Mark]
_Leaving = Mapping[tuple[int, UUID], list[Tie]]
_Ids = Mapping[tuple[int, UUID], UUID]


def _members(verdict: Verdict, known: _Known) -> dict[int, Mark]:
    spans: Mapping[Any, Any] = verdict.cluster.spans
    return {set_id: known[set_id, span.id] for set_id, span in spans.items()}


def _leaving(sources: Iterable[Source], ties: Mapping[int, Sequence[Tie]]) -> _Leaving:
    found: dict[tuple[int, UUID], list[Tie]] = {}
    for source in sources:
        for tie in ties[source.id]:
            found.setdefault((source.id, tie.source), []).append(tie)
    return found


def _conflict(verdict: Verdict, marks: dict[int, Mark], leaving: _Leaving, ids: _Ids) -> Conflict:
    links = {one: leaving.get((one, mark.uid), []) for one, mark in marks.items()}
    return Conflict(
        cluster=cluster_id(marks),
        kinds=verdict.kinds,
        fields=verdict.fields,
        found_by=verdict.found_by,
        annotators=verdict.annotators,
        distance=verdict.distance,
        marks=marks,
        links=links,
        versions=_versions(marks, links, ids),
    )


def _versions(
    marks: Mapping[int, Mark], links: Mapping[int, list[Tie]], ids: _Ids
) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = []
    for set_id, mark in marks.items():
        ends = _ends(set_id, links[set_id], ids)
        for group in groups:
            first = group[0]
            if _alike(mark, marks[first]) and ends == _ends(first, links[first], ids):
                group.append(set_id)
                break
        else:
            groups.append([set_id])
    return tuple(sorted(map(tuple, groups), key=len, reverse=True))


def _ends(set_id: int, links: Iterable[Tie], ids: _Ids) -> set[tuple[int, object]]:
    return {(tie.type, ids.get((set_id, tie.target))) for tie in links}


def _alike(a: Mark, b: Mark) -> bool:
    return (
        a.fragments == b.fragments
        and a.label.id == b.label.id
        and a.speaker == b.speaker
        and said(a.value) == said(b.value)
        and all(
            same_value(a.attributes.get(name), b.attributes.get(name))
            for name in {*a.attributes, *b.attributes}
        )
    )


def said(value: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a value says, whoever confirmed it."""
    return {name: part for name, part in (value or {}).items() if name != "confirmed"}

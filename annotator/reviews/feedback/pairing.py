"""One person's version of an article against the final one, annotation by annotation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from annotator.agreement.clusters import clusters
from annotator.agreement.disagreements import UNANIMOUS, Verdict, verdicts
from annotator.agreement.model import AnnotationSet, Article
from annotator.annotations.queries import Mark, Tie
from annotator.annotations.side_by_side import link, span


class Kind(StrEnum):
    """What became of an annotation. ``SAID``: its place and label stayed, not what it says."""

    SAME = "same"
    LABEL = "label"
    BORDER = "border"
    SAID = "said"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands at one place: in one's own set, in the final one, or in both.

    ``fields``: what differs, as in ``agreement.disagreements.Verdict``.
    """

    kind: Kind
    fields: tuple[str, ...]
    own: Mark | None
    final: Mark | None

    @property
    def uid(self) -> UUID:
        """Of one's own annotation where there is one."""
        return next(mark.uid for mark in (self.own, self.final) if mark)

    @property
    def same_label(self) -> bool:
        return bool(self.own and self.final and self.own.label.id == self.final.label.id)


@dataclass(frozen=True, slots=True)
class Version:
    """The annotations of a set and the links between them."""

    marks: Sequence[Mark]
    ties: Sequence[Tie] = ()


_OWN, _FINAL = "own", "final"


def pairs(own: Version, final: Version) -> list[Pair]:
    """In the order of the text."""
    known = {_OWN: _by_id(own), _FINAL: _by_id(final)}
    length = max((mark.fragments[-1][1] for one in (own, final) for mark in one.marks), default=0)
    article = Article(0, length, {_OWN: _compared(own), _FINAL: _compared(final)})
    return [_pair(one, known) for one in verdicts(article, clusters(article))]


def _by_id(version: Version) -> dict[str, Mark]:
    return {str(mark.uid): mark for mark in version.marks}


def _compared(version: Version) -> AnnotationSet:
    return AnnotationSet(tuple(map(span, version.marks)), tuple(map(link, version.ties)))


def _pair(verdict: Verdict, known: Mapping[str, Mapping[str, Mark]]) -> Pair:
    spans = verdict.cluster.spans
    own = known[_OWN][spans[_OWN].id] if _OWN in spans else None
    final = known[_FINAL][spans[_FINAL].id] if _FINAL in spans else None
    return Pair(_kind(verdict, own, final), verdict.fields, own, final)


def _kind(verdict: Verdict, own: Mark | None, final: Mark | None) -> Kind:
    if own is None or final is None:
        return Kind.ADDED if own is None else Kind.DROPPED
    if verdict.kinds == (UNANIMOUS,):
        return Kind.SAME
    if "label" in verdict.fields:
        return Kind.LABEL
    return Kind.BORDER if "fragments" in verdict.fields else Kind.SAID


@dataclass(frozen=True, slots=True)
class Score:
    """How much of one's own is in the final version, and how much of that one had found.

    ``exact``: with these borders and this label; ``close``: with this label, overlapping.
    """

    label: str
    own: int
    final: int
    exact: int
    close: int


def scores(articles: Sequence[Sequence[Pair]]) -> list[Score]:
    """Over some articles: for each label, then for all together (its label is empty)."""
    found = [pair for article in articles for pair in article]
    labels = sorted({mark.label.name for one in found for mark in (one.own, one.final) if mark})
    return [_score(one, found) for one in [*labels, ""]]


def _score(label: str, found: Sequence[Pair]) -> Score:
    def counts(mark: Mark | None) -> bool:
        return mark is not None and label in ("", mark.label.name)

    alike = [one for one in found if one.same_label and counts(one.own)]
    return Score(
        label=label,
        own=sum(counts(one.own) for one in found),
        final=sum(counts(one.final) for one in found),
        exact=sum("fragments" not in one.fields for one in alike),
        close=len(alike),
    )

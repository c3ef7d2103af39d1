"""Questions about adjudications: the sets that are compared, and how far it is settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from uuid import UUID

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations import side_by_side
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Mark, MarkLabel, Tie
from annotator.annotations.side_by_side import Source
from annotator.articles.models import Article
from annotator.articles.reading import Reading, reading
from annotator.reviews.adjudication import shelf, statements
from annotator.reviews.adjudication.comparing import Comparison, Conflict, compare
from annotator.reviews.adjudication.settling import (
    DECIDED,
    Choice,
    OtherLabel,
    agreed,
    possible_uids,
)
from annotator.reviews.models import Adjudication, Decision
from annotator.schemes.models import Label


@dataclass(frozen=True, slots=True)
class Desk:
    """An article's adjudication as it is now.

    ``article`` has the person's ``role``. ``sources`` come in an order shuffled once and for all:
    their places are the letters they are shown under. ``working``: who has not handed in yet.
    ``stale``: sets that were compared and have changed since, or were handed in since.
    """

    article: Article
    adjudication: Adjudication | None
    gold: AnnotationSet | None
    sources: list[Source]
    working: list[Source]
    stale: list[Source]
    conflicts: list[Conflict] = field(default_factory=list)
    gold_marks: list[Mark] = field(default_factory=list)
    gold_ties: list[Tie] = field(default_factory=list)

    @property
    def reading(self) -> Reading:
        return reading(self.article.pk, self.article.digest)


def desk(article_id: int, by: User) -> Desk:
    """Nine queries at most. Raises NotFound for strangers."""
    article = annotations.readable(article_id, by)
    every = all_sources(article_id)
    found = adjudication_of(article_id)
    working = [one for one in every if not one.finished]
    if found is None:
        return Desk(article, None, None, [one for one in every if one.finished], working, [])
    sources = compared(found, every)
    compared_now = comparison(article, sources)
    marks = annotations.marks(found.gold)
    return Desk(
        article=article,
        adjudication=found,
        gold=found.gold,
        sources=sources,
        working=working,
        stale=stale(found, every),
        conflicts=judged(compared_now, found, statements.decisions(found), marks),
        gold_marks=marks,
        gold_ties=annotations.ties(found.gold),
    )


def all_sources(article_id: int) -> list[Source]:
    """Everybody's sets of an article, handed in or not; one query."""
    return side_by_side.sources(side_by_side.sets_of([article_id], finished=False))


def adjudication_of(article_id: int) -> Adjudication | None:
    """With the gold set and who holds it; one query."""
    found = Adjudication.objects.filter(article=article_id).select_related("gold__owner")
    return found.first()


def compared(found: Adjudication, every: Iterable[Source]) -> list[Source]:
    """The sets that an adjudication compares, in its order."""
    return shuffled([one for one in every if str(one.id) in found.sources], found.seed)


def shuffled(sources: Sequence[Source], seed: int) -> list[Source]:
    """In the order of an adjudication; who came later comes last."""
    order = sorted(sources, key=lambda one: one.id)
    places = {one.id: Random(f"{seed}:{one.id}").random() for one in order}  # noqa: S311
    return sorted(order, key=lambda one: places[one.id])


def stale(found: Adjudication, every: Iterable[Source]) -> list[Source]:
    """Sets that are others than when they were compared, and finished ones that were not."""
    return [
        one
        for one in every
        if found.sources.get(str(one.id), one.version if not one.finished else None) != one.version
    ]


def comparison(article: Article, sources: Sequence[Source]) -> Comparison:
    """The conflicts between some sets as they are now; two queries."""
    sets = [one.id for one in sources]
    marks, ties = side_by_side.marks(sets), side_by_side.ties(sets)
    text = reading(article.pk, article.digest).text
    return shelf.put(article.pk, compare(article.pk, len(text), sources, marks, ties))


def other_labels(choices: Iterable[Mapping[str, Any]]) -> dict[int, OtherLabel]:
    """The labels that some choices give whatever the versions have; two queries, or none."""
    numbers = {one for one in (Choice.from_json(c).other_label for c in choices) if one is not None}
    if not numbers:
        return {}
    found = Label.objects.filter(pk__in=numbers).prefetch_related("attributes")
    return {one.pk: OtherLabel(_shown(one), list(one.attributes.all())) for one in found}


def _shown(label: Label) -> MarkLabel:
    return MarkLabel(label.pk, label.name, label.hue, label.pattern, label.meaning)


def judged(
    comparison: Comparison,
    found: Adjudication,
    made: Mapping[UUID, Decision],
    marks: Iterable[Mark],
) -> list[Conflict]:
    """The conflicts with what was decided, and what stands in the gold set for each."""
    gold = {mark.uid for mark in marks}
    return [_judged(one, found, made.get(one.cluster), gold) for one in comparison.conflicts]


def _judged(
    conflict: Conflict, found: Adjudication, decision: Decision | None, gold: set[UUID]
) -> Conflict:
    standing = tuple(uid for uid in possible_uids(conflict) if uid in gold)
    if decision:
        return replace(conflict, decision=decision, settled=DECIDED, gold=standing)
    without = agreed(conflict, majority=found.majority)
    return replace(conflict, settled=without.provenance if without else "", gold=standing)

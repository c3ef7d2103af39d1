"""Decisions about the places of one article."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from annotator.accounts.models import User
from annotator.annotations.models import Annotation
from annotator.annotations.services import annotate
from annotator.annotations.states import Kind
from annotator.articles.reading import reading
from annotator.reviews.adjudication import queries, services, shelf, statements
from annotator.reviews.adjudication.comparing import Comparison, Conflict
from annotator.reviews.adjudication.settling import Choice, decided, possible_uids
from annotator.reviews.models import Adjudication
from annotator.reviews.words.asked import Place, Way, way
from annotator.reviews.words.choosing import choice, conflicts_at
from annotator.reviews.words.situations import Situation
from annotator.reviews.words.wishes import Action, Skip, Taken, Wish
from annotator.text.spans import Fragments

_Standing = dict[UUID, tuple[int, Fragments]]


class Deciding:
    """``steps``: those that were taken."""

    def __init__(self, situation: Situation, by: User, batch: UUID, wish: Wish) -> None:
        self.article, self.sources = situation.article, situation.sources
        self.by, self.batch, self.wish = by, batch, wish
        self.found = _held(situation, by)
        self.steps: list[Taken] = []
        self._done: dict[UUID, Skip | None] = {}

    def decide(self, place: Place) -> Skip | None:
        """Take what steps it needs; why none was taken."""
        if not place.start < place.end <= len(self.text):
            return Skip.GONE
        conflicts = conflicts_at(self.comparison, place, self.wish.about)
        if self.wish.action == Action.MARK:
            return self._mark(place) if not conflicts else Skip.MARKED
        came = [self._settle(place, one) for one in conflicts]
        return None if None in came else next(iter(came), Skip.UNMARKED)

    def _settle(self, place: Place, conflict: Conflict) -> Skip | None:
        """Each conflict once, though several places may lie in it."""
        if conflict.cluster not in self._done:
            self._done[conflict.cluster] = self._decide(place, conflict)
        return self._done[conflict.cluster]

    def _decide(self, place: Place, conflict: Conflict) -> Skip | None:
        wanted = choice(conflict, place, self.wish)
        if isinstance(wanted, Skip):
            return wanted
        if self._stands(conflict, wanted):
            return Skip.STANDS
        step = self._step(place, str(conflict.cluster))
        services.decide(
            article_id=self.article.pk,
            by=self.by,
            step=step,
            cluster=conflict.cluster,
            choice=wanted,
            batch=self.batch,
        )
        return None

    def _stands(self, conflict: Conflict, wanted: Choice) -> bool:
        """Whether the gold set has it so already."""
        there = {uid: self.standing[uid] for uid in possible_uids(conflict) if uid in self.standing}
        if wanted.nothing:
            return not there and self.choices.get(conflict.cluster, {}).get("nothing", False)
        others = queries.other_labels([wanted.as_json()])
        made = decided(conflict, wanted, len(self.text), others)
        return there == {one.uid: (one.label.id, one.fragments) for one in made}

    def _mark(self, place: Place) -> Skip | None:
        """Where nobody marked anything."""
        there = {
            label
            for label, fragments in self.standing.values()
            if way(fragments, place.fragment) == Way.SAME
        }
        if there:
            return Skip.STANDS if self.wish.label in there else Skip.MARKED
        annotate(
            article_id=self.article.pk,
            by=self.by,
            step=self._step(place, place.key),
            uid=uuid5(self.batch, place.key),
            label_id=self.wish.label or 0,
            fragments=(place.fragment,),
            quote=self.text[place.start : place.end],
            of=Kind.GOLD,
        )
        return None

    def _step(self, place: Place, what: str) -> UUID:
        step = uuid5(self.batch, f"{self.article.pk}/{what}")
        self.steps.append(Taken(self.article.pk, step, place.start, place.end))
        return step

    @cached_property
    def text(self) -> str:
        return reading(self.article.pk, self.article.digest).text

    @cached_property
    def comparison(self) -> Comparison:
        compared = queries.compared(self.found, self.sources)
        kept = shelf.get(self.article.pk, [(one.id, one.version, one.updated) for one in compared])
        return kept or queries.comparison(self.article, compared)

    @cached_property
    def standing(self) -> _Standing:
        """The gold set as it was before."""
        rows = Annotation.objects.filter(set=self.found.gold_id)
        found = rows.values_list("uid", "label", "fragments")
        return {uid: (label, fragments) for uid, label, fragments in found}

    @cached_property
    def choices(self) -> Mapping[UUID, Mapping[str, Any]]:
        return statements.choices(self.found, list(self.comparison.by_cluster))


def _held(situation: Situation, by: User) -> Adjudication:
    """The article's adjudication in this person's hands, begun if need be."""
    article_id = situation.article.pk
    if situation.adjudication is None:
        return services.start(article_id=article_id, by=by)
    if situation.is_free:
        services.take_over(article_id=article_id, by=by)
        return services.merge(article_id=article_id, by=by)
    return situation.adjudication

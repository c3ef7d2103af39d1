"""Whether a reviewer may decide in some articles just now, and if not, why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F

from annotator.accounts.models import User
from annotator.annotations import side_by_side
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import Source
from annotator.articles.models import Article
from annotator.assignments.models import Slot
from annotator.projects.models import Project
from annotator.reviews.adjudication import permissions, queries
from annotator.reviews.models import Adjudication
from annotator.reviews.words.wishes import Skip


@dataclass(frozen=True)
class Situation:
    """An article with everybody's sets. ``awaited``: somebody has still to hand in."""

    article: Article
    every: Sequence[Source]
    awaited: bool
    adjudication: Adjudication | None

    @property
    def sources(self) -> list[Source]:
        return [one for one in self.every if one.finished]

    @cached_property
    def is_free(self) -> bool:
        """Not begun, or gone back to those who wait with the work."""
        found = self.adjudication
        return found is None or (found.finished is None and found.gold.owner_id is None)

    def skip(self, by: User) -> Skip | None:
        """Why nothing is decided here."""
        if not self.sources:
            return Skip.GONE
        if not permissions.can_adjudicate(by, self.article, self.every):
            return Skip.OWN
        if self.is_free:
            return Skip.UNFINISHED if self.awaited else None
        return self._begun(by)

    def _begun(self, by: User) -> Skip | None:
        found = self.adjudication
        if found is None or queries.stale(found, self.every):
            return Skip.STALE
        if found.finished:
            return Skip.FINISHED
        return None if permissions.holds(by, found.gold) else Skip.HELD


def situations(project: Project, by: User, articles: Collection[int]) -> dict[int, Situation]:
    """By article, those of the project only; six queries."""
    rows = (
        Article.objects.filter(project=project, pk__in=articles, project__memberships__user=by)
        .annotate(role=F("project__memberships__role"))
        .select_related("project")
        .defer("text", "search", "meta")
    )
    every: dict[int, list[Source]] = {}
    for one in side_by_side.sources(side_by_side.sets_of(articles, finished=False)):
        every.setdefault(one.article, []).append(one)
    begun = Adjudication.objects.filter(article__in=articles).select_related("gold")
    found = {one.article_id: one for one in begun}
    awaited = _awaited(articles, every)
    return {
        one.pk: Situation(one, every.get(one.pk, []), one.pk in awaited, found.get(one.pk))
        for one in rows.order_by("pk")
    }


def _awaited(articles: Collection[int], every: dict[int, list[Source]]) -> set[int]:
    """Where somebody is at work, or room is left for somebody; two queries."""
    lapsed = AnnotationSet.objects.filter(article__in=articles, lapsed__isnull=False)
    gone = set(lapsed.values_list("pk", flat=True))
    free = Slot.objects.filter(article__in=articles, annotator=None)
    working = {
        article
        for article, sources in every.items()
        if any(not one.finished and one.id not in gone for one in sources)
    }
    return working | set(free.values_list("article", flat=True))

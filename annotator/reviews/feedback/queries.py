"""Questions about what became of one's annotations. Only where the final version is finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations import side_by_side
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.reviews.adjudication import queries as adjudications
from annotator.reviews.adjudication import statements
from annotator.reviews.adjudication.settling import possible_uids
from annotator.reviews.feedback.pairing import Pair, Version, pairs
from annotator.reviews.models import Adjudication, Decision, Objection
from annotator.reviews.permissions import check_can_review_set

SIZE = 25
SCORED = 100
"""One's newest articles, of which precision and recall are counted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article whose final version is finished. ``waiting``: objections without an answer."""

    set_id: int
    gold_id: int
    article_id: int
    title: str
    lang: str
    finished: datetime
    objections: int
    waiting: int

    @property
    def key(self) -> str:
        return f"{self.finished.timestamp():.6f}-{self.set_id}"


def outcomes(
    project: Project, by: User, *, after: tuple[datetime, int] | None = None, size: int = SIZE
) -> list[Outcome]:
    """One's own articles, the last finished first; one query."""
    found = _finished(by).filter(article__project=project)
    if after:
        finished, set_id = after
        later = Q(article__adjudication__finished=finished, pk__lt=set_id)
        found = found.filter(Q(article__adjudication__finished__lt=finished) | later)
    rows = found.order_by(F("article__adjudication__finished").desc(), "-pk").annotate(
        made=Count("objections"),
        waiting=Count("objections", filter=Q(objections__upheld=None, objections__isnull=False)),
    )
    names = ("pk", "article__adjudication__gold", "article", "article__title", "article__uid")
    more = ("article__lang", "article__adjudication__finished", "made", "waiting")
    return [
        Outcome(pk, gold, article, title or uid, *rest)
        for pk, gold, article, title, uid, *rest in rows.values_list(*names, *more)[:size]
    ]


def _finished(by: User) -> QuerySet[AnnotationSet]:
    return AnnotationSet.objects.filter(
        owner=by,
        kind=Kind.ANNOTATOR,
        state=State.ACCEPTED,
        article__adjudication__finished__isnull=False,
    )


def compared(found: Sequence[Outcome], *, linked: bool = True) -> dict[int, list[Pair]]:
    """Own against final in some articles, by the number of one's own set; two queries, one
    without links."""
    ids = [number for one in found for number in (one.set_id, one.gold_id)]
    marks = side_by_side.marks(ids)
    ties = side_by_side.ties(ids) if linked else {}
    versions = {one: Version(marks.get(one, []), ties.get(one, [])) for one in ids}
    return {one.set_id: pairs(versions[one.set_id], versions[one.gold_id]) for one in found}


@dataclass(frozen=True, slots=True)
class Item:
    """One place of an article: the ``cluster`` as decisions and objections name it."""

    cluster: UUID
    conflict: UUID
    pair: Pair
    decision: Decision | None
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """One's own version of an article against the final one."""

    article: Article
    set: AnnotationSet
    adjudication: Adjudication
    own: Version
    final: Version
    items: list[Item]


def feedback(article_id: int, by: User) -> Feedback:
    """Ten queries at most. Raises NotFound where there is nothing to see (yet)."""
    article = annotations.readable(article_id, by)
    own = _finished(by).filter(article=article_id).first()
    if own is None:
        raise NotFound(_("There is no feedback on this article yet."))
    own.article = article
    found = feedback_on(own)
    if found is None:
        raise NotFound(_("There is no feedback on this article yet."))
    return found


def feedback_on(own: AnnotationSet) -> Feedback | None:
    """The same of a set whose article is at hand; None while there is no final version."""
    found = adjudications.adjudication_of(own.article_id)
    if found is None or found.finished is None:
        return None
    marks = side_by_side.marks([own.pk, found.gold_id])
    ties = side_by_side.ties([own.pk, found.gold_id])
    mine, final = (Version(marks[one], ties[one]) for one in (own.pk, found.gold_id))
    items = _items(own, found, pairs(mine, final))
    return Feedback(own.article, own, found, mine, final, items)


def _items(own: AnnotationSet, found: Adjudication, made: Sequence[Pair]) -> list[Item]:
    conflicts = _conflicts(own, found)
    decisions = statements.decisions(found)
    objections = {one.cluster: one for one in Objection.objects.filter(set=own)}
    taken = {conflicts.get(pair.uid, pair.uid) for pair in made if pair.own}
    items = []
    for pair in made:
        conflict = cluster = conflicts.get(pair.uid, pair.uid)
        if not pair.own:
            # Several final ones of a conflict, or one that does not touch one's own.
            cluster = pair.uid if conflict in taken else conflict
            taken.add(conflict)
        decision, objection = decisions.get(conflict), objections.get(cluster)
        items.append(Item(cluster, conflict, pair, decision, objection))
    return items


def _conflicts(own: AnnotationSet, found: Adjudication) -> Mapping[UUID, UUID]:
    """The conflict that each annotation of one's own, and each of the gold set, belongs to."""
    every = adjudications.all_sources(own.article_id)
    sources = [one for one in every if str(one.id) in found.sources]
    conflicts = adjudications.comparison(own.article, sources).conflicts
    final = {uid: one.cluster for one in conflicts for uid in possible_uids(one)}
    mine = {one.marks[own.pk].uid: one.cluster for one in conflicts if own.pk in one.marks}
    return final | mine


def objection_to_answer(objection_id: int, by: User, *, lock: bool = False) -> Objection:
    """One that this person may answer, with its set, annotator and article; three queries."""
    rows = Objection.objects.select_related("set__owner")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(pk=objection_id).first()
    if found is None:
        raise NotFound(_("This objection is not here."))
    found.set.article = annotations.readable(found.set.article_id, by)
    check_can_review_set(by, found.set)
    return found

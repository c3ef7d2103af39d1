"""Beginning an adjudication, and comparing again when sets have changed."""

from collections.abc import Sequence
from random import SystemRandom
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event
from annotator.annotations import queries as annotations
from annotator.annotations.changes import Change
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.side_by_side import Source
from annotator.annotations.states import Kind, Provenance, State
from annotator.articles.models import Article
from annotator.errors import Conflict as Changed
from annotator.errors import InvalidInput
from annotator.reviews.adjudication import permissions, queries, statements
from annotator.reviews.adjudication.comparing import Conflict
from annotator.reviews.adjudication.services.deciding import under_way
from annotator.reviews.adjudication.settling import gold_uid, possible_uids
from annotator.reviews.adjudication.writing import Gold, relink, take_out, write
from annotator.reviews.models import Adjudication

MADE_BY_RULE = (Provenance.UNANIMOUS, Provenance.MAJORITY, Provenance.ACCEPTED)


@transaction.atomic
def start(*, article_id: int, by: User) -> Adjudication:
    """Compare what has been handed in, and put what is agreed on into the gold set.

    Where it has begun already nothing is changed.
    """
    article = annotations.readable(article_id, by)
    every = queries.all_sources(article_id)
    permissions.check_can_adjudicate(by, article, every)
    finished = [one for one in every if one.finished]
    if not finished:
        raise InvalidInput(_("Nobody has handed in this article yet."))
    # One at a time: the second waits here and then finds it begun.
    Article.objects.select_for_update().only("pk").get(pk=article_id)
    begun = queries.adjudication_of(article_id)
    if begun:
        return begun
    gold = _gold_set(article, by)
    found = Adjudication.objects.create(
        article=article,
        gold=gold,
        majority=article.project.majority,
        seed=SystemRandom().randrange(2**31),
        started=gold.updated,
        held=gold.updated,
    )
    _merge(found, by, finished)
    return found


def _gold_set(article: Article, by: User) -> AnnotationSet:
    """The article's gold set, in one's hands: one that came with an import, or a fresh one."""
    now = timezone.now()
    AnnotationSet.objects.bulk_create(
        [AnnotationSet(article=article, kind=Kind.GOLD, owner=by, created=now, updated=now)],
        ignore_conflicts=True,
    )
    gold = AnnotationSet.objects.select_for_update().get(article=article, kind=Kind.GOLD)
    gold.article = article
    gold.owner, gold.state, gold.submitted, gold.updated = by, State.IN_PROGRESS, None, now
    gold.save(update_fields=["owner", "state", "submitted", "updated"])
    return gold


@transaction.atomic
def merge(*, article_id: int, by: User) -> Adjudication:
    """Compare again what has been handed in by now. Decisions stay; the rest is merged anew."""
    article = annotations.readable(article_id, by)
    every = queries.all_sources(article_id)
    permissions.check_can_adjudicate(by, article, every)
    found = under_way(article_id)
    gold = AnnotationSet.objects.select_for_update().get(pk=found.gold_id)
    permissions.check_holds(by, gold)
    finished = [one for one in every if one.finished]
    if not finished:
        raise Changed(_("Nobody’s set of this article is handed in any more."))
    gold.article = article
    found.gold = gold
    _merge(found, by, finished)
    return found


def _merge(found: Adjudication, by: User, sources: Sequence[Source]) -> None:
    gold_set, now = found.gold, timezone.now()
    compared = queries.comparison(gold_set.article, queries.shuffled(sources, found.seed))
    change = Change(set=gold_set, by=by, step=uuid4(), now=now)
    choices = {cluster: one.choice for cluster, one in statements.decisions(found).items()}
    labels = queries.other_labels(choices.values())
    gold = Gold(change, compared, found.majority, choices, labels)
    everything = Annotation.objects.filter(set=gold_set).select_related("label")
    gold.standing = {one.uid: one for one in everything}
    take_out(gold, _gone(gold))
    fresh = [one for one in compared.conflicts if _is_fresh(gold, one)]
    write(gold, fresh)
    others = {one.cluster for one in fresh}
    arriving = [one for one in compared.conflicts if one.cluster not in others]
    relink(gold, fresh, arriving=arriving)
    before, found.sources = found.sources, {str(one.id): one.version for one in sources}
    found.save(update_fields=["sources"])
    gold_set.version += 1
    gold_set.updated = now
    gold_set.save(update_fields=["version", "updated"])
    merged = event(
        "gold:merged",
        by=by,
        project_id=gold_set.article.project_id,
        article_id=gold_set.article_id,
        subject=gold_set.pk,
        before={"sources": before},
        after={"sources": found.sources, "majority": found.majority},
    )
    change.events.append(merged)
    gold.save()


def _is_fresh(gold: Gold, conflict: Conflict) -> bool:
    """Whether nobody has decided about it, changed by hand what stands for it, or brought the same
    along with an import."""
    if conflict.cluster in gold.choices:
        return False
    own = [gold.standing[uid] for uid in possible_uids(conflict) if uid in gold.standing]
    if own:
        return all(one.provenance != Provenance.EDITED for one in own)
    places = {(one.fragments, one.label_id) for one in gold.standing.values()}
    return not any((one.fragments, one.label.id) in places for one in gold.settled(conflict))


def _gone(gold: Gold) -> list[Annotation]:
    """What a rule put here for annotations that are no longer compared like this, and what was
    decided about clusters whose annotations are in others now: those are open again."""
    known = {uid for one in gold.comparison.conflicts for uid in possible_uids(one)}
    regrouped = {uid for one in gold.choices for uid in _regrouped(gold, one)}
    return [
        one
        for one in gold.standing.values()
        if one.uid not in known and (one.provenance in MADE_BY_RULE or one.uid in regrouped)
    ]


def _regrouped(gold: Gold, cluster: UUID) -> list[UUID]:
    """Under which a decision may stand whose cluster has come apart."""
    if cluster in gold.comparison.by_cluster:
        return []
    members = [one.partition(":") for one in gold.choices[cluster]["members"]]
    of = [int(set_id) for set_id, _, _ in members]
    again = [(int(set_id), UUID(uid)) in gold.comparison.cluster_of for set_id, _, uid in members]
    if not any(again):
        return []
    return [gold_uid(cluster), *(gold_uid(cluster, one) for one in of)]

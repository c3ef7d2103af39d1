"""One decision, and taking it back."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations import services
from annotator.annotations.changes import Change, begin
from annotator.annotations.models import AnnotationSet, Step
from annotator.annotations.services.checks import usable_label
from annotator.annotations.states import Kind
from annotator.annotations.steps import Asked
from annotator.errors import Conflict as Changed
from annotator.errors import NotFound
from annotator.reviews.adjudication import queries, shelf, statements
from annotator.reviews.adjudication.comparing import Comparison, Conflict
from annotator.reviews.adjudication.settling import Choice
from annotator.reviews.adjudication.writing import Gold, relink, write
from annotator.reviews.comments.services import note_gap
from annotator.reviews.models import Adjudication, Decision


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. ``clusters``: whose conflicts are others now, unless it was repeated."""

    adjudication: Adjudication
    change: Change
    comparison: Comparison
    clusters: tuple[UUID, ...]


@transaction.atomic
def decide(
    *,
    article_id: int,
    by: User,
    step: UUID,
    cluster: UUID,
    choice: Choice,
    reason: str = "",
    note: str = "",
    guideline: bool = False,
    section: str = "",
    batch: UUID | None = None,
) -> Outcome:
    """Settle one conflict. A later decision about the same one takes its place.

    ``guideline``: it becomes an example of a gap in the guidelines, below the heading ``section``.
    """
    content = ("decide", cluster, choice.as_json(), reason, note, guideline, section)
    change = begin(Asked(article_id, by, step, content, of=Kind.GOLD))
    found, comparison = _compared(change)
    if change.repeated:
        return Outcome(found, change, comparison, (cluster,))
    conflict = comparison.by_cluster.get(cluster)
    if conflict is None:
        raise Changed(_("What is compared has changed meanwhile. Compare again."))
    if choice.other_label is not None:
        usable_label(change, choice.other_label)
    made = Decision(
        adjudication=found,
        cluster=cluster,
        step_id=step,
        choice=choice.as_json() | {"members": conflict.members},
        reason=reason,
        note=note.strip(),
        guideline=guideline,
        batch=batch,
        by=by,
        at=change.now,
    )
    _settle(comparison, conflict, made, change)
    if guideline:
        quote = next(iter(conflict.marks.values())).quote
        note_gap(article_id=article_id, by=by, about=made, quote=quote, section=section)
    return Outcome(found, change, comparison, (cluster,))


def _settle(comparison: Comparison, conflict: Conflict, made: Decision, change: Change) -> None:
    arriving = comparison.arriving.get(conflict.cluster, set()) - {conflict.cluster}
    found = made.adjudication
    choices = statements.choices(found, arriving) if arriving else {}
    choices = {**choices, conflict.cluster: made.choice}
    others = queries.other_labels(choices.values())
    gold = Gold(change, comparison, found.majority, choices, others)
    around = [comparison.by_cluster[one] for one in arriving]
    reached = [comparison.by_cluster[one] for one in comparison.reached(conflict)]
    gold.read([conflict, *around, *reached])
    write(gold, [conflict])
    relink(gold, [conflict], arriving=around)
    gold.save(made)


def _compared(change: Change) -> tuple[Adjudication, Comparison]:
    """The adjudication of a gold set, and what is compared in it; one query if no set has changed
    since this process compared them."""
    under_way = statements.under_way(change.set)
    if under_way is None:
        raise _not_begun()
    found, versions = under_way
    kept = shelf.get(change.set.article_id, versions)
    return found, kept or _compare(found)


def _compare(found: Adjudication) -> Comparison:
    every = queries.all_sources(found.article_id)
    return queries.comparison(found.gold.article, queries.compared(found, every))


def under_way(article_id: int) -> Adjudication:
    found = queries.adjudication_of(article_id)
    if found is None:
        raise _not_begun()
    return found


def _not_begun() -> NotFound:
    return NotFound(_("This article is not being adjudicated."))


@transaction.atomic
def undo(*, article_id: int, by: User, step: UUID) -> Outcome:
    """Take back what this person did last in the gold set: a decision, or a change by hand."""
    return _walk(annotations.step_to_undo, services.undo, article_id, by, step)


@transaction.atomic
def redo(*, article_id: int, by: User, step: UUID) -> Outcome:
    """Do again what this person took back last in the gold set."""
    return _walk(annotations.step_to_redo, services.redo, article_id, by, step)


def _walk(
    target: Callable[[AnnotationSet, User], Step | None],
    service: Callable[..., Change],
    article_id: int,
    by: User,
    step: UUID,
) -> Outcome:
    gold = under_way(article_id).gold
    past = target(gold, by)
    change = service(article_id=article_id, by=by, step=step, of=Kind.GOLD)
    found, comparison = _compared(change)
    return Outcome(found, change, comparison, _clusters_of(gold, past))


def _clusters_of(gold: AnnotationSet, step: Step | None) -> tuple[UUID, ...]:
    made = Decision.objects.filter(adjudication__gold=gold, step=step) if step else []
    return tuple(one.cluster for one in made)

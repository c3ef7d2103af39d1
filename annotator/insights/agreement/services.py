"""Computing agreement and keeping it. It is derived from what is logged, so it is not logged."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotator.accounts.models import User
from annotator.database.jobs import Listener
from annotator.insights.agreement import differences, standing
from annotator.insights.agreement.loading import batches, corpus
from annotator.insights.agreement.measuring import Measuring
from annotator.insights.agreement.scope import Scope, scope_of
from annotator.insights.agreement.standing import SetRow, Standing
from annotator.insights.models import Comparison

AT_ONCE = 400
"""Up to so many annotations are compared while somebody waits for the page: a second at most."""

KEPT = 20
"""Comparisons of a project; those of filters that nobody has asked for the longest go first."""

State = Comparison.State


@dataclass(frozen=True, slots=True)
class Found:
    """``result`` is the last one, if there is any; ``fresh``: nothing that it depends on has
    changed. ``job``: what is being computed, or could not be."""

    standing: Standing
    result: Comparison | None
    job: Comparison | None
    fresh: bool

    @property
    def computing(self) -> bool:
        return self.job is not None and self.job.state == State.WAITING


def agreement(*, project_id: int, scope: Scope, by: User | None) -> Found:
    """The agreement as it is kept. If it is not there or no longer true, a small project's is
    computed at once, and of a large one it is asked for."""
    now = standing.standing(project_id, scope)
    result, job = kept(project_id, scope)
    if not now.articles and not now.gold:
        return Found(now, None, None, fresh=True)
    if result and result.key == now.key(scope):
        return Found(now, result, job, fresh=True)
    if standing.annotations_of(project_id, scope) <= AT_ONCE:
        made = compute(project_id=project_id, scope=scope)
        return Found(now, made, None, fresh=True)
    if not job:
        job = ask(project_id=project_id, scope=scope, by=by)
    return Found(now, result, job, fresh=False)


def kept(project_id: int, scope: Scope) -> tuple[Comparison | None, Comparison | None]:
    """The last result, and what is being computed or could not be; one query."""
    found = list(
        Comparison.objects.filter(project=project_id, scope_key=scope.key)
        .select_related("progress")
        .order_by("-id")
    )
    result = next((one for one in found if one.state == State.DONE), None)
    newer = [one for one in found if not result or one.pk > result.pk]
    return result, next((one for one in newer if one.state != State.DONE), None)


def ask(*, project_id: int, scope: Scope, by: User | None) -> Comparison:
    """Have it computed in the background; asked twice, it is computed once."""
    given = {"project_id": project_id, "scope_key": scope.key}
    Comparison.objects.filter(**given, state=State.FAILED).delete()
    made, _new = Comparison.objects.get_or_create(
        **given, state=State.WAITING, defaults={"scope": scope.plain, "asked_by": by}
    )
    return made


@transaction.atomic
def compute(*, project_id: int, scope: Scope, by: User | None = None) -> Comparison:
    """Compute it here and now."""
    made = Comparison(
        project_id=project_id,
        scope=scope.plain,
        scope_key=scope.key,
        asked_by=by,
        state=State.FAILED,
    )
    made.save()
    fill(made)
    return made


def fill(comparison: Comparison, listener: Listener | None = None) -> None:
    """Compute it, and keep the result with the disagreements behind it; inside a transaction.

    What is kept as compared are the versions from before anything was read: what changes meanwhile
    makes the result out of date, never wrong without saying so.
    """
    begun = time.perf_counter()
    scope = scope_of(comparison.scope)
    now = standing.standing(comparison.project_id, scope)
    found = corpus(comparison.project_id, scope)
    every = standing.rows(comparison.project_id, scope) if found.of > len(found.articles) else None
    measuring = Measuring(found)
    listener = listener or _nobody
    _read(measuring, comparison, listener)
    comparison.result = measuring.result(_steps_of(measuring, listener))
    comparison.sets, comparison.versions = _versions(every or found.rows)
    comparison.key, comparison.state = now.key(scope), State.DONE
    comparison.computed, comparison.seconds = timezone.now(), time.perf_counter() - begun
    comparison.save()
    _tidy(comparison)


def _nobody(_done: int, _total: int) -> None:
    """Does not listen."""


def _read(measuring: Measuring, comparison: Comparison, listener: Listener) -> None:
    total, done = _total(measuring), 0
    for batch in batches(measuring.corpus):
        differences.copy(comparison.pk, measuring.take(batch))
        done += len(batch)
        listener(done, total)


def _total(measuring: Measuring) -> int:
    """Steps: articles to read, and as much again for what is made of them."""
    return max(2 * len(measuring.corpus.articles), 1)


def _steps_of(measuring: Measuring, listener: Listener) -> Callable[[int], None]:
    total = _total(measuring)
    return lambda done: listener(total // 2 + total * done // (2 * measuring.steps), total)


def _versions(rows: Sequence[SetRow]) -> tuple[list[int], list[int]]:
    return [row.id for row in rows], [row.version for row in rows]


def _tidy(comparison: Comparison) -> None:
    """Older results of the same go, and those of filters that were asked for long ago."""
    others = Comparison.objects.filter(project=comparison.project_id).exclude(pk=comparison.pk)
    same = others.filter(scope_key=comparison.scope_key).exclude(state=State.WAITING)
    old = others.filter(state=State.DONE).order_by("-id").values_list("pk", flat=True)[KEPT:]
    Comparison.objects.filter(pk__in=[*same.values_list("pk", flat=True), *old]).delete()

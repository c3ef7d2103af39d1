"""What waits to be sent: who may send it, what is next, what came of it.

Deliveries of a webhook are sent by one sender at a time, in the order of the log. Whoever sends
takes the webhook for a while, so that no lock is held while the receiver thinks; if the sender
dies, another takes it afterwards, and what may have been sent is sent again under its id.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from annotator.activity.services import event, record
from annotator.webhooks.models import PING, Delivery, Webhook

ATTEMPTS = 10
"""Over most of a day; then a delivery has failed."""

FIRST_DELAY = timedelta(seconds=30)
"""After the first failure, and three times as long after each that follows."""

LONGEST_DELAY = timedelta(hours=6)

TAKEN_FOR = timedelta(minutes=2)
"""Longer than anybody sends in one turn, the looking up of names included."""

GIVEN_UP_AFTER = timedelta(days=3)
"""Of failing without a break."""

BREAK = timedelta(days=1)
"""Without an attempt, longer than any delay; what failed before it proves nothing about now."""

KEPT_FOR = timedelta(days=30)
OLD_SECRET_FOR = timedelta(days=1)
_GONE = 410
_BUSY = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Attempt:
    """How sending went. ``status`` is None where there was no answer, and ``error`` says why.

    ``wait`` is how long the receiver asks to be left alone.
    """

    at: datetime
    seconds: float
    status: int | None = None
    error: str = ""
    wait: timedelta = timedelta()

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_away(self) -> bool:
        """Whether anything else would fare the same; else it is this delivery that was refused."""
        return self.status is None or self.status >= 500 or self.status in _BUSY


@transaction.atomic
def take(most: int) -> list[int]:
    """Webhooks that have something to send and that nobody else is at, now taken for a while."""
    now = timezone.now()
    due = Delivery.objects.filter(
        webhook=OuterRef("pk"), state=Delivery.State.PENDING, due__lte=now
    )
    free = Webhook.objects.filter(Exists(due), active=True, taken_until__lte=now)
    free = free.filter(waits_until__lte=now).order_by("taken_until")
    # A full lock would hold up the trigger, whose rows point here.
    locked = free.select_for_update(skip_locked=True, no_key=True)
    found = list(locked.values_list("pk", flat=True)[: max(most, 0)])
    Webhook.objects.filter(pk__in=found).update(taken_until=now + TAKEN_FOR)
    return found


def let_go(webhook_id: int) -> None:
    Webhook.objects.filter(pk=webhook_id).update(taken_until=timezone.now())


def next_of(webhook_id: int) -> Delivery | None:
    """What is sent next: what a person has asked for, then in the order of the log."""
    now = timezone.now()
    return (
        Delivery.objects.select_related("webhook")
        .filter(webhook=webhook_id, state=Delivery.State.PENDING, due__lte=now)
        .filter(webhook__active=True, webhook__waits_until__lte=now)
        .order_by(F("event").asc(nulls_first=True), "id")
        .first()
    )


@transaction.atomic
def note(delivery: Delivery, attempt: Attempt) -> None:
    """Write down what came of an attempt, and when the next one is."""
    webhook = _locked(delivery.webhook_id)
    if webhook is None:  # deleted meanwhile, with its deliveries
        return
    attempts = delivery.attempts + 1
    due = attempt.at + max(_delay(attempts), min(attempt.wait, LONGEST_DELAY))
    Delivery.objects.filter(pk=delivery.pk).update(
        state=_state(delivery, attempt, attempts),
        attempts=attempts,
        attempted=attempt.at,
        due=due,
        status=attempt.status,
        error=attempt.error[:300],
        seconds=attempt.seconds,
    )
    if attempt.is_good:
        webhook.succeeded, webhook.failing = attempt.at, None
    else:
        _note_failure(webhook, attempt, due)
    webhook.save(update_fields=["succeeded", "failed", "failing", "waits_until"])


def _locked(webhook_id: int) -> Webhook | None:
    return Webhook.objects.select_for_update(no_key=True).filter(pk=webhook_id).first()


def _note_failure(webhook: Webhook, attempt: Attempt, due: datetime) -> None:
    if webhook.failed is None or attempt.at - webhook.failed > BREAK:
        webhook.failing = None
    webhook.failing = webhook.failing or attempt.at
    webhook.failed = attempt.at
    if attempt.is_away:
        webhook.waits_until = due
    if attempt.status == _GONE or attempt.at - webhook.failing > GIVEN_UP_AFTER:
        _give_up(webhook)


def _state(delivery: Delivery, attempt: Attempt, attempts: int) -> Delivery.State:
    if attempt.is_good:
        return Delivery.State.DELIVERED
    most = 1 if delivery.kind == PING else ATTEMPTS
    return Delivery.State.FAILED if attempts >= most else Delivery.State.PENDING


def _delay(attempts: int) -> timedelta:
    """Not all at the same moment, where many began to fail together."""
    factor: int = 3 ** (attempts - 1)
    return min(FIRST_DELAY * factor, LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311


def _give_up(webhook: Webhook) -> None:
    """Switched off, which the page says; an owner can switch it on again."""
    if Webhook.objects.filter(pk=webhook.pk, active=True).update(active=False, given_up=True):
        project_id, subject = webhook.project_id, webhook.pk
        record(event("webhook:given_up", by=None, project_id=project_id, subject=subject))


def tidy() -> None:
    """Old deliveries go, and secrets that have been replaced."""
    now = timezone.now()
    Delivery.objects.filter(created__lt=now - KEPT_FOR).delete()
    replaced = Webhook.objects.filter(rotated__lt=now - OLD_SECRET_FOR)
    replaced.update(old_secret="", rotated=None)

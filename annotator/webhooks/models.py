"""Who is told, and what they are told."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID, TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotator.projects.models import Project
from annotator.webhooks.signing import PREFIX


class Kind(models.TextChoices):
    """What can be told, under the names that receivers know; a trigger makes them of the log."""

    SUBMITTED = "article.submitted", _("An article is submitted")
    ACCEPTED = "set.accepted", _("An annotation set is accepted")
    RELEASED = "release.made", _("A release is made")


PING = "ping"
"""What is sent to try a webhook."""

MOST_LETTERS = 1000
"""Of an address."""


class Webhook(models.Model):
    """A receiver that is told of ``events`` of a project.

    ``secret`` signs what is sent, and so does ``old_secret`` for a while after ``rotated``.
    ``failing`` is since when everything has failed; ``succeeded`` and ``failed`` are the last
    times. While somebody sends, nobody else does until ``taken_until``; while the receiver is away,
    nothing is sent before ``waits_until``. ``given_up``: it was switched off for failing too long.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="webhooks")
    url = models.CharField(_("address"), max_length=MOST_LETTERS)
    events = ArrayField(models.CharField(max_length=20, choices=Kind), verbose_name=_("events"))
    secret = models.CharField(max_length=80)
    old_secret = models.CharField(max_length=80, blank=True)
    rotated = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)
    given_up = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    succeeded = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)
    failing = models.DateTimeField(null=True)
    taken_until = models.DateTimeField(default=timezone.now)
    waits_until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("project", "url"), name="webhook_once"),
            models.CheckConstraint(
                condition=Q(events__len__gt=0, events__contained_by=Kind.values),
                name="webhook_events_are_known",
            ),
            models.CheckConstraint(
                condition=Q(secret__startswith=PREFIX), name="webhook_has_secret"
            ),
            models.CheckConstraint(
                condition=Q(old_secret="", rotated=None) | ~Q(old_secret="") & ~Q(rotated=None),
                name="webhook_rotated_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(active=False) | Q(given_up=False), name="webhook_given_up_is_off"
            ),
        )

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One thing that one receiver is told; a trigger on the log writes it.

    ``uid`` is the same however often it is sent, so that the receiver can tell. ``event`` is the
    number of the event in the log, and what deliveries are put in order by; a ping has none.
    ``payload`` is the body, exactly as it was when it happened. ``status`` and ``error`` say how
    the last attempt went; ``seconds`` how long it took.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("Pending")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")

    uid = models.UUIDField(unique=True, db_default=RandomUUID(), editable=False)
    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    event = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20)
    payload = models.JSONField()
    state = models.CharField(max_length=9, choices=State, db_default="pending")
    attempts = models.PositiveSmallIntegerField(db_default=0)
    due = models.DateTimeField(db_default=TransactionNow())
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True, db_default="")
    created = models.DateTimeField(db_default=TransactionNow())
    attempted = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("webhook", "-id"), name="delivery_of_webhook"),
            models.Index(
                F("webhook"),
                F("event").asc(nulls_first=True),
                F("id"),
                name="delivery_to_send",
                condition=Q(state="pending"),
            ),
            models.Index(fields=("created",), name="delivery_by_age"),
        )
        constraints = (
            models.UniqueConstraint(fields=("webhook", "event"), name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "delivered", "failed"]),
                name="delivery_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(attempts=0, attempted=None) | Q(attempted__isnull=False),
                name="delivery_attempted_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="pending") | Q(attempted__isnull=False),
                name="delivery_ended_by_an_attempt",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

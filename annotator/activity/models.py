"""What happened: one row for every change, never altered afterwards."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """Who did what, with the state before and after.

    Plain ids and no foreign keys, so that history outlives what it describes. A trigger refuses
    updates and deletions. ``step`` names the undoable step that the event belongs to.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    project_id = models.BigIntegerField(null=True)
    article_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40, blank=True)
    step = models.UUIDField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = (
            models.Index("project_id", "id", name="event_of_project"),
            models.Index("step", name="event_of_step", condition=Q(step__isnull=False)),
            models.Index(
                "subject",
                "id",
                name="event_of_speaker",
                condition=Q(kind__startswith="speaker:"),
            ),
            models.Index(
                "project_id",
                "actor_id",
                "id",
                name="event_of_batch",
                condition=Q(kind__startswith="batch:"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

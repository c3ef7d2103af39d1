"""Releases, and how far the building of one is."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotator.projects.models import Project


def new_folder() -> str:
    """Where nobody finds it by guessing."""
    return uuid4().hex


class Release(models.Model):
    """A frozen, numbered export; while it is WAITING a job.

    ``choice`` is what was asked for (see ``choices``), ``manifest`` what it came to, and ``files``
    what is stored below ``folder``, each with its bytes and SHA-256. ``failure`` says why there are
    no files, if it is known. A release that was deleted keeps its number, because others have
    named it. Who builds one holds its row's lock, so that a job whose worker died is free.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        DELETED = "deleted", _("Deleted")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=200, blank=True)
    choice = models.JSONField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    failure = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    built = models.DateTimeField(null=True)
    deleted = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    folder = models.CharField(max_length=32, unique=True, default=new_folder, editable=False)
    manifest = models.JSONField(null=True)
    files = models.JSONField(default=list)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("-number",)
        indexes = (
            models.Index(fields=("id",), name="release_to_build", condition=Q(state="waiting")),
        )
        constraints = (
            models.UniqueConstraint(fields=("project", "number"), name="release_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"], built=None, deleted=None)
                | Q(state="ready", built__isnull=False, deleted=None)
                | Q(state="deleted", deleted__isnull=False),
                name="release_state_and_times",
            ),
            models.CheckConstraint(
                condition=Q(state="ready", manifest__isnull=False)
                | (~Q(state="ready") & Q(manifest__isnull=True, files=[], size=0)),
                name="release_ready_with_files",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class Progress(models.Model):
    """How far a job is; a table of its own, because its worker holds the job's row."""

    release = models.OneToOneField(
        Release, primary_key=True, on_delete=models.CASCADE, related_name="progress"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"

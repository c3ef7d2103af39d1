"""Agreement as it was computed, and the disagreements behind every number of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotator.annotations.fields import FragmentsField
from annotator.articles.models import Article
from annotator.projects.models import Project


class Comparison(models.Model):
    """The agreement of a project's finished sets; a cache, and while it is WAITING a job.

    ``scope`` names which sets are compared (see ``agreement.scope``), ``key`` everything that the
    result depends on. ``sets`` and ``versions`` are what was compared, to say what has changed
    since. Who works on a job holds its row's lock, so that a job whose worker died is free.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comparisons")
    scope = models.JSONField(default=dict)
    scope_key = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    asked = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    computed = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    sets = ArrayField(models.BigIntegerField(), default=list)
    versions = ArrayField(models.IntegerField(), default=list)
    result = models.JSONField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("project", "scope_key", "state"), name="comparison_of_scope"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("project", "scope_key"),
                name="comparison_waits_once",
                condition=Q(state="waiting"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed"], result=None, computed=None)
                | Q(state="done", result__isnull=False, computed__isnull=False),
                name="comparison_done_with_result",
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id}: {self.state}"


class Progress(models.Model):
    """How far a job is; a table of its own, because its worker holds the job's row."""

    comparison = models.OneToOneField(
        Comparison, primary_key=True, on_delete=models.CASCADE, related_name="progress"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"


class Difference(models.Model):
    """What two annotators did differently at one place, as it was when it was compared.

    ``a`` and ``b`` are places among the comparison's people, ``a`` < ``b``; GOLD is the gold set. A
    side that has nothing there is null. ``kinds``, ``fields`` and ``distance`` are those of
    ``agreement.disagreements.Verdict``; ``details`` are kinds of boundary errors.
    """

    GOLD = 32_767

    id = models.BigAutoField(primary_key=True)
    comparison = models.ForeignKey(
        Comparison, on_delete=models.CASCADE, related_name="differences", db_index=False
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    a = models.SmallIntegerField()
    b = models.SmallIntegerField()
    label_a = models.CharField(max_length=60, null=True)  # noqa: DJ001  # nothing is no label
    label_b = models.CharField(max_length=60, null=True)  # noqa: DJ001
    fragments_a = FragmentsField(null=True)
    fragments_b = FragmentsField(null=True)
    kinds = ArrayField(models.CharField(max_length=10))
    fields = ArrayField(models.CharField(max_length=60))
    details = ArrayField(models.CharField(max_length=20))
    distance = models.FloatField()

    class Meta:
        indexes = (
            models.Index(fields=("comparison", "-distance", "id"), name="difference_worst_first"),
        )

    def __str__(self) -> str:
        return f"{self.label_a} – {self.label_b}"

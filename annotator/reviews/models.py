"""What reviewers decide, and what is said about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotator.annotations.models import AnnotationSet, Step
from annotator.articles.models import Article
from annotator.projects.models import Project


class Reason(models.TextChoices):
    """Why annotators differ, or why work goes back."""

    ERROR = "error", _("Annotator’s error")
    AMBIGUOUS = "ambiguous", _("Ambiguous text")
    GUIDELINE = "guideline", _("Gap in the guidelines")
    EDGE = "edge", _("Edge case")
    SUBJECTIVE = "subjective", _("Truly subjective")


class Adjudication(models.Model):
    """The work on one article's gold set; its owner is the reviewer who holds it.

    ``sources``: versions of the sets that are compared, by the set's number, as they were when they
    were last merged. ``seed`` shuffles the order in which they are shown. ``majority``: what two
    thirds had alike was accepted. ``held``: since when its owner holds it. ``revealed``: when the
    annotators' names were shown. ``finished`` goes with the gold set's state: accepted.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="adjudication")
    gold = models.OneToOneField(AnnotationSet, on_delete=models.CASCADE, related_name="+")
    sources = models.JSONField(default=dict)
    majority = models.BooleanField(default=False)
    seed = models.IntegerField()
    started = models.DateTimeField()
    held = models.DateTimeField(null=True)
    revealed = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("article",), name="adjudication_open", condition=Q(finished=None)),
        )

    def __str__(self) -> str:
        return f"gold of {self.article_id}"


class Decision(models.Model):
    """What was decided about one conflict, in one step on the gold set.

    It counts as long as its step is done, and until a later one about the same ``cluster``; undoing
    the step undoes the decision. ``choice`` says where each field came from: see
    ``settling.Choice``. ``guideline``: it shows a gap in the guidelines. ``batch`` groups what was
    decided at once in many articles.
    """

    adjudication = models.ForeignKey(
        Adjudication, on_delete=models.CASCADE, related_name="decisions", db_index=False
    )
    cluster = models.UUIDField()
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="decisions")
    choice = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    note = models.TextField(_("note"), max_length=5000, blank=True)
    guideline = models.BooleanField(default=False)
    batch = models.UUIDField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("adjudication", "cluster"), name="decision_of_cluster"),
            models.Index(
                fields=("batch",), name="decision_of_batch", condition=Q(batch__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.cluster}: {self.choice}"


class Review(models.Model):
    """A verdict on one annotator's set: accepted, fixed (then accepted) or returned."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        FIXED = "fixed", _("Fixed and accepted")
        RETURNED = "returned", _("Returned")

    set = models.ForeignKey(AnnotationSet, on_delete=models.CASCADE, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, blank=True)
    note = models.TextField(_("note"), max_length=5000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(reason="", note=""),
                name="review_returned_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome}: {self.set_id}"


class Objection(models.Model):
    """What an annotator has against the outcome for one of their clusters; once for each.

    ``cluster`` as in Decision. ``upheld`` is empty until a reviewer has answered.
    """

    set = models.ForeignKey(AnnotationSet, on_delete=models.CASCADE, related_name="objections")
    cluster = models.UUIDField()
    text = models.TextField(_("objection"), max_length=5000)
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(_("answer"), max_length=5000, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(fields=("id",), name="objection_waiting", condition=Q(upheld=None)),
        )
        constraints = (
            models.UniqueConstraint(fields=("set", "cluster"), name="objection_once"),
            models.CheckConstraint(
                condition=Q(upheld=None, answered=None, answered_by=None)
                | Q(upheld__isnull=False, answered__isnull=False, answered_by__isnull=False),
                name="objection_answered_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Thread(models.Model):
    """A conversation about an article, an annotation of a set in it, or a conflict.

    ``annotation`` is a uid in ``set``; ``cluster`` as in Decision; neither: the whole article.
    ``guideline``: it is about a gap in the guidelines, with ``section`` the heading it belongs to.
    ``quote`` is the text it is about, as it was then.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="threads")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="threads")
    set = models.ForeignKey(
        AnnotationSet, null=True, on_delete=models.CASCADE, related_name="threads"
    )
    annotation = models.UUIDField(null=True)
    cluster = models.UUIDField(null=True)
    quote = models.TextField(blank=True)
    guideline = models.BooleanField(default=False)
    section = models.CharField(max_length=200, blank=True)
    resolved = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(annotation=None) | Q(set__isnull=False, cluster=None),
                name="thread_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(resolved=None, resolved_by=None)
                | Q(resolved__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.quote[:60] or f"article {self.article_id}"


class Comment(models.Model):
    """One remark in a thread. ``mentions``: members named in it by @username."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    text = models.TextField(_("comment"), max_length=5000)
    at = models.DateTimeField()
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="mentioned_in")

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.text[:60]

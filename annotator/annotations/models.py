"""Annotation sets, annotations, and the steps that can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotator.annotations.fields import FragmentsField
from annotator.annotations.states import CLOSED, Kind, Provenance, State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Label, RelationType
from annotator.speakers.models import Speaker


class AnnotationSet(models.Model):
    """One version of an article's annotations.

    ``version`` counts the changes. ``name`` tells imported sets apart, and names the annotator of
    a set that came from elsewhere and has no owner here. The gold set's owner is the reviewer
    who holds it. ``lapsed``: when the assignment went back to the queue; the work in it is kept.
    ``project`` is the article's; the database fills it in.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sets")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="+", db_index=False, editable=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="sets"
    )
    name = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=0)
    created = models.DateTimeField()
    updated = models.DateTimeField()
    submitted = models.DateTimeField(null=True)
    lapsed = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("owner", "state", "-updated"), name="set_of_owner"),
            # What waits for reviewers, and what is still being annotated.
            models.Index(
                fields=("project", "article"),
                include=("id", "owner"),
                name="set_handed_in",
                condition=Q(state=State.SUBMITTED, kind__in=(Kind.ANNOTATOR, Kind.IMPORTED)),
            ),
            models.Index(
                fields=("article",),
                name="set_unfinished",
                condition=Q(state__in=(State.OPEN, State.IN_PROGRESS, State.RETURNED)),
            ),
            models.Index(fields=("project", "kind", "owner", "state"), name="set_of_project"),
            models.Index(
                fields=("project", "state", "submitted"),
                name="set_submitted",
                condition=Q(kind=Kind.ANNOTATOR),
            ),
            models.Index(
                fields=("project", "created"),
                name="set_gold_open",
                condition=Q(kind=Kind.GOLD) & ~Q(state=State.ACCEPTED),
            ),
            models.Index(
                fields=("project", "owner"),
                name="set_lapsed",
                condition=Q(lapsed__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("article", "kind", "owner", "name"),
                name="set_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=("article",), name="set_gold_once", condition=Q(kind=Kind.GOLD)
            ),
            models.UniqueConstraint(
                fields=("article", "owner"),
                name="set_annotator_once",
                condition=Q(kind=Kind.ANNOTATOR, owner__isnull=False),
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="set_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="set_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(CLOSED), submitted__isnull=False)
                | (~Q(state__in=sorted(CLOSED)) & Q(submitted__isnull=True)),
                name="set_submitted_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Annotation(models.Model):
    """One labelled span of one or more fragments.

    ``uid`` comes from the browser or the importer and is unique in its set, so that the same
    corpus can be imported twice. ``quote`` is the marked text, fragments joined by
    ``annotator.text.spans.SEPARATOR``. ``version`` counts the changes of this annotation.
    ``value`` is what a figure says, as ``annotator.figures.as_json`` writes it, with whether a
    person has ``confirmed`` it; empty where no value could be read, null where none is meant.
    ``provenance``: how it came to be in the gold set; empty in all other sets.
    """

    uid = models.UUIDField()
    set = models.ForeignKey(
        AnnotationSet, on_delete=models.CASCADE, related_name="annotations", db_index=False
    )
    label = models.ForeignKey(
        Label, on_delete=models.PROTECT, related_name="annotations", db_index=False
    )
    fragments = FragmentsField()
    quote = models.TextField()
    note = models.TextField(_("note"), blank=True, max_length=5000)
    attributes = models.JSONField(default=dict)
    value = models.JSONField(null=True)
    speaker = models.ForeignKey(
        Speaker, null=True, on_delete=models.PROTECT, related_name="annotations", db_index=False
    )
    provenance = models.CharField(
        max_length=11, choices=Provenance, blank=True, default="", db_default=""
    )
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField()
    updated = models.DateTimeField()

    class Meta:
        indexes = (
            # Also what finds the figures that have not been read.
            models.Index(
                "label",
                models.ExpressionWrapper(Q(value__isnull=True), models.BooleanField()),
                name="annotation_of_label",
            ),
            models.Index(
                fields=("speaker", "set"),
                name="annotation_of_speaker",
                condition=Q(speaker__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("set", "uid"), name="annotation_uid_once"),
            models.CheckConstraint(
                condition=Q(fragments__empty=False), name="annotation_has_fragments"
            ),
            models.CheckConstraint(
                condition=Q(fragments__start__gte=0), name="annotation_begins_in_text"
            ),
        )

    def __str__(self) -> str:
        return self.quote[:60]


class Relation(models.Model):
    """A link of a type from one annotation of a set to another, both named by their ``uid``.

    The database sees to it that both are in the set (foreign keys made by a migration).
    """

    uid = models.UUIDField()
    set = models.ForeignKey(
        AnnotationSet, on_delete=models.CASCADE, related_name="relations", db_index=False
    )
    type = models.ForeignKey(RelationType, on_delete=models.PROTECT, related_name="relations")
    source = models.UUIDField()
    target = models.UUIDField()
    created = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("set", "target"), name="relation_to"),)
        constraints = (
            models.UniqueConstraint(fields=("set", "uid"), name="relation_uid_once"),
            models.UniqueConstraint(
                fields=("set", "source", "type", "target"), name="relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(source=models.F("target")), name="relation_between_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Step(models.Model):
    """One thing a person did in a set, under the id that the browser gave it.

    The id makes a repeated request harmless. Steps of kind CHANGE are what undo and redo walk;
    their events hold what was before and after.
    """

    class Kind(models.TextChoices):
        CHANGE = "change"
        UNDO = "undo"
        REDO = "redo"

    class State(models.TextChoices):
        DONE = "done"
        UNDONE = "undone"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True)
    number = models.BigIntegerField()
    set = models.ForeignKey(
        AnnotationSet, on_delete=models.CASCADE, related_name="steps", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=6, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.DONE)
    digest = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("set", "by", "state", "-number"),
                name="step_to_undo",
                condition=Q(kind="change"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

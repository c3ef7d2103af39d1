"""Who speaks in a project’s articles, under one name each, with the other names they go by."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from annotator.projects.models import Project


class Speaker(models.Model):
    """A person, organisation or document that speaks.

    ``uid`` names the entry in exports. An entry that was merged into another stays, with its
    annotations, and points to it: ``merged_into`` never leads to an entry that is merged itself.
    ``made_by``: the annotator who made it, as long as it is theirs alone; where work is blind
    nobody but reviewers and owners sees it. It is everybody's once one of these has changed or
    merged it, or accepted gold annotations point to it.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")
        ANONYMOUS = "anonymous", _("Anonymous")
        DOCUMENT = "document", _("Document")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="speakers")
    uid = models.UUIDField(default=uuid4)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    role = models.CharField(_("role or affiliation"), max_length=300, blank=True)
    wikidata = models.CharField(_("Wikidata id"), max_length=20, blank=True)
    notes = models.TextField(_("notes"), max_length=5000, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("project", "uid"), name="speaker_uid_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["", "person", "organisation", "anonymous", "document"]),
                name="speaker_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(wikidata="") | Q(wikidata__regex=r"^Q[1-9][0-9]*$"),
                name="speaker_wikidata_is_an_id",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="speaker_merged_elsewhere",
            ),
        )
        indexes = (models.Index(fields=("project", "name", "id"), name="speaker_by_name"),)

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """A name that an entry goes by, its own included. ``key`` is ``names.key`` of it."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            GinIndex(OpClass("key", "gin_trgm_ops"), name="alias_keys"),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="alias_names"),
        )
        constraints = (
            models.UniqueConstraint(fields=("speaker", "name"), name="alias_once_a_speaker"),
        )

    def __str__(self) -> str:
        return self.name

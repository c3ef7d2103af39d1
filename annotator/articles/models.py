"""News texts. A text never changes once it is in."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotator.projects.models import Project


class Article(models.Model):
    """One news text.

    ``uid`` names the article in files, once in a project. ``published`` is an ISO 8601 date or
    time as it came. ``digest`` is the SHA-256 of the text in UTF-8. ``search`` is filled in by
    the indexer after the import; until then the article is found by reading its text.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="articles", db_index=False
    )
    uid = models.CharField(max_length=200)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"))
    url = models.CharField(_("address"), max_length=2000, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    byline = models.CharField(_("by"), max_length=200, blank=True)
    published = models.CharField(_("published"), max_length=40, blank=True)
    lang = models.CharField(_("language"), max_length=35, blank=True)
    meta = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    words = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    revises = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="revisions"
    )
    created = models.DateTimeField(auto_now_add=True)
    search = SearchVectorField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            # With the date, so that articles are counted over time without reading their texts.
            models.Index(
                fields=("project", "id"), include=("published",), name="article_of_project"
            ),
            models.Index(fields=("id",), name="article_to_index", condition=Q(search__isnull=True)),
            GinIndex(fields=("search",), name="article_words"),
            GinIndex(
                OpClass("title", "gin_trgm_ops"),
                name="article_titles",
                condition=Q(search__isnull=False),
            ),
            GinIndex(
                OpClass("text", "gin_trgm_ops"),
                name="article_strings",
                condition=Q(search__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("project", "uid"), name="article_uid_once"),
            models.UniqueConstraint(fields=("project", "digest"), name="article_text_once"),
            models.CheckConstraint(condition=~Q(text=""), name="article_has_text"),
        )

    def __str__(self) -> str:
        return self.title or self.uid

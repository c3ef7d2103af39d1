"""The queue: slots of articles, and who took them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.articles.models import Article
from annotator.projects.models import Project


class Slot(models.Model):
    """Room for one annotator at an article, in projects that hand articles out.

    An article has as many as it needs annotators, so that never more than those can take it. Who
    took one has the annotation set of that article and person. ``shuffle`` is the article's place
    when articles come at random, 0 to 2³¹ − 1. ``since``: when the article was first taken by
    somebody, on the slots that are still free.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="slots", db_index=False
    )
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="slots", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="slots",
        db_index=False,
    )
    taken = models.DateTimeField(null=True)
    shuffle = models.IntegerField()
    since = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            # Backwards by number, so that no other index, which knows the slots that are taken as
            # well, has the order that articles are handed out in.
            models.Index(
                fields=("project", "article", "-number"),
                name="slot_free",
                condition=Q(annotator=None),
            ),
            models.Index(
                fields=("project", "shuffle"), name="slot_at_random", condition=Q(annotator=None)
            ),
            models.Index(
                fields=("project", "since", "article", "number"),
                name="slot_waiting",
                condition=Q(annotator=None),
            ),
            models.Index(
                fields=("annotator", "project", "article"),
                name="slot_of_person",
                condition=Q(annotator__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("article", "number"), name="slot_once"),
            models.UniqueConstraint(fields=("article", "annotator"), name="slot_of_person_once"),
            models.CheckConstraint(
                condition=Q(annotator=None, taken=None)
                | Q(annotator__isnull=False, taken__isnull=False),
                name="slot_taken_by_someone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"


class GivenBack(models.Model):
    """Who gave which article back: the queue doesn't offer it to them again."""

    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("annotator", "article"), name="given_back_once"),
        )

    def __str__(self) -> str:
        return f"{self.annotator_id}: {self.article_id}"

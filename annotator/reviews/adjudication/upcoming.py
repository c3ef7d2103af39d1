"""Which article is to be adjudicated next."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import COMPARED
from annotator.annotations.states import CLOSED, State
from annotator.articles.models import Article
from annotator.reviews.models import Adjudication


def ready(project_id: int, by: User) -> QuerySet[Article]:
    """Articles that two or more have handed in and nobody still works on, not finished yet.

    Not what somebody else holds, nor what this person has annotated, unless the project allows it.
    """
    sets = AnnotationSet.objects.filter(article=OuterRef("pk"), kind__in=COMPARED)
    handed_in = sets.filter(state=State.SUBMITTED)
    working = sets.exclude(state__in=[*CLOSED, State.OPEN]).filter(lapsed=None)
    own = sets.filter(owner=by, article__project__reviews_own=False).exclude(state=State.OPEN)
    taken = Adjudication.objects.filter(article=OuterRef("pk")).filter(
        Q(finished__isnull=False) | ~Q(gold__owner=by)
    )
    return Article.objects.filter(
        Exists(handed_in),
        Exists(handed_in[1:]),
        ~Exists(working),
        ~Exists(own),
        ~Exists(taken),
        project=project_id,
    )


def next_article(project_id: int, by: User, *, after: int = 0) -> int | None:
    """From ``after`` on and then round."""
    waiting = ready(project_id, by).order_by("pk").values_list("pk", flat=True)
    return waiting.filter(pk__gt=after).first() or waiting.filter(pk__lt=after).first()

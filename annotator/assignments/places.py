"""Somebody's place at an article that they look at: theirs, to be had, or not."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.articles.models import Article
from annotator.assignments import permissions, queries


@dataclass(frozen=True, slots=True)
class Place:
    """``closed``: why the person can only read, empty where the article is theirs; ``why_not``:
    why they can't take it. ``until``: when it goes back to the queue if they leave it."""

    closed: str = ""
    lapsed: bool = False
    why_not: str = ""
    can_give_back: bool = False
    until: datetime | None = None

    @property
    def can_take(self) -> bool:
        return bool(self.closed) and not self.why_not


def place(article: Article, by: User, own: AnnotationSet | None) -> Place | None:
    """None where articles are not handed out; one query."""
    if article.project.annotators is None:
        return None
    standing = queries.standing(article, by)
    if own is None:
        closed = _("You don’t hold this article. You can read it.")
        return Place(closed=closed, why_not=permissions.why_not(standing))
    if own.lapsed:
        closed = _("This article went back to the queue. Your work in it is kept.")
        return Place(closed=closed, lapsed=True, why_not=permissions.why_not(standing))
    if standing.taken is None or not permissions.can_give_back(own):
        return Place()
    until = queries.lease_end(article.project, own, standing.taken)
    return Place(can_give_back=True, until=until)

"""Whose turn it is: what can be done about a set as a whole, and why nothing of it is changed."""

from dataclasses import dataclass
from datetime import datetime

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.permissions import closed_because
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.assignments.places import Place, place
from annotator.reviews.models import Reason, Review


@dataclass(frozen=True, slots=True)
class Return:
    """Why a reviewer sent an article back. ``by`` is empty where annotators work blind."""

    by: str
    reason: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """``closed`` says why nothing of the set can be changed; empty while it can.

    ``place``: where articles are handed out, beside one's own set.
    """

    of: str
    state: str
    lapsed: bool
    closed: str
    returned: Return | None
    place: Place | None

    @property
    def gold(self) -> bool:
        return self.of == Kind.GOLD

    @property
    def notice(self) -> str:
        """What is said above the text; that one has submitted it oneself stands in the bar."""
        own = not self.gold and self.state == State.SUBMITTED and not self.lapsed
        return "" if own else self.closed


def turn(article: Article, annotation_set: AnnotationSet | None, by: User, of: Kind) -> Turn:
    """One query where work was returned, and one where articles are handed out. The article's
    project should be at hand."""
    state = annotation_set.state if annotation_set else State.OPEN
    own = place(article, by, annotation_set) if of != Kind.GOLD else None
    returned = annotation_set if state == State.RETURNED else None
    return Turn(
        of=of,
        state=state,
        lapsed=bool(annotation_set and annotation_set.lapsed),
        closed=own.closed if own and own.closed else closed_because(annotation_set, by),
        returned=_returned(article, returned) if returned else None,
        place=own,
    )


def _returned(article: Article, annotation_set: AnnotationSet) -> Return | None:
    reviews = Review.objects.filter(set=annotation_set, outcome=Review.Outcome.RETURNED)
    last = reviews.select_related("by").order_by("-at", "-id").first()
    if last is None:
        return None
    return Return(
        by="" if article.project.blind else str(last.by),
        reason=str(Reason(last.reason).label) if last.reason else "",
        note=last.note,
        at=last.at,
    )

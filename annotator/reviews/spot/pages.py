"""What the page of one set shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations.cards import Card, cards
from annotator.annotations.drawing import Paragraph, blocks, paragraphs
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import COMPARED
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article
from annotator.articles.reading import reading
from annotator.reviews.adjudication.queries import adjudication_of
from annotator.reviews.models import Adjudication, Review
from annotator.reviews.permissions import can_review, can_review_set
from annotator.reviews.spot import queries
from annotator.reviews.spot.forms import VerdictForm
from annotator.web.direction import direction


@dataclass(frozen=True, slots=True)
class SetPage:
    """``name`` is whose it is, as far as this person may know. ``others`` are the states of other
    people's sets of the article. ``reviews``: newest first."""

    article: Article
    direction: str
    set: AnnotationSet
    name: str
    paragraphs: list[Paragraph]
    cards: list[Card]
    others: list[str]
    adjudication: Adjudication | None
    reviews: list[Review]
    reviewing: bool
    impartial: bool
    shows_names: bool
    form: VerdictForm

    @property
    def label(self) -> str:
        return str(State(self.set.state).label)

    @property
    def several(self) -> bool:
        """Whether others have handed in as well: then the article is adjudicated."""
        return any(state in CLOSED for state in self.others)

    @property
    def working(self) -> bool:
        return any(state not in CLOSED for state in self.others)

    @property
    def gold_is_held(self) -> bool:
        found = self.adjudication
        return found is not None and (bool(found.finished) or found.gold.owner_id is not None)

    @property
    def _judges(self) -> bool:
        return self.impartial and self.set.kind in COMPARED

    @property
    def can_accept(self) -> bool:
        waits = self.set.state == State.SUBMITTED
        return self._judges and waits and not self.several and not self.gold_is_held

    @property
    def can_return(self) -> bool:
        return self._judges and self.set.state in CLOSED and self.set.owner_id is not None

    @property
    def can_reconsider(self) -> bool:
        return self._judges and self.set.state == State.ACCEPTED and not self.several

    @property
    def has_verdict(self) -> bool:
        return self.can_accept or self.can_return or self.can_reconsider


def set_page(article_id: int, set_id: int, by: User, form: VerdictForm | None = None) -> SetPage:
    """Ten queries at most, whatever the article."""
    found = queries.set_to_see(article_id, set_id, by)
    article = found.article
    text = reading(article.pk, article.digest)
    marked = annotations.marks(found)
    reviewing = can_review(by, article)
    return SetPage(
        article=article,
        direction=direction(article.lang, text.text),
        set=found,
        name=_name(found, article, by),
        paragraphs=paragraphs(blocks(text, text.blocks, marked), text.blocks),
        cards=cards(marked, annotations.ties(found)),
        others=queries.others(found) if reviewing else [],
        adjudication=adjudication_of(article.pk) if reviewing else None,
        reviews=queries.reviews_of(found) if found.kind in COMPARED else [],
        reviewing=reviewing,
        impartial=can_review_set(by, found),
        shows_names=queries.shows_names(article),
        form=form or VerdictForm(initial={"version": found.version}),
    )


def _name(found: AnnotationSet, article: Article, by: User) -> str:
    if found.kind == Kind.GOLD:
        return _("Gold")
    if found.owner_id == by.pk:
        return _("Your annotations")
    if not queries.shows_names(article):
        return _("Annotator")
    return str(found.owner) if found.owner else found.name

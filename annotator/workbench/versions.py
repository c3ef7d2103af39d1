"""Other people's sets of an article, for who may look at them while working on it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import Source, sets_of, sources
from annotator.annotations.states import CLOSED, State
from annotator.articles.models import Article
from annotator.reviews.permissions import can_review
from annotator.reviews.spot.queries import shows_names


@dataclass(frozen=True, slots=True)
class Version:
    """``name`` says whose it is, or counts where names are hidden."""

    set: int
    name: str
    state: str

    @property
    def said(self) -> str:
        """The state in words."""
        return str(State(self.state).label)


def versions(article: Article, own: AnnotationSet | None, by: User) -> list[Version]:
    """Reviewers and owners see all that has been begun; where work is open, others what was handed
    in, once they have handed in theirs. One query at most."""
    reviews = can_review(by, article)
    handed_in = own is not None and own.owner_id == by.pk and own.state in CLOSED
    if not reviews and (article.project.blind or not handed_in):
        return []
    found = sources(sets_of([article.pk], finished=not reviews))
    others = [one for one in found if one.person != by.pk and one.state != State.OPEN]
    named = shows_names(article)
    return [_version(place, one, named=named) for place, one in enumerate(others, start=1)]


def _version(place: int, source: Source, *, named: bool) -> Version:
    if named:
        name = _("%(name)s’s version") % {"name": source.name}
    else:
        name = _("Version %(number)s") % {"number": place}
    return Version(source.id, name, source.state)

"""Questions about one set that somebody looks at."""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import COMPARED, sets_of
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article
from annotator.errors import NotFound
from annotator.projects.models import Role
from annotator.reviews.models import Review
from annotator.reviews.permissions import can_review


def set_to_see(article_id: int, set_id: int, by: User) -> AnnotationSet:
    """A set with its owner and its article, which knows the person's ``role``; three queries.

    Raises NotFound for what this person may not see.
    """
    article = annotations.readable(article_id, by)
    sets = AnnotationSet.objects.filter(article=article_id).select_related("owner")
    found = sets.filter(pk=set_id).first()
    if found is None or not _may_see(by, article, found):
        raise NotFound(_("These annotations are not here."))
    found.article = article
    return found


def _may_see(by: User, article: Article, found: AnnotationSet) -> bool:
    if can_review(by, article) or (found.owner_id == by.pk and found.kind == Kind.ANNOTATOR):
        return True
    return not article.project.blind and _is_open_to_all(found) and _has_handed_in(by, article)


def _is_open_to_all(found: AnnotationSet) -> bool:
    """What its owner has handed in, and gold that is finished."""
    if found.kind == Kind.GOLD:
        return found.state == State.ACCEPTED
    return found.kind in COMPARED and found.state in CLOSED


def _has_handed_in(by: User, article: Article) -> bool:
    return sets_of([article.pk]).filter(owner=by).exists()


def shows_names(article: Article) -> bool:
    """Names of annotators: to owners always, to others where the project is open."""
    return getattr(article, "role", "") == Role.OWNER or not article.project.blind


def reviews_of(found: AnnotationSet) -> list[Review]:
    """Newest first, with who made them; one query."""
    return list(Review.objects.filter(set=found).select_related("by").order_by("-pk"))


def others(found: AnnotationSet) -> list[str]:
    """The states of other people's sets of the article, lapsed ones not counted; one query."""
    sets = sets_of([found.article_id], finished=False).exclude(pk=found.pk)
    return list(sets.filter(lapsed=None).values_list("state", flat=True))


def article_of(set_id: int) -> int:
    """Whether it may be seen is asked where it is shown; one query."""
    found = AnnotationSet.objects.filter(pk=set_id).values_list("article", flat=True).first()
    if found is None:
        raise NotFound(_("These annotations are not here."))
    return found

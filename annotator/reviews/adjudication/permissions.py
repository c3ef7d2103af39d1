"""Who may adjudicate an article."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import Source
from annotator.articles.models import Article
from annotator.errors import Conflict, NotAllowed
from annotator.projects.models import Role
from annotator.reviews.permissions import can_review, check_can_review


def check_can_adjudicate(by: User, article: Article, every: Iterable[Source]) -> None:
    """Reviewers and owners; who has annotated the article only if the project allows it.

    ``every``: all sets of the article, handed in or not.
    """
    check_can_review(by, article)
    if not _is_impartial(by, article, every):
        raise NotAllowed(_("You have annotated this article. Somebody else adjudicates it."))


def can_adjudicate(by: User, article: Article, every: Iterable[Source]) -> bool:
    return can_review(by, article) and _is_impartial(by, article, every)


def _is_impartial(by: User, article: Article, every: Iterable[Source]) -> bool:
    own = any(one.person == by.pk and one.state != "open" for one in every)
    return article.project.reviews_own or not own


def check_can_reveal(article: Article) -> None:
    if not can_reveal(article):
        raise NotAllowed(_("Only owners of this project may reveal names."))


def can_reveal(article: Article) -> bool:
    """Of an article that ``annotations.queries.readable`` found, which knows the role."""
    return getattr(article, "role", None) == Role.OWNER


def check_holds(by: User, gold: AnnotationSet) -> None:
    if not holds(by, gold):
        raise Conflict(_("Another reviewer has taken this article over."))


def holds(by: User, gold: AnnotationSet | None) -> bool:
    return gold is not None and gold.owner_id == by.pk

"""Who may review what."""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.articles.models import Article
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Membership, Project, Role

REVIEWING = frozenset({Role.REVIEWER, Role.OWNER})


def check_can_review(by: User, of: Article | Project) -> None:
    """Reviewers and owners. A stranger learns nothing.

    An article that ``annotations.queries.readable`` found knows the role; else it is one query.
    """
    role = _role(by, of)
    if role is None:
        raise NotFound(_not_here(of))
    if role not in REVIEWING:
        raise NotAllowed(_("Only reviewers and owners of this project may do this."))


def can_review(by: User, of: Article | Project) -> bool:
    return _role(by, of) in REVIEWING


def check_can_review_set(by: User, annotation_set: AnnotationSet) -> None:
    """Not one's own set, unless the project allows it. Article and project should be at hand."""
    check_can_review(by, annotation_set.article)
    if not _is_somebody_elses(by, annotation_set):
        raise NotAllowed(_("These are your own annotations. Somebody else reviews them."))


def can_review_set(by: User, annotation_set: AnnotationSet) -> bool:
    return can_review(by, annotation_set.article) and _is_somebody_elses(by, annotation_set)


def _is_somebody_elses(by: User, annotation_set: AnnotationSet) -> bool:
    return annotation_set.owner_id != by.pk or annotation_set.article.project.reviews_own


def _not_here(of: Article | Project) -> str:
    if isinstance(of, Article):
        return _("This article is not here.")
    return _("This project is not here.")


def _role(by: User, of: Article | Project) -> str | None:
    known = getattr(of, "role", None)
    if known:
        return str(known)
    project = of.project_id if isinstance(of, Article) else of.pk
    found = Membership.objects.filter(project=project, user=by)
    return found.values_list("role", flat=True).first()

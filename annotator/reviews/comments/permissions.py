"""Who sees and says what. The rule is in ``threads_for`` and ``comments_for``; see both.

Reviewers and owners see everything. An annotator sees what is about their own annotations, and what
is about an article as a whole: in an open project all of it, in a blind one what a reviewer or an
owner opened, what they opened themselves, and where they take part (they wrote in it, or a reviewer
mentioned them). Conflicts and other people's annotations are for reviewers and owners. In a blind
project an annotator reads only their own comments and those of reviewers and owners, wherever.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Membership
from annotator.reviews.models import Comment, Thread
from annotator.reviews.permissions import REVIEWING

_FIRST = Comment.objects.filter(thread=OuterRef("pk")).order_by("id").values("by")[:1]


def threads_for(user: User) -> QuerySet[Thread]:
    """The threads that somebody sees, with their ``role`` in the project and the ``opener``."""
    own = Q(set__kind=Kind.ANNOTATOR, set__owner=user)
    part = Comment.objects.filter(thread=OuterRef("pk")).filter(
        Q(by=user) | Q(by_reviewer(OuterRef("by"), "thread__project"), mentions=user)
    )
    opened = Q(opener=user) | Q(by_reviewer(OuterRef("opener"), "project"))
    return (
        Thread.objects.filter(project__memberships__user=user)
        .annotate(role=F("project__memberships__role"), opener=Subquery(_FIRST))
        .filter(
            Q(role__in=REVIEWING)
            | Q(own, cluster=None)
            | Q(Q(project__blind=False) | opened | Exists(part), set=None, cluster=None)
        )
    )


def comments_for(user: User) -> QuerySet[Comment]:
    """The comments that somebody reads in the threads that they see."""
    return Comment.objects.filter(readable(user))


def readable(user: User) -> Q:
    """What is true of a comment that somebody reads in a thread that they see."""
    return (
        Q(thread__project__in=reviewed(user))
        | Q(thread__project__blind=False)
        | Q(by=user)
        | Q(by_reviewer(OuterRef("by"), "thread__project"))
    )


def reviewed(user: User) -> QuerySet[Membership, Any]:
    """The projects that somebody reviews or owns."""
    return Membership.objects.filter(user=user, role__in=REVIEWING).values("project")


def by_reviewer(person: OuterRef, project: str) -> Exists:
    """Whether a person reviews or owns the project at hand, as things are now."""
    return Exists(
        Membership.objects.filter(project=OuterRef(project), user=person, role__in=REVIEWING)
    )


def reviews(thread: Thread) -> bool:
    """Whether the person that the thread was asked for reviews there."""
    return thread.role in REVIEWING  # type: ignore[attr-defined]  # by threads_for


def is_shielded(role: str, *, blind: bool) -> bool:
    """Whether somebody must learn nothing of other annotators."""
    return blind and role not in REVIEWING


def check_can_open_about(annotation_set: AnnotationSet | None, by: User, role: str) -> None:
    """Annotators about their own annotations; for them the others' are not there."""
    if annotation_set and role not in REVIEWING and not _is_own(annotation_set, by):
        raise NotFound(_("This annotation is not here."))


def check_can_open_about_conflict(role: str) -> None:
    if role not in REVIEWING:
        raise NotFound(_("This conflict is not here."))


def _is_own(annotation_set: AnnotationSet, by: User) -> bool:
    return annotation_set.kind == Kind.ANNOTATOR and annotation_set.owner_id == by.pk


def check_can_resolve(thread: Thread, by: User) -> None:
    """``thread`` as ``threads_for`` finds it, with its set."""
    if not can_resolve(thread, by):
        raise NotAllowed(_("Reviewers resolve this, or who opened it."))


def can_resolve(thread: Thread, by: User) -> bool:
    about_own = thread.set is not None and _is_own(thread.set, by)
    return reviews(thread) or about_own or thread.opener == by.pk  # type: ignore[attr-defined]


def check_can_take_back(comment: Comment, by: User) -> None:
    if comment.by_id != by.pk:
        raise NotAllowed(_("Only who wrote a comment can take it back."))

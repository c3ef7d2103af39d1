"""Questions about threads; each asks for one person, and never more than that person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.projects.queries import members_of
from annotator.reviews.comments.mentions import Person, person
from annotator.reviews.comments.permissions import comments_for, threads_for
from annotator.reviews.models import Comment, Thread

RECENT = 10
"""Comments of each thread in a list; the thread's own page has all."""


@dataclass(frozen=True, slots=True)
class About:
    """What threads are about: an annotation of a set, a conflict, or the article. ``set_id`` alone
    only says whose annotations are at hand."""

    annotation: UUID | None = None
    set_id: int | None = None
    cluster: UUID | None = None


def thread_for(thread_id: int, by: User) -> Thread:
    """With its project and set, and the person's ``role``; one query."""
    found = threads_for(by).select_related("project", "set").filter(pk=thread_id).first()
    if found is None:
        raise NotFound(_("This conversation is not here."))
    return found


def threads_about(article: Article, about: About, by: User) -> QuerySet[Thread]:
    """All of an article, or those about one thing in it."""
    found = threads_for(by).filter(article=article)
    if about.annotation:
        return found.filter(annotation=about.annotation, set=about.set_id)
    return found.filter(cluster=about.cluster) if about.cluster else found


@dataclass(frozen=True, slots=True)
class Counts:
    open: int
    resolved: int


def counts(threads: QuerySet[Thread]) -> Counts:
    found = threads.order_by().aggregate(all=Count("pk"), resolved=Count("resolved"))
    return Counts(found["all"] - found["resolved"], found["resolved"])


def comments_of(threads: Iterable[Thread], by: User, *, recent: int = 0) -> list[Comment]:
    """Oldest first, with who wrote and who is named; two queries. ``recent``: so many of each,
    with how many there are as ``all``."""
    found = comments_for(by).filter(thread__in=[one.pk for one in threads])
    found = found.select_related("by").prefetch_related("mentions").order_by("id")
    if recent:
        each = F("thread")
        found = found.annotate(
            place=Window(RowNumber(), partition_by=each, order_by="-id"),
            all=Window(Count("pk"), partition_by=each),
        ).filter(place__lte=recent)
    return list(found)


def people_of(project: Project) -> list[Person]:
    return [person(one) for one in members_of(project)]


def set_of(article: Article, about: About, by: User) -> AnnotationSet | None:
    """The set that an annotation is in: one's own where none is named."""
    found = AnnotationSet.objects.filter(article=article)
    if about.set_id:
        return found.filter(pk=about.set_id).first()
    return found.filter(kind=Kind.ANNOTATOR, owner=by).first()


def annotations_of(threads: Iterable[Thread]) -> dict[tuple[int, UUID], Annotation]:
    """Those that threads are about and that are still there, by set and uid; one query."""
    pairs = {(one.set_id, one.annotation) for one in threads if one.annotation and one.set_id}
    if not pairs:
        return {}
    found = Annotation.objects.select_related("label").filter(
        set__in={pk for pk, _uid in pairs}, uid__in={uid for _pk, uid in pairs}
    )
    return {(one.set_id, one.uid): one for one in found if (one.set_id, one.uid) in pairs}


@dataclass(frozen=True, slots=True)
class Discussed:
    """How many unresolved threads an article has, and each annotation of one set, in words."""

    all: int
    marks: dict[UUID, str]


def discussed(article: Article, own: AnnotationSet | None, by: User) -> Discussed:
    """What the workbench shows of it; one query."""
    unresolved = Q(article=article, resolved=None)
    rows = list(threads_for(by).filter(unresolved).values_list("set", "annotation"))
    each: dict[UUID, int] = {}
    for set_id, uid in rows:
        if uid and own and set_id == own.pk:
            each[uid] = each.get(uid, 0) + 1
    return Discussed(len(rows), {uid: _in_words(number) for uid, number in each.items()})


def _in_words(number: int) -> str:
    return ngettext("%(n)s conversation", "%(n)s conversations", number) % {"n": number}

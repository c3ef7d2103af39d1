"""Which article comes next, and how far one has come."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article

MAX_COUNTED = 10_000
"""More articles than this are “more than 10,000”, so that counting stays quick."""

AROUND = 12


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's own sets in a project; ``submitted`` has those that were accepted since.

    ``articles`` stops at MAX_COUNTED + 1.
    """

    submitted: int
    in_progress: int
    returned: int
    articles: int

    @property
    def many(self) -> bool:
        return self.articles > MAX_COUNTED

    @property
    def finished(self) -> bool:
        return self.submitted >= self.articles


def progress(project_id: int, by: User) -> Progress:
    """Two queries."""
    own = AnnotationSet.objects.filter(
        kind=Kind.ANNOTATOR, owner=by, article__project_id=project_id
    )
    counts = own.aggregate(
        submitted=Count("pk", filter=Q(state__in=CLOSED)),
        in_progress=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
    )
    articles = Article.objects.filter(project_id=project_id).values("pk")[: MAX_COUNTED + 1]
    return Progress(**counts, articles=articles.count())


def next_article(project_id: int, by: User, *, after: int = 0) -> int | None:
    """The next article that this person has not submitted, from ``after`` on and then round."""
    submitted = AnnotationSet.objects.filter(
        article=OuterRef("pk"), kind=Kind.ANNOTATOR, owner=by, state__in=CLOSED
    )
    waiting = (
        Article.objects.filter(~Exists(submitted), project_id=project_id)
        .order_by("id")
        .values_list("pk", flat=True)
    )
    return waiting.filter(pk__gt=after).first() or (
        waiting.filter(pk__lt=after).first() if after else None
    )


def before_last_touched(project_id: int, by: User) -> int:
    """Where to go on from: just before the article that this person worked on last."""
    own = AnnotationSet.objects.filter(kind=Kind.ANNOTATOR, owner=by)
    mine = own.filter(article__project_id=project_id).order_by("-updated")
    last = mine.values_list("article_id", flat=True).first()
    return last - 1 if last else 0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article in the queue beside the one being read, with the person's own state."""

    id: int
    title: str
    state: str
    current: bool

    @property
    def said(self) -> str:
        """The state in words, where there is anything to say."""
        return str(State(self.state).label) if self.state != State.OPEN else ""


def neighbours(article: Article, by: User) -> list[Neighbour]:
    """The articles about this one in order of import; two queries."""
    near = Article.objects.filter(project_id=article.project_id)
    before = _with_state(near.filter(pk__lt=article.pk).order_by("-id"), by)[: AROUND // 3]
    after = _with_state(near.filter(pk__gte=article.pk).order_by("id"), by)[:AROUND]
    return [
        Neighbour(pk, title or uid, state or State.OPEN, pk == article.pk)
        for pk, title, uid, state in [*reversed(before), *after]
    ]


def _with_state(
    articles: QuerySet[Article], by: User
) -> QuerySet[Article, tuple[int, str, str, str | None]]:
    own = AnnotationSet.objects.filter(article=OuterRef("pk"), kind=Kind.ANNOTATOR, owner=by)
    return articles.annotate(own_state=Subquery(own.values("state")[:1])).values_list(
        "pk", "title", "uid", "own_state"
    )

"""Which article comes next, and how far one has come."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import CLOSED, Kind, State
from annotator.articles.models import Article
from annotator.assignments import queries as assignments
from annotator.projects.models import Project

MAX_COUNTED = 10_000
"""More articles than this are “more than 10,000”, so that counting stays quick."""

AROUND = 12


@dataclass(frozen=True, slots=True)
class Progress:
    """A person's own sets in a project; ``submitted`` has those that were accepted since.

    ``articles``: how many there are to do, counted up to MAX_COUNTED + 1. Where articles are
    ``handed_out`` it is the person's quota, 0 if there is none.
    """

    submitted: int
    in_progress: int
    returned: int
    open: int
    articles: int
    handed_out: bool

    @property
    def many(self) -> bool:
        return self.articles > MAX_COUNTED

    @property
    def in_hand(self) -> int:
        return self.open + self.in_progress


def progress(project: Project, by: User) -> Progress:
    """Two queries."""
    own = AnnotationSet.objects.filter(
        project=project, kind=Kind.ANNOTATOR, owner=by, lapsed__isnull=True
    )
    counts = own.aggregate(
        submitted=Count("pk", filter=Q(state__in=CLOSED)),
        in_progress=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        open=Count("pk", filter=Q(state=State.OPEN)),
    )
    handed_out = project.annotators is not None
    articles = (assignments.quota_of(project.pk, by) or 0) if handed_out else _articles(project)
    return Progress(**counts, articles=articles, handed_out=handed_out)


def _articles(project: Project) -> int:
    return Article.objects.filter(project=project).values("pk")[: MAX_COUNTED + 1].count()


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
    """One's own assignments where articles are handed out, else the articles about this one in
    order of import; two queries at most."""
    if article.project.annotators is not None:
        return [
            Neighbour(*one, current=one.article_id == article.pk)
            for one in assignments.mine(article.project_id, by)
        ]
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

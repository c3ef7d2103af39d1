"""Three annotators who differ in all six ways about one article, and what a reviewer does."""

from uuid import UUID, uuid4

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.reviews.adjudication import queries, services
from annotator.reviews.adjudication.comparing import Conflict
from annotator.reviews.adjudication.services import Outcome
from annotator.reviews.adjudication.settling import Choice
from annotator.schemes.models import Label
from tests import make

TEXT = (
    "The minister said on Monday that more than 1,200 people had left.\n"
    "“We will go on,” she said, “until all are safe.”\n"
    "Rescuers counted 40 boats. The mayor was silent."
)


def article(project: object) -> Article:
    return make.article(project, TEXT)


def submitted(article: Article, who: User | None, **values: object) -> AnnotationSet:
    return make.annotation_set(article, who, state=State.SUBMITTED, version=1, **values)


def mark(made: AnnotationSet, label: Label, words: str, **values: object) -> Annotation:
    start = made.article.text.index(words)
    return make.annotation(made, label, (start, start + len(words)), **values)


def start(article: Article, by: User) -> None:
    services.start(article_id=article.pk, by=by)


def conflicts(article: Article, by: User) -> list[Conflict]:
    return queries.desk(article.pk, by).conflicts


def conflict(article: Article, by: User, words: str) -> Conflict:
    """The first one in which a version reads or begins so."""
    return next(
        one
        for one in conflicts(article, by)
        if any(mark.quote.startswith(words) for mark in one.marks.values())
    )


def decide(
    article: Article, by: User, words: str | UUID, choice: Choice, **more: object
) -> Outcome:
    cluster = words if isinstance(words, UUID) else conflict(article, by, words).cluster
    given = {"step": uuid4(), **more}
    return services.decide(article_id=article.pk, by=by, cluster=cluster, choice=choice, **given)


def gold(article: Article) -> AnnotationSet:
    return AnnotationSet.objects.get(article=article, kind=Kind.GOLD)


def in_gold(article: Article) -> list[tuple[str, str, str]]:
    """Label, quote and provenance of what stands there, in reading order."""
    found = Annotation.objects.filter(set=gold(article)).order_by("fragments")
    return list(found.values_list("label__name", "quote", "provenance"))


def links(article: Article) -> set[tuple[str, str]]:
    made = gold(article)
    quotes = dict(Annotation.objects.filter(set=made).values_list("uid", "quote"))
    found = Relation.objects.filter(set=made).values_list("source", "target")
    return {(quotes[source], quotes[target]) for source, target in found}

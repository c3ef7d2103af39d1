"""Articles in which a word stands several times, and how people have marked it."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews.words import services
from annotator.reviews.words.asked import About, Asked, Extent, Place
from annotator.reviews.words.concordance import Concordance, concordance
from annotator.reviews.words.finding import stretch
from annotator.reviews.words.wishes import Action, Batch, Wish
from annotator.schemes.models import Label
from tests import make
from tests.reviews.adjudication import team

TEXT = "The mayor said: 200 boats, not 1,200. “Two hundred,” the Mayor said again."
FIRST = (4, 9)
"""The first “mayor”; the other one has a capital."""


def article(project: Project, *people: User, text: str = TEXT, **values: object) -> Article:
    """With an empty finished set of each of these people."""
    made = make.article(project, f"{text}\n{project.articles.count()}", **values)
    for person in people:
        team.submitted(made, person)
    return made


def mark(
    article: Article, person: User, label: Label, words: str = "mayor", **values: object
) -> Annotation:
    return team.mark(own(article, person), label, words, **values)


def own(article: Article, person: User) -> AnnotationSet:
    found = AnnotationSet.objects.get(article=article, owner=person, kind="annotator")
    found.article = article
    return found


def place(article: Article, words: str = "mayor") -> Place:
    start = article.text.index(words)
    return Place(article.pk, start, start + len(words))


def found(project: Project, by: User, words: str = "mayor", **asked: object) -> Concordance:
    wanted = Asked(words=words, **asked)
    return concordance(stretch(project, by, wanted), wanted)


def decide(
    project: Project, by: User, action: Action, places: Sequence[Place], **more: object
) -> Batch:
    given = {"batch": uuid4(), **{k: more.pop(k) for k in ("batch",) if k in more}}
    extent = more.pop("extent", Extent.SAME)
    about = About(extent, more.pop("only", None))
    label = more.pop("label", None)
    wish = Wish(action, label.pk if label else None, about)
    return services.decide(project=project, by=by, wish=wish, places=places, **given)


def undo(project: Project, by: User, batch: UUID) -> object:
    return services.undo(project=project, by=by, batch=batch)

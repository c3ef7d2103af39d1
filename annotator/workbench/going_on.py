"""Where somebody goes on to: the next article that waits for them, or why none does."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.assignments import services as assignments
from annotator.projects.models import Project
from annotator.workbench import queries


class Way(NamedTuple):
    """An address, empty to stay; ``reason``: why there is no article to go on to."""

    to: str
    reason: str = ""


def next_(project: Project, by: User, *, after: int) -> Way:
    """An article, or the project's page."""
    if project.annotators is not None:
        return _handed_out(project, by, after)
    after = after or queries.before_last_touched(project.pk, by)
    found = queries.next_article(project.pk, by, after=after)
    if found:
        return _article(found)
    return Way(_project(project), _("You have submitted every article of this project."))


def submitted(article: Article, by: User) -> Way:
    """On from an article that was just submitted."""
    if article.project.annotators is not None:
        return _handed_out(article.project, by, article.pk)
    found = queries.next_article(article.project_id, by, after=article.pk)
    return _article(found) if found else Way("")


def _handed_out(project: Project, by: User, after: int) -> Way:
    found = assignments.next_article(project_id=project.pk, by=by, after=after)
    return _article(found.article_id) if found.article_id else Way(_project(project), found.reason)


def _article(article_id: int) -> Way:
    return Way(reverse("workbench:article", args=[article_id]))


def _project(project: Project) -> str:
    return reverse("projects:detail", args=[project.slug])

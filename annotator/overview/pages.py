"""What the overview's pages show."""

from dataclasses import dataclass
from typing import Any

from annotator.accounts.models import User
from annotator.articles.queries import Matches, articles_of, search
from annotator.overview import queries
from annotator.overview.forms import ArticlesForm
from annotator.overview.queries import Progress
from annotator.projects.models import Membership, Project, Role
from annotator.schemes.models import Label
from annotator.schemes.queries import active_labels_of
from annotator.web.pagination import Slice


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """``team`` is for owners and reviewers; annotators see only how far they are themselves."""

    membership: Membership
    articles: int
    own: Progress
    team: list[Progress]
    labels: list[Label]

    @property
    def left(self) -> int:
        return max(self.articles - self.own.submitted, 0)


def project(membership: Membership, by: User) -> ProjectPage:
    shows_team = membership.role != Role.ANNOTATOR
    people = queries.annotating(membership.project) if shows_team else [by]
    progress = queries.progress_of(membership.project, people)
    return ProjectPage(
        membership=membership,
        articles=queries.number_of_articles(membership.project),
        own=next(one for one in progress if one.user == by),
        team=progress if shows_team else [],
        labels=list(active_labels_of(membership.project)),
    )


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """``found`` is None where counting would take longer than showing."""

    membership: Membership
    form: ArticlesForm
    asked: dict[str, Any]
    articles: Slice[dict[str, Any]]
    found: int | None

    MAX = queries.COUNTED

    @property
    def many(self) -> bool:
        return self.found is not None and self.found > self.MAX

    @property
    def shows_team(self) -> bool:
        return self.membership.role != Role.ANNOTATOR

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked["words"] or self.asked["state"])


def articles(membership: Membership, by: User, data: Any) -> ArticlesPage:
    form = ArticlesForm(data, owner=membership.role == Role.OWNER)
    asked = form.asked()
    matches = _search(membership.project, asked["words"])
    found = queries.in_state(matches.articles, by, asked["state"])
    return ArticlesPage(
        membership=membership,
        form=form,
        asked=asked,
        articles=queries.listed(found, by, after=asked["after"], before=asked["before"]),
        found=queries.counted(found) if matches.few else None,
    )


def _search(project: Project, words: str) -> Matches:
    every = articles_of(project)
    return search(every, words) if words else Matches(every, few=True)

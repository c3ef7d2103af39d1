"""What the list of articles shows."""

from dataclasses import dataclass
from typing import Any

from annotator.accounts.models import User
from annotator.articles.queries import Matches, articles_of, search
from annotator.overview import queries
from annotator.overview.forms import ArticlesForm
from annotator.projects.models import Membership, Project
from annotator.projects.permissions import sees_everybody
from annotator.web.pagination import Slice


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
        return sees_everybody(self.membership)

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked["words"] or self.asked["state"])


def articles(membership: Membership, by: User, data: Any) -> ArticlesPage:
    form = ArticlesForm(data, team=sees_everybody(membership))
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

"""Projects that hand articles out, in a word each."""

from itertools import count as counting

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.assignments import services
from annotator.assignments.models import Slot
from annotator.assignments.services.handing_out import Part, settings_of
from annotator.projects.models import Project
from tests import make

_numbers = counting(1)


def articles(project: Project, count: int) -> list[Article]:
    return [make.article(project, f"Text {next(_numbers)} of many.") for _ in range(count)]


def hand_out(
    project: Project, owner: User, parts: dict[int, Part] | None = None, **changes: object
) -> Project:
    settings = settings_of(project) | {"annotators": 1} | changes
    changed = services.change_handing_out(by=owner, project=project, parts=parts or {}, **settings)
    project.refresh_from_db()
    return changed


def take(project: Project, by: User, *, after: int = 0) -> int | None:
    return services.next_article(project_id=project.pk, by=by, after=after).article_id


def free(project: Project) -> int:
    return Slot.objects.filter(project=project, annotator=None).count()

"""A small corpus for tests that look at every screen; made inside the server's database."""

import json

from annotator.accounts.models import User
from annotator.annotations.states import State
from annotator.exchange import staging, uploads
from annotator.exchange.forms import first_wishes
from annotator.overview.services import create_project
from annotator.projects import services
from annotator.projects.models import Project, Role
from tests import make

GUIDELINES = "Mark **who says what**.\n\n- the whole name\n- [more](https://example.org)\n"


def prepare() -> None:
    """Prints what addresses need, as JSON."""
    max, ana = make.user("max", name="Max Owner"), make.user("ana")
    project = create_project(by=None, name="Floods", slug="floods", owner=max)
    project.guidelines = GUIDELINES
    project.save()
    make.member(project, ana, Role.ANNOTATOR)
    article = make.article(project, title="The valley")
    make.article(project, "قال الوزير إن المياه ارتفعت", title="وزير", lang="ar")
    label = project.labels.all()[1]
    for person, state in ((max, State.IN_PROGRESS), (ana, State.SUBMITTED)):
        owned = make.annotation_set(article, person, state=state)
        make.annotation(owned, label, (4, 12))
        make.annotation(owned, label, (0, 25))
    invitation, token = services.invite(by=max, project=project, role="annotator", note="Dan")
    arguments = {
        "slug": project.slug,
        "article": article.pk,
        "label": label.pk,
        "member": ana.pk,
        "invitation": invitation.pk,
        "token": token,
        "upload": upload(project, max),
    }
    print(json.dumps(arguments))  # noqa: T201


def upload(project: Project, owner: User) -> str:
    """One that was looked at and has articles, a problem and a table's columns to show."""
    staged = staging.stage(project, owner)
    table, lines = staged.new_path(), staged.new_path()
    table.write_text("id,headline,body\n1,Flood,One\n2,Fire,\n")
    lines.write_text('{"text": "قال الوزير", "lang": "ar"}\n')
    staged.keep(
        [staging.Received(table, "a.csv", 1), staging.Received(lines, "b.jsonl", 1)], "Pasted"
    )
    uploads.look(staged, project, owner, first_wishes(title=False))
    return staged.token

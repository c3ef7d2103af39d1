"""What an owner sets up by page, set up by command."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from annotator.accounts.models import User
from annotator.projects.models import Project, Role
from tests import make


def run(*words: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


def test_a_project_with_the_news_scheme(ana: User):
    run("create_project", "storms", "--owner", "ana", "--name", "Storms of the year")
    made = Project.objects.get(slug="storms")
    assert made.memberships.get().user == ana
    assert made.labels.count() == 4


def test_a_project_with_a_scheme_of_its_own(ana: User, tmp_path: Path):
    file = tmp_path / "scheme.json"
    file.write_text('{"labels": [{"name": "Place"}]}')
    run("create_project", "storms", "--owner", "ana", "--scheme", file)
    assert Project.objects.get().labels.get().name == "Place"


@pytest.mark.parametrize(
    "words",
    [
        ("storms", "--owner", "nobody"),
        ("no spaces", "--owner", "ana"),
        ("floods", "--owner", "ana"),
        ("storms", "--owner", "ana", "--scheme", "missing.json"),
    ],
)
def test_what_cannot_be_made(project: Project, words: tuple[str, ...]):
    with pytest.raises(CommandError):
        run("create_project", *words)
    assert Project.objects.count() == 1


def test_a_member(project: Project, olga: User):
    run("add_member", "floods", "olga", "--role", "reviewer")
    assert project.memberships.get(user=olga).role == Role.REVIEWER


def test_a_member_twice(project: Project, ana: User):
    with pytest.raises(CommandError, match="member already"):
        run("add_member", "floods", "ana")


def test_an_invitation_is_a_path_that_lets_somebody_in(project: Project, client: Client):
    path = run("invite", "floods", "--role", "reviewer", "--for", "Nina").strip()
    assert "Floods" in client.get(path).content.decode()
    assert project.invitations.get().role == Role.REVIEWER


def test_articles_are_indexed_now(project: Project):
    make.article(project)
    assert "1" in run("index_articles")
    assert not project.articles.filter(search=None).exists()

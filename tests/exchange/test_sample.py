"""The sample project, and the link of the first start."""

import pytest

from annotator.accounts.models import User
from annotator.exchange.sample import create_sample_project, first_start
from annotator.exchange.verification import findings
from annotator.projects.models import Invitation, Project
from annotator.projects.queries import invitation_of
from annotator.projects.services import sign_up
from tests import make

pytestmark = pytest.mark.django_db


def test_the_sample_has_what_is_promised() -> None:
    articles = create_sample_project().articles.all()
    languages = {article.lang for article in articles}
    assert len(articles) >= 8
    assert {"ar", "he"} <= languages
    assert max(article.words for article in articles) > 5_000
    assert any(char >= "\U0001f3fd" for article in articles for char in article.text)
    assert list(findings()) == []


def test_whoever_makes_it_owns_it(ana: User) -> None:
    assert create_sample_project(by=make.user("root", is_superuser=True)).members.count() == 1


def test_a_fresh_installation_gets_a_sample_and_a_link() -> None:
    path = first_start()
    assert path is not None
    token = path.split("/")[-2]
    assert invitation_of(token).makes_superuser
    user = sign_up(token=token, username="owner", password="a long enough one")
    assert user.is_superuser
    assert first_start() is None
    assert Project.objects.get().members.get() == user


def test_another_start_before_the_link_was_used_makes_another_and_no_other_project() -> None:
    first, second = first_start(), first_start()
    assert first != second
    assert Invitation.objects.count() == 1
    assert Project.objects.count() == 1

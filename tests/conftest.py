"""What every test has: the settings of a test run, and how hard hypothesis tries."""

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from pytest_django.fixtures import Settings

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.projects.models import Project, Role
from annotator.schemes.models import Hue, Label, Meaning, RelationType
from tests import make
from tests.browser import chromium
from tests.browser.server import Server, own_database, running

hypothesis.register_profile("default", deadline=None, max_examples=100)
hypothesis.register_profile(
    "thorough",
    deadline=None,
    max_examples=2000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


NO_BROWSER = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = [item for item in items if item.get_closest_marker("browser")]
    if wanted and not chromium.find():
        config.stash[NO_BROWSER] = True
        for item in wanted:
            item.add_marker(pytest.mark.skip(reason="there is no Chromium or Chrome"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last word of a run without a browser, below pytest's own."""
    if config.stash.get(NO_BROWSER, False):
        sys.stderr.write(f"\n{chromium.MISSING}\n")


@pytest.fixture(autouse=True)
def plain_storages(settings: Settings) -> None:
    """Templates name static files as they are, so that nothing has to be collected first; the
    files of releases are gone after the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        "releases": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ana(db: None) -> User:
    """Annotates."""
    return make.user("ana", name="Ana Lind")


@pytest.fixture
def ben(db: None) -> User:
    """Annotates."""
    return make.user("ben")


@pytest.fixture
def rita(db: None) -> User:
    """Reviews."""
    return make.user("rita")


@pytest.fixture
def max(db: None) -> User:
    """Owns."""
    return make.user("max")


@pytest.fixture
def olga(db: None) -> User:
    """A stranger."""
    return make.user("olga")


@pytest.fixture
def project(max: User, rita: User, ana: User, ben: User) -> Project:
    """Max’s project with Rita, Ana and Ben."""
    made = make.project(max, name="Floods", slug="floods")
    make.member(made, rita, Role.REVIEWER)
    make.member(made, ana)
    make.member(made, ben)
    return made


@pytest.fixture
def claim(project: Project) -> Label:
    return make.label(project, "Claim", hue=Hue.BRICK, digit=2, meaning=Meaning.CLAIM)


@pytest.fixture
def speaker(project: Project) -> Label:
    return make.label(project, "Speaker", hue=Hue.BLUE, digit=1, meaning=Meaning.SPEAKER)


@pytest.fixture
def figure(project: Project) -> Label:
    return make.label(project, "Figure", hue=Hue.GREEN, digit=3, meaning=Meaning.FIGURE)


@pytest.fixture
def said_by(claim: Label, speaker: Label) -> RelationType:
    return make.relation_type(claim, speaker)


@pytest.fixture
def article(project: Project) -> Article:
    return make.article(project)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server with an empty database of its own; one for all tests that ask for it."""
    with own_database() as url, running(tmp_path_factory.mktemp("server"), database_url=url) as it:
        yield it

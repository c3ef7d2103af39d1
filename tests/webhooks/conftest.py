"""A receiver that may be asked although it is inside."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from annotator.projects.models import Project
from annotator.webhooks.models import Webhook
from tests import make
from tests.web.outside import Outside, running


@pytest.fixture(autouse=True)
def allowed(settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.0/8"]


@pytest.fixture
def receiver() -> Iterator[Outside]:
    with running() as server:
        server.has("/", b"")
        yield server


@pytest.fixture
def webhook(project: Project, receiver: Outside) -> Webhook:
    """Told of everything."""
    return make.webhook(project, f"{receiver.url}/")

"""The OpenAPI document is true: generated requests find nothing that contradicts it."""

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from annotator.accounts.models import User
from annotator.api.media import JSON_LINES
from annotator.articles.models import Article
from annotator.schemes.models import Label, RelationType
from annotator.wsgi import application
from tests import make
from tests.api.conftest import secret_of
from tests.formats.files import lines

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "3"))

# What depends on what is in the project, no document can say: whether a quote stands in the text,
# whether there is such a label, whether an option means something to a format.
ABOUT_DATA = [
    "put_set",
    "create_articles",
    "create_release",
    "add_webhook",
    "change_webhook",
    "export",
    "export_losses",
]
ACCEPTED = ["2xx", "401", "403", "404", "409", "422"]
CONFIG = schemathesis.Config.from_dict(
    {
        "operations": [
            {
                "include-operation-id": ABOUT_DATA,
                "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
            }
        ]
    }
)

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=CONFIG)


def written(articles: list[dict[str, str]]) -> bytes:
    return b"".join(map(lines, articles))


ARTICLES = st.lists(
    st.fixed_dictionaries({"text": st.text(max_size=50)}, optional={"id": st.text(max_size=9)}),
    max_size=3,
)
for kind in JSON_LINES:
    schemathesis.openapi.media_type(kind, ARTICLES.map(written))


@pytest.fixture
def secret(max: User, article: Article, ana: User, claim: Label, said_by: RelationType) -> str:
    """Of an owner, in a project with something in it."""
    make.annotation(make.annotation_set(article, ana), claim, (4, 12))
    make.release(article.project, max, formats=())
    make.webhook(article.project)
    return secret_of(max)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Kept from request to request, as Django's own test client does, because a test is one
    transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_endpoint_does_what_the_document_says(case: schemathesis.Case, secret: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

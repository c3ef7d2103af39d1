"""Opening an article of 10,000 words with 1,000 annotations."""

from django.db import connection
from django.test import Client as Inside
from django.test.utils import CaptureQueriesContext

from annotator.accounts.models import User
from tests import make
from tests.bench.client import Client, p50
from tests.bench.stage import Stage, with_articles
from tests.bench.table import Row, equal, limited


def measure(stage: Stage) -> list[Row]:
    with_articles(stage)
    long, owner = stage.longs[0], stage.people[0]
    empty = make.article(stage.project, "A text of one line that nobody has marked.")
    make.annotation_set(empty, owner)
    client = Client.signed_in(stage.server.port, owner.username)
    path = f"/articles/{long.pk}/"
    p50(5, lambda: client.get(path))
    taken = p50(stage.sizes.rounds * 3, lambda: client.get(path))
    client.close()
    return [
        limited("open it, time to the last byte", taken, "ms", 200),
        equal(
            "open it, queries (floor: an article without any)",
            queries(owner, path),
            queries(owner, f"/articles/{empty.pk}/"),
        ),
    ]


def queries(person: User, path: str) -> int:
    """How many SQL queries an address takes that this process is asked for the first time."""
    client = inside(person)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path, follow=True).status_code == 200
    return len(caught)


def inside(person: User) -> Inside:
    """Asks the application in this process, without a server."""
    client = Inside(headers={"host": "127.0.0.1"})
    client.force_login(person)
    return client

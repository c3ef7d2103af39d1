"""Saving an annotation over HTTP, against a view that inserts one row and answers with 1 kB."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import cache
from itertools import count, cycle, product, repeat
from statistics import median
from uuid import UUID, uuid4

from annotator.annotations.models import Annotation, Relation
from annotator.articles.models import Article
from annotator.schemes.models import Meaning
from tests.bench import texts
from tests.bench.client import Client, checked, milliseconds
from tests.bench.stage import Stage, table, with_articles
from tests.bench.table import Compared, Row, against_floor, compare

WARM = 30
_places = count()


def measure(stage: Stage) -> list[Row]:
    with_articles(stage)
    with floor():
        found = _one_after_another(stage)
        rate = _at_once(stage)
        long = _long_and_short(stage)
        links = _linking(stage)
        among = _linking_among(stage)
    return [
        against_floor("save one annotation, p50", found, "ms", at_most=3),
        against_floor("saves a second, 8 clients", rate, "/s", share=1 / 3),
        against_floor("save among 1,000 in 10,000 words", long, "ms", at_most=2),
        against_floor("link two, p50", links, "ms", at_most=3),
        against_floor("link two among 1,000 and 1,000 links", among, "ms", at_most=2),
    ]


def floor() -> AbstractContextManager[None]:
    """What the bare view needs."""
    return table("bench_row", "id bigserial PRIMARY KEY, quote text NOT NULL")


def _one_after_another(stage: Stage) -> Compared:
    """Floor and saves take turns at every request, on one connection."""
    client = person(stage, 0)
    return in_turns(stage, client, floors(stage), _saves(stage, client, stage.shorts))


def _long_and_short(stage: Stage) -> Compared:
    client = person(stage, 0)
    shorts, longs = (_saves(stage, client, some) for some in (stage.shorts, stage.longs))
    return in_turns(stage, client, shorts, longs)


def _linking(stage: Stage) -> Compared:
    client = person(stage, 0)
    return in_turns(stage, client, floors(stage), _links(stage, client, stage.shorts))


def _linking_among(stage: Stage) -> Compared:
    client = person(stage, 0)
    shorts, longs = (_links(stage, client, some) for some in (stage.shorts, stage.longs))
    return in_turns(stage, client, shorts, longs)


def in_turns(
    stage: Stage, client: Client, bare: Iterator[bytes], saves: Iterator[bytes]
) -> Compared:
    for _ in range(WARM):
        _timed(client, bare)
        _timed(client, saves)
    ratios, lows, highs = [], [], []
    for _ in range(stage.sizes.rounds):
        pairs = [(_timed(client, bare), _timed(client, saves)) for _ in range(stage.sizes.requests)]
        low, high = (median(column) for column in zip(*pairs, strict=True))
        lows.append(low)
        highs.append(high)
        ratios.append(high / low)
    client.close()
    return Compared(median(lows), median(highs), median(ratios))


def _timed(client: Client, requests: Iterator[bytes]) -> float:
    request = next(requests)
    return milliseconds(lambda: checked(client.ask(request)))


def _at_once(stage: Stage) -> Compared:
    """Eight people on their own connections, each in their own sets."""
    clients = [person(stage, n) for n in range(len(stage.people))]
    bare = [floors(stage) for _ in clients]
    # Everybody begins at another article.
    ways = [stage.shorts[7 * n :] + stage.shorts[: 7 * n] for n in range(len(clients))]
    saves = [_saves(stage, client, way) for client, way in zip(clients, ways, strict=True)]
    seconds = stage.sizes.seconds
    found = compare(
        stage.sizes.rounds,
        lambda: _rate(clients, bare, seconds),
        lambda: _rate(clients, saves, seconds),
    )
    for client in clients:
        client.close()
    return found


def _rate(clients: list[Client], requests: list[Iterator[bytes]], seconds: float) -> float:
    """Requests a second, answered while everybody is at it."""
    end = time.monotonic() + seconds
    counts = [0] * len(clients)

    def work(n: int) -> None:
        while time.monotonic() < end:
            checked(clients[n].ask(next(requests[n])))
            counts[n] += 1

    with ThreadPoolExecutor(len(clients)) as pool:
        list(pool.map(work, range(len(clients))))
    return sum(counts) / seconds


def person(stage: Stage, n: int) -> Client:
    return Client.signed_in(stage.server.port, stage.people[n].username)


def floors(stage: Stage) -> Iterator[bytes]:
    """From nobody: no cookie is sent, so that no session is looked up for it."""
    nobody = Client(stage.server.port)
    request = nobody.request("POST", "/floor/", {"quote": "x" * 200})
    nobody.close()
    return repeat(request)


def _saves(stage: Stage, client: Client, articles: list[Article]) -> Iterator[bytes]:
    """Each in the next article, so that all of them keep about as many annotations."""
    words = {article.pk: texts.spans(article.text, 40) for article in articles}
    for article in cycle(articles):
        start, end = words[article.pk][next(_places) % 40]
        fields = {
            "step": uuid4(),
            "uid": uuid4(),
            "label": stage.label.pk,
            "fragments": f"{start}-{end}",
            "quote": article.text[start:end],
        }
        yield client.request("POST", f"/articles/{article.pk}/annotations/", fields)


def _links(stage: Stage, client: Client, articles: list[Article]) -> Iterator[bytes]:
    """Each in the next article, between a claim and a speaker that are not linked yet."""
    for article in cycle(articles):
        source, target = next(_pairs(article.pk, stage.people[0].pk))
        fields = {
            "step": uuid4(),
            "uid": uuid4(),
            "type": stage.said_by.pk,
            "source": source,
            "target": target,
        }
        yield client.request("POST", f"/articles/{article.pk}/relations/", fields)


@cache
def _pairs(article: int, owner: int) -> Iterator[tuple[UUID, UUID]]:
    """A claim with each speaker, then the next claim."""
    marked = Annotation.objects.filter(set__article=article, set__owner=owner).order_by("id")
    claims, speakers = (
        list(marked.filter(label__meaning=meaning).values_list("uid", flat=True)[:500])
        for meaning in (Meaning.CLAIM, Meaning.SPEAKER)
    )
    linked = Relation.objects.filter(set__article=article, set__owner=owner)
    taken = set(linked.values_list("source", "target"))
    return (pair for pair in product(claims, speakers) if pair not in taken)

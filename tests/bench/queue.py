"""Taking the next article of 100,000, each of which needs three annotators.

Twenty people, each in a thread with a connection of their own, ask for it at the same moment, many
times over. What is measured is the service, from its call to the article; between two such moments
everybody submits. Half of them have submitted hundreds of articles before.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from statistics import quantiles
from threading import Barrier
from time import perf_counter

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from annotator.accounts.models import User
from annotator.annotations import services as annotations
from annotator.assignments import services
from annotator.assignments.services.handing_out import settings_of
from annotator.projects.models import Order, Project
from tests import make
from tests.bench.lists import ARTICLES
from tests.bench.stage import Stage, analyse
from tests.bench.table import Row, equal, limited

PEOPLE = 20
ANNOTATORS = 3
FEW = 100
WARM = 8
DONE = """
    INSERT INTO annotations_annotationset
        (article_id, kind, owner_id, name, state, version, created, updated, submitted)
    SELECT id, 'annotator', owner, '', 'submitted', 1, now(), now(), now()
    FROM unnest(%(owners)s::bigint[]) owner CROSS JOIN LATERAL (
        SELECT id FROM articles_article WHERE project_id = %(project)s AND id %% 3 = owner %% 3
        ORDER BY id LIMIT %(count)s / 200) done
"""


def measure(stage: Stage) -> list[Row]:
    people = [make.user(f"taker{n}") for n in range(PEOPLE)]
    few, many = (_project(stage, people, count) for count in (FEW, stage.sizes.list))
    start = perf_counter()
    _hand_out(many, stage.people[0], Order.IMPORTED)
    filled = perf_counter() - start
    _hand_out(few, stage.people[0], Order.IMPORTED)
    analyse()
    asked = [_queries(project, people[-1]) for project in (many, few)]
    what = f"take the next of {stage.sizes.list:,} articles"
    return [
        equal(f"{what}, queries (floor: {FEW})", *asked),
        *(_taking(stage, what, many, people, order) for order in Order),
        Row(f"make places for {ANNOTATORS} annotators in each", f"{filled:.1f} s"),
    ]


def _project(stage: Stage, people: list[User], count: int) -> Project:
    project = make.project(stage.people[0], name=f"Handing out {count}", slug=f"handing-{count}")
    for person in people:
        make.member(project, person)
    owners = [person.pk for person in people[: PEOPLE // 2]]
    values = {"project": project.pk, "count": count, "owners": owners}
    with connection.cursor() as cursor:
        cursor.execute(ARTICLES, values)
        cursor.execute(DONE, values)
    return project


def _hand_out(project: Project, owner: User, order: Order) -> None:
    settings = settings_of(project) | {"annotators": ANNOTATORS, "order": order}
    services.change_handing_out(by=owner, project=project, parts={}, **settings)


def _queries(project: Project, person: User) -> int:
    with CaptureQueriesContext(connection) as caught:
        found = services.next_article(project_id=project.pk, by=person)
    assert found.article_id, found.reason
    return len(caught)


def _taking(stage: Stage, what: str, project: Project, people: list[User], order: Order) -> Row:
    _hand_out(project, stage.people[0], order)
    barrier = Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        done = pool.map(
            _work, repeat(project), people, repeat(stage.sizes.requests), repeat(barrier)
        )
        times = [one for some in done for one in some]
    p95 = quantiles(times, n=20)[-1]
    return limited(f"{what}, {PEOPLE} at once, {order}, p95", p95, "ms", 30)


def _work(project: Project, person: User, turns: int, barrier: Barrier) -> list[float]:
    """Milliseconds; the first few turns make a connection and plans, and do not count."""
    times = []
    try:
        for _ in range(WARM + turns):
            barrier.wait()
            start = perf_counter()
            found = services.next_article(project_id=project.pk, by=person)
            times.append((perf_counter() - start) * 1000)
            assert found.article_id, found.reason
            barrier.wait()
            annotations.submit(article_id=found.article_id, by=person)
    finally:
        connections.close_all()
    return times[WARM:]

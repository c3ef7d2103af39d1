"""The list of articles and the next article, in a project of 100 articles and in one of 100,000.

Eight people have worked from the first article on, and submitted half of the small project and the
first 2,000 articles of the large one: months of work. "Next" goes on where the person was last, and
the article is opened.
"""

from django.db import connection

from annotator.accounts.models import User
from annotator.projects.models import Project
from tests import make
from tests.bench.client import p50
from tests.bench.opening import inside, queries
from tests.bench.stage import Stage, analyse
from tests.bench.table import Row, against_floor, compare, equal

ARTICLES = """
    INSERT INTO articles_article (project_id, uid, title, text, url, source, byline, published,
        lang, meta, digest, words, revision, created)
    SELECT %(project)s, 'a' || n, 'Report ' || n,
        'Report ' || n || repeat(' on what the council decided about the bridge.', 40),
        '', 'Wire', '', '', 'en', '{}', md5(n::text) || md5('x' || n), 322, 1, now()
    FROM generate_series(1, %(count)s) n
"""
SETS = """
    INSERT INTO annotations_annotationset
        (article_id, kind, owner_id, name, state, version, created, updated, submitted)
    SELECT id, 'annotator', owner, '', 'submitted', 1, now(), now() + id * interval '1 ms', now()
    FROM (SELECT id FROM articles_article WHERE project_id = %(project)s
          ORDER BY id LIMIT least(%(count)s / 2, 2000)) done
    CROSS JOIN unnest(%(owners)s::bigint[]) owner
"""
FEW = 100


def measure(stage: Stage) -> list[Row]:
    owner = stage.people[0]
    few, many = (_project(stage.people, count) for count in (FEW, stage.sizes.list))
    analyse()
    return [
        *_rows(
            stage,
            "the list of articles",
            owner,
            f"/projects/{few}/articles/",
            f"/projects/{many}/articles/",
        ),
        *_rows(
            stage, "the next article", owner, f"/projects/{few}/next/", f"/projects/{many}/next/"
        ),
    ]


def _project(people: list[User], count: int) -> str:
    project: Project = make.project(people[0], name=f"Of {count}", slug=f"of-{count}")
    for person in people[1:]:
        make.member(project, person)
    make.label(project)
    owners = [person.pk for person in people]
    values = {"project": project.pk, "owners": owners, "count": count}
    with connection.cursor() as cursor:
        cursor.execute(ARTICLES, values)
        cursor.execute(SETS, values)
    return project.slug


def _rows(stage: Stage, what: str, person: User, few: str, many: str) -> list[Row]:
    """Shown as a person sees it: redirects are followed."""
    client = inside(person)
    asked = [queries(person, path) for path in (few, many)]
    found = compare(
        stage.sizes.rounds * 2,
        lambda: p50(3, lambda: client.get(few, follow=True)),
        lambda: p50(3, lambda: client.get(many, follow=True)),
    )
    return [
        equal(f"{what}, queries at {stage.sizes.list:,} (floor: 100)", asked[1], asked[0]),
        against_floor(f"{what}, time at {stage.sizes.list:,} (floor: 100)", found, "ms", at_most=2),
    ]

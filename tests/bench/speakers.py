"""The register of speakers and the page of the busiest, in projects of 100 and of 100,000 articles.

The large project has 20,000 entries, and five speakers annotated in each article, each with a claim
and a link: half a million of each, and 100,000 figures. How often somebody speaks falls as in a
real corpus: the busiest is named in every third article, and half of the entries hardly ever.
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection
from django.test import Client

from annotator import names
from annotator.accounts.models import User
from annotator.projects.models import Project, Role
from annotator.schemes.models import Meaning
from annotator.speakers.models import Speaker
from tests import make
from tests.bench.client import milliseconds
from tests.bench.lists import ARTICLES, FEW
from tests.bench.opening import inside, queries
from tests.bench.stage import Stage, analyse
from tests.bench.table import Row, equal, limited

EACH = 5
"""Speakers, claims and links in an article."""

AT_MOST = 300
ASKED = 40

GIVEN = [
    "Amal",
    "Boris",
    "Chiara",
    "Dmitri",
    "Elena",
    "Farid",
    "Greta",
    "Hamid",
    "Ivana",
    "Jonas",
    "Karim",
    "Leila",
    "Marek",
    "Nadia",
]
FAMILY = [
    "Abed",
    "Bellini",
    "Cohen",
    "Dvorak",
    "Eriksen",
    "Farouk",
    "Gruber",
    "Haddad",
    "Ilic",
    "Jansen",
    "Khoury",
    "Lindqvist",
]

DATED = """
    UPDATE articles_article
    SET published = to_char(date '2015-01-01' + (id %% 3900)::int, 'YYYY-MM-DD')
    WHERE project_id = %(project)s
"""
SETS = """
    INSERT INTO annotations_annotationset
        (article_id, kind, owner_id, name, state, version, created, updated)
    SELECT id, 'annotator', (%(owners)s::bigint[])[1 + id %% cardinality(%(owners)s::bigint[])],
        '', 'in_progress', 1, now(), now()
    FROM articles_article WHERE project_id = %(project)s ORDER BY id
"""
SPEAKERS = """
    INSERT INTO annotations_annotation (uid, set_id, label_id, fragments, quote, note, attributes,
        speaker_id, version, created, updated)
    SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, s.id, %(speaker)s,
        int4multirange(int4range(n * 60, n * 60 + 7)),
        'Speaker' || (hashint4extended((s.id * 7 + n)::int, 1) & 3), '', '{}',
        (%(entries)s::bigint[])[least(cardinality(%(entries)s::bigint[]),
            floor(power(cardinality(%(entries)s::bigint[]) + 1.0,
                (hashint8extended(s.id * 16 + n, 7) & 1048575) / 1048576.0)))::int],
        1, now(), now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    CROSS JOIN generate_series(0, %(each)s - 1) n
    WHERE t.project_id = %(project)s ORDER BY s.id, n
"""
CLAIMS = """
    INSERT INTO annotations_annotation (uid, set_id, label_id, fragments, quote, note, attributes,
        version, created, updated)
    SELECT ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, s.id, %(claim)s,
        int4multirange(int4range(n * 60 + 10, n * 60 + 50)), 'what the council decided', '', '{}',
        1, now(), now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    CROSS JOIN generate_series(0, %(each)s - 1) n
    WHERE t.project_id = %(project)s ORDER BY s.id, n
"""
LINKS = """
    INSERT INTO annotations_relation (uid, set_id, type_id, source, target, created)
    SELECT gen_random_uuid(), s.id, %(type)s,
        ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid,
        ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    CROSS JOIN generate_series(0, %(each)s - 1) n
    WHERE t.project_id = %(project)s ORDER BY s.id, n
"""
FIGURES = """
    INSERT INTO annotations_annotation (uid, set_id, label_id, fragments, quote, note, attributes,
        value, version, created, updated)
    SELECT '00000000-0000-4000-a000-000000000000', s.id, %(figure)s,
        int4multirange(int4range(12, 16)), 'what', '', '{}',
        '{"low": 12, "high": 12, "comparator": "=", "unit": "", "counted": "people"}',
        1, now(), now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    WHERE t.project_id = %(project)s ORDER BY s.id
"""
FIGURE_LINKS = """
    INSERT INTO annotations_relation (uid, set_id, type_id, source, target, created)
    SELECT gen_random_uuid(), s.id, %(within)s, '00000000-0000-4000-a000-000000000000',
        '00000000-0000-4000-9000-000000000000', now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    WHERE t.project_id = %(project)s ORDER BY s.id
"""
ALIASES = "COPY speakers_alias (speaker_id, name, key) FROM STDIN"


STATEMENTS = (ARTICLES, DATED, SETS, SPEAKERS, CLAIMS, LINKS, FIGURES, FIGURE_LINKS)


@dataclass(frozen=True, slots=True)
class Place:
    """A project's register, and the entry of who speaks most."""

    slug: str
    busiest: int

    @property
    def register(self) -> str:
        return f"/projects/{self.slug}/speakers/"

    @property
    def page(self) -> str:
        return f"{self.register}{self.busiest}/"


def measure(stage: Stage) -> list[Row]:
    owner = stage.people[0]
    few, many = (_project(stage.people, count) for count in (FEW, stage.sizes.list))
    analyse()
    search = f"?words={quote('Ammal Abed')}"
    return [
        *rows_of("the register", owner, few.register, many.register, stage),
        *rows_of("search in it", owner, few.register + search, many.register + search, stage),
        *rows_of("the busiest speaker", owner, few.page, many.page, stage),
        *rows_of("the same by one annotator", stage.people[1], few.page, many.page, stage),
    ]


def rows_of(what: str, person: User, few: str, many: str, stage: Stage) -> list[Row]:
    client = inside(person)
    return [
        equal(
            f"{what}, queries at {stage.sizes.list:,} (floor: 100)",
            queries(person, many),
            queries(person, few),
        ),
        limited(f"{what}, p95 at {stage.sizes.list:,}", _p95(client, many, stage), "ms", AT_MOST),
    ]


def _p95(client: Client, path: str, stage: Stage) -> float:
    client.get(path)
    times = max(ASKED if stage.sizes.rounds > 2 else 3, 3)
    found = sorted(milliseconds(lambda: client.get(path)) for _ in range(times))
    return found[min(int(len(found) * 0.95), len(found) - 1)]


def _project(people: list[User], count: int) -> Place:
    project: Project = make.project(people[0], name=f"Said {count}", slug=f"said-{count}")
    for person in people[1:]:
        make.member(project, person, Role.ANNOTATOR)
    claim = make.label(project, "Claim", meaning=Meaning.CLAIM)
    figure = make.label(project, "Figure", meaning=Meaning.FIGURE)
    speaker = make.label(project, "Speaker", meaning=Meaning.SPEAKER)
    entries = entries_of(project, max(count // 5, 20))
    values = {
        "project": project.pk,
        "count": count,
        "owners": [person.pk for person in people],
        "entries": entries,
        "each": EACH,
        "claim": claim.pk,
        "speaker": speaker.pk,
        "figure": figure.pk,
        "type": make.relation_type(claim, speaker).pk,
        "within": make.relation_type(figure, claim, "in").pk,
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, values)
    return Place(project.slug, entries[0])


def entries_of(project: Project, count: int) -> list[int]:
    """In the order of how often they speak, which is not that of their names."""
    fresh = [Speaker(project=project, name=_name(n), kind="person") for n in range(count)]
    made = Speaker.objects.bulk_create(fresh, batch_size=5000)
    with connection.cursor() as cursor, cursor.copy(ALIASES) as copy:
        for one in made:
            copy.write_row((one.pk, one.name, names.key(one.name)))
    return [one.pk for one in made]


def _name(n: int) -> str:
    """No two alike."""
    given, family = GIVEN[n * 5 % len(GIVEN)], FAMILY[n * 7 % len(FAMILY)]
    return f"{given} {_syllables(n)} {family}"


def _syllables(n: int) -> str:
    """A middle name that counts."""
    parts = []
    while n or not parts:
        n, rest = divmod(n, 40)
        parts.append("bcdfgklmnprstvz"[rest % 15] + "aiou"[rest % 4])
    return "".join(parts).title()

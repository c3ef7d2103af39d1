"""The figures of projects of 100 and of 100,000 articles, ten in each article.

Eight people have a set of every eighth article. Half of the figures are in a claim whose speaker
stands in the register. Most are plain counts, some units are rare; a third of the values of a story
exclude each other.
"""

from urllib.parse import quote

from django.db import connection

from annotator.accounts.models import User
from annotator.projects.models import Project, Role
from annotator.schemes.models import Meaning
from tests import make
from tests.bench.lists import ARTICLES, FEW
from tests.bench.speakers import DATED, SETS, entries_of, rows_of
from tests.bench.stage import Stage, analyse
from tests.bench.table import Row

EACH = 10
"""Figures in an article; half as many claims, speakers and links between them."""

INDEXED = """
    UPDATE articles_article SET search = to_tsvector('simple', title) WHERE project_id = %(project)s
"""
FIGURES = """
    INSERT INTO annotations_annotation (uid, set_id, label_id, fragments, quote, note, attributes,
        value, version, created, updated)
    SELECT ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, s.id, %(figure)s,
        int4multirange(int4range(n * 60 + 12, n * 60 + 17)), low || ' ' || counted, '', '{}',
        jsonb_build_object('low', low, 'high', low + (h %% 3) * 10, 'comparator',
            (ARRAY['=', '=', '=', '>', '≈', '≥', '<', '≤'])[1 + h %% 8], 'unit', unit,
            'counted', counted, 'magnitude', '', 'confirmed', h %% 2 = 0),
        1, now(), now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    CROSS JOIN generate_series(0, %(each)s - 1) n
    CROSS JOIN LATERAL (SELECT abs(hashint8extended(s.id * 16 + n, 3) %% 1000003) AS h) hashed
    CROSS JOIN LATERAL (SELECT
        CASE WHEN h %% 10 < 6 THEN '' WHEN h %% 10 < 8 THEN '%%' WHEN h %% 10 = 8 THEN 'USD'
            WHEN h %% 1000 = 9 THEN 'km' ELSE 'years' END AS unit,
        (ARRAY['people', 'dead', 'houses', 'bridges', ''])[1 + h %% 5] AS counted,
        (10 ^ (h %% 6) * (1 + h %% 9))::int AS low) said
    WHERE t.project_id = %(project)s ORDER BY s.id, n
"""
ENDS = """
    INSERT INTO annotations_annotation (uid, set_id, label_id, fragments, quote, note, attributes,
        speaker_id, version, created, updated)
    SELECT ('00000000-0000-4000-' || kind.uids || lpad(n::text, 12, '0'))::uuid, s.id, kind.label,
        int4multirange(int4range(n * 60, n * 60 + kind.size)), kind.quote, '', '{}',
        CASE WHEN kind.speaks THEN (%(entries)s::bigint[])[least(
            cardinality(%(entries)s::bigint[]),
            floor(power(cardinality(%(entries)s::bigint[]) + 1.0,
                (hashint8extended(s.id * 16 + n, 7) & 1048575) / 1048576.0)))::int] END,
        1, now(), now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    CROSS JOIN generate_series(0, %(each)s / 2 - 1) n
    CROSS JOIN (VALUES ('9000-', %(claim)s, 50, 'what the council decided', false),
        ('8000-', %(speaker)s, 7, 'Speaker', true)) kind (uids, label, size, quote, speaks)
    WHERE t.project_id = %(project)s ORDER BY s.id, n
"""
LINKS = """
    INSERT INTO annotations_relation (uid, set_id, type_id, source, target, created)
    SELECT gen_random_uuid(), s.id, kind.type,
        ('00000000-0000-4000-' || kind.source || lpad(n::text, 12, '0'))::uuid,
        ('00000000-0000-4000-' || kind.target || lpad(n::text, 12, '0'))::uuid, now()
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    CROSS JOIN generate_series(0, %(each)s / 2 - 1) n
    CROSS JOIN (VALUES ('a000-', '9000-', %(within)s), ('9000-', '8000-', %(said_by)s))
        kind (source, target, type)
    WHERE t.project_id = %(project)s ORDER BY s.id, n
"""


def measure(stage: Stage) -> list[Row]:
    owner, one = stage.people[:2]
    few, many = (_project(stage.people, count) for count in (FEW, stage.sizes.list))
    analyse()
    asked = {
        "the figures": "",
        "by value": "?sort=value",
        "by day, the fourth": "?sort=published&unit=%25",
        "in a rare unit": "?unit=km",
        "with words": f"?words={quote('9000 people')}",
        "with words that are everywhere": "?words=Report",
        "with words that are nowhere": "?words=giraffes",
        "gold ones, of which there are none": "?whose=gold",
        "of the busiest speaker": "?speaker={busiest}",
        "of a speaker by value": "?speaker={rare}&sort=value",
    }
    rows = [
        rows_of(f"figures: {what}", owner, _address(few, query), _address(many, query), stage)
        for what, query in asked.items()
    ]
    mine = "?sort=value&unit=km"
    rows.append(
        rows_of("figures: of one annotator", one, _address(few, mine), _address(many, mine), stage)
    )
    return [row for pair in rows for row in pair]


def _address(place: tuple[str, list[int]], query: str) -> str:
    slug, entries = place
    rare = entries[len(entries) // 4]
    return f"/projects/{slug}/figures/{query.format(busiest=entries[0], rare=rare)}"


def _project(people: list[User], count: int) -> tuple[str, list[int]]:
    project: Project = make.project(people[0], name=f"Counted {count}", slug=f"counted-{count}")
    for person in people[1:]:
        make.member(project, person, Role.ANNOTATOR)
    claim, speaker, figure = (
        make.label(project, meaning.label.partition(":")[0], meaning=meaning)
        for meaning in (Meaning.CLAIM, Meaning.SPEAKER, Meaning.FIGURE)
    )
    entries = entries_of(project, max(count // 5, 20))
    values = {
        "project": project.pk,
        "count": count,
        "owners": [person.pk for person in people],
        "entries": entries,
        "each": EACH,
        "figure": figure.pk,
        "claim": claim.pk,
        "speaker": speaker.pk,
        "within": make.relation_type(figure, claim, "in").pk,
        "said_by": make.relation_type(claim, speaker).pk,
    }
    with connection.cursor() as cursor:
        for statement in (ARTICLES, DATED, INDEXED, SETS, FIGURES, ENDS, LINKS):
            cursor.execute(statement, values)
    return project.slug, entries

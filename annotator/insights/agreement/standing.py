"""What there is to compare now, and whether it is what was compared: one statement each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import annotator.agreement
from annotator.annotations.models import AnnotationSet
from annotator.annotations.side_by_side import COMPARED
from annotator.annotations.states import CLOSED, Kind, State
from annotator.insights.agreement.scope import Scope, digest
from annotator.insights.models import Comparison


@dataclass(frozen=True, slots=True)
class Standing:
    """``articles``: those with two finished sets or more; ``gold``: those with an accepted gold set
    and one finished set or more. The others say, as digests and counts, what else a result
    depends on."""

    articles: int
    gold: int
    sets: int
    content: str
    scheme: str
    register: str
    unread: int

    def key(self, scope: Scope) -> str:
        """Of everything that a result depends on, the code that computes it included."""
        return digest([asdict(self), scope.plain, code_version()])


@dataclass(frozen=True, slots=True)
class SetRow:
    id: int
    article: int
    version: int
    is_gold: bool
    submitted: datetime
    people: int


def standing(project_id: int, scope: Scope) -> Standing:
    return Standing(*_rows(_STANDING, _values(project_id, scope))[0])


def rows(project_id: int, scope: Scope) -> list[SetRow]:
    """The sets that are compared, by article; ``people``: how many annotated it."""
    return [SetRow(*row) for row in _rows(_SETS, _values(project_id, scope))]


def annotations_of(project_id: int, scope: Scope) -> int:
    """How many annotations there are to compare."""
    return int(_rows(_ANNOTATIONS, _values(project_id, scope))[0][0])


def changed(comparison: Comparison, scope: Scope) -> int:
    """How many sets have changed, come or gone since it was computed."""
    values = _values(comparison.project_id, scope)
    values |= {"old": comparison.sets, "versions": comparison.versions}
    return int(_rows(_CHANGED, values)[0][0])


def annotators(project_id: int) -> list[tuple[int | None, str, str | None, str | None]]:
    """Everybody who finished a set: owner, name of an imported set, and the owner's names."""
    found = AnnotationSet.objects.filter(project=project_id, kind__in=COMPARED, state__in=CLOSED)
    columns = ("owner", "name", "owner__name", "owner__username")
    return list(found.order_by().values_list(*columns).distinct())


@lru_cache(maxsize=1)
def code_version() -> str:
    """Of all code that makes the numbers: whoever changes it need not think of the cache."""
    measures, here = Path(annotator.agreement.__file__).parent, Path(__file__).parent
    files = [*measures.rglob("*.py"), *measures.rglob("*.toml"), *here.glob("*.py")]
    return sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _values(project_id: int, scope: Scope) -> dict[str, Any]:
    return {
        "project": project_id,
        "kinds": [kind.value for kind in COMPARED],
        "closed": sorted(CLOSED),
        "gold": Kind.GOLD.value,
        "accepted": State.ACCEPTED.value,
        "people": list(scope.people),
        "since": scope.since,
        "until": scope.until,
        "lang": scope.lang.lower(),
        "zone": settings.TIME_ZONE,
    }


def _rows(sql: str, values: dict[str, Any]) -> Sequence[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


_COMPARED = """
WITH finished AS (
    SELECT DISTINCT ON (s.article_id, is_gold, person) s.id, s.article_id, s.version,
        s.kind = %(gold)s AS is_gold, coalesce(s.owner_id::text, '=' || s.name) AS person,
        s.submitted
    FROM annotations_annotationset s JOIN articles_article t ON t.id = s.article_id
    WHERE s.project_id = %(project)s
        AND (%(lang)s = '' OR lower(t.lang) = %(lang)s OR lower(t.lang) LIKE %(lang)s || '-%%')
        AND (s.kind = %(gold)s AND s.state = %(accepted)s
            OR s.kind = ANY(%(kinds)s) AND s.state = ANY(%(closed)s)
                AND (%(people)s::text[] = '{}'
                    OR coalesce(s.owner_id::text, '=' || s.name) = ANY(%(people)s::text[]))
                AND (%(since)s::date IS NULL
                    OR (s.submitted AT TIME ZONE %(zone)s)::date >= %(since)s::date)
                AND (%(until)s::date IS NULL
                    OR (s.submitted AT TIME ZONE %(zone)s)::date <= %(until)s::date))
    ORDER BY s.article_id, is_gold, person, s.kind = 'imported', s.id
), counted AS (
    SELECT *, count(*) FILTER (WHERE NOT is_gold) OVER article AS people,
        bool_or(is_gold) OVER article AS has_gold
    FROM finished WINDOW article AS (PARTITION BY article_id)
), compared AS (
    SELECT * FROM counted WHERE people > 1 OR people = 1 AND has_gold
)
"""
_SETS = f"""{_COMPARED}
SELECT id, article_id, version, is_gold, submitted, people FROM compared ORDER BY article_id, id
"""  # noqa: S608
_ANNOTATIONS = f"""{_COMPARED}
SELECT count(*) FROM compared c JOIN annotations_annotation a ON a.set_id = c.id
"""  # noqa: S608
_CHANGED = f"""{_COMPARED}
SELECT count(*) FROM compared c
FULL JOIN unnest(%(old)s::bigint[], %(versions)s::int[]) AS old (id, version) ON old.id = c.id
WHERE c.id IS NULL OR old.id IS NULL OR c.version <> old.version
"""  # noqa: S608
_STANDING = f"""{_COMPARED}
SELECT
    count(DISTINCT article_id) FILTER (WHERE people > 1),
    count(DISTINCT article_id) FILTER (WHERE has_gold),
    count(*) FILTER (WHERE NOT is_gold),
    coalesce(md5(string_agg(id || ':' || version, ',' ORDER BY id)), ''),
    md5(concat(
        (SELECT string_agg(concat_ws(':', l.id, l.name, l.meaning, l.active, l.position), ','
            ORDER BY l.id) FROM schemes_label l WHERE l.project_id = %(project)s), '|',
        (SELECT string_agg(concat_ws(':', b.id, b.name, b.kind, b.options::text), ',' ORDER BY b.id)
            FROM schemes_attribute b JOIN schemes_label l ON l.id = b.label_id
            WHERE l.project_id = %(project)s), '|',
        (SELECT string_agg(concat_ws(':', y.id, y.name), ',' ORDER BY y.id)
            FROM schemes_relationtype y WHERE y.project_id = %(project)s))),
    md5(coalesce((SELECT string_agg(concat_ws(':', e.id, e.merged_into_id), ',' ORDER BY e.id)
        FROM speakers_speaker e
        WHERE e.project_id = %(project)s AND e.merged_into_id IS NOT NULL), '')),
    (SELECT count(*) FROM schemes_label l JOIN annotations_annotation a ON a.label_id = l.id
        WHERE l.project_id = %(project)s AND l.meaning = 'figure' AND a.value IS NULL)
FROM compared
"""  # noqa: S608

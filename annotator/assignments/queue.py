"""The statements of the queue: what somebody holds, and taking a slot."""

from dataclasses import dataclass
from datetime import datetime
from random import randrange
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.states import State
from annotator.database import prepared
from annotator.errors import NotFound
from annotator.projects.models import Order

UNFINISHED = [State.OPEN.value, State.IN_PROGRESS.value, State.RETURNED.value]

_TAKER = """
SELECT m.takes, m.quota, p.annotators, p."order"
FROM projects_membership m JOIN projects_project p ON p.id = m.project_id
WHERE m.project_id = %s AND m.user_id = %s
FOR NO KEY UPDATE OF m
"""
_UNFINISHED = """
SELECT o.article_id, o.state = 'returned', s.taken, o.lapsed IS NOT NULL
FROM annotations_annotationset o
LEFT JOIN assignments_slot s ON s.article_id = o.article_id AND s.annotator_id = o.owner_id
WHERE o.owner_id = %(person)s AND o.kind = 'annotator' AND o.state = ANY(%(states)s)
  AND o.project_id = %(project)s AND (s.id IS NOT NULL OR o.lapsed IS NOT NULL)
ORDER BY o.state <> 'returned', s.taken, s.id
"""
_HELD = """
SELECT count(*) FROM (
    SELECT FROM assignments_slot WHERE annotator_id = %s AND project_id = %s LIMIT %s
) held
"""
_TAKEN_AT = "SELECT taken FROM assignments_slot WHERE article_id = %s AND annotator_id = %s"

# What the person had or gave back is looked up in a table of hashes that is made once, so that
# passing over thousands of articles takes milliseconds.
_FOR_PERSON = """
    FROM assignments_slot s
    WHERE s.project_id = %(project)s AND s.annotator_id IS NULL {more}
      AND s.article_id NOT IN (
        SELECT article_id FROM assignments_slot
        WHERE annotator_id = %(person)s AND project_id = %(project)s
        UNION ALL
        SELECT article_id FROM assignments_givenback WHERE annotator_id = %(person)s)
"""
_FREE = f"""
    SELECT s.id, s.article_id {_FOR_PERSON}
    ORDER BY {{order}} LIMIT 1 FOR UPDATE OF s SKIP LOCKED
"""  # constants
# From a point at random on, and then round.
_LATER = _FREE.format(more="AND s.shuffle >= %(point)s", order="s.shuffle")
_BEFORE = _FREE.format(
    more="AND s.shuffle < %(point)s AND NOT EXISTS (SELECT FROM later)", order="s.shuffle"
)
_RANDOM = f"""
    WITH later AS MATERIALIZED ({_LATER}), before AS MATERIALIZED ({_BEFORE})
    SELECT * FROM later UNION ALL SELECT * FROM before
"""  # noqa: S608  # constants
_LAPSED = """
    SELECT s.id, s.article_id FROM annotations_annotationset o
    JOIN assignments_slot s ON s.article_id = o.article_id AND s.annotator_id IS NULL
    WHERE o.owner_id = %(person)s AND o.kind = 'annotator' AND o.lapsed IS NOT NULL
      AND o.state IN ('open', 'in_progress', 'returned') AND o.project_id = %(project)s
      AND o.article_id NOT IN (
        SELECT article_id FROM assignments_givenback WHERE annotator_id = %(person)s)
    ORDER BY o.lapsed, s.number LIMIT 1 FOR UPDATE OF s SKIP LOCKED
"""
_LISTED = """
    SELECT free.id, free.article_id FROM (
        SELECT listed.id FROM unnest(%(articles)s::bigint[]) listed(id)
        WHERE NOT EXISTS (SELECT FROM assignments_slot o
                          WHERE o.article_id = listed.id AND o.annotator_id = %(person)s)
    ) wanted
    CROSS JOIN LATERAL (
        SELECT s.id, s.article_id FROM assignments_slot s
        WHERE s.project_id = %(project)s AND s.article_id = wanted.id AND s.annotator_id IS NULL
        ORDER BY s.number LIMIT 1 FOR UPDATE OF s SKIP LOCKED
    ) free
"""
# The other free slots of the article begin to wait, but for those that are just being taken.
_TAKE = """
WITH free AS MATERIALIZED ({free}), taken AS (
    UPDATE assignments_slot s SET annotator_id = %(person)s, taken = %(now)s
    FROM free WHERE s.id = free.id RETURNING s.article_id
), waiting AS (
    UPDATE assignments_slot s SET since = %(now)s
    FROM (
        SELECT o.id FROM assignments_slot o JOIN free ON free.article_id = o.article_id
        WHERE o.annotator_id IS NULL AND o.since IS NULL AND o.id <> free.id
        FOR UPDATE OF o SKIP LOCKED
    ) others WHERE s.id = others.id
), wanted AS (
    DELETE FROM assignments_givenback g USING taken
    WHERE g.article_id = taken.article_id AND g.annotator_id = %(person)s
), own AS (
    INSERT INTO annotations_annotationset AS o
        (article_id, kind, owner_id, name, state, version, created, updated)
    SELECT article_id, 'annotator', %(person)s, '', 'open', 0, %(now)s, %(now)s FROM taken
    ON CONFLICT (article_id, owner_id) WHERE kind = 'annotator' AND owner_id IS NOT NULL
    DO UPDATE SET lapsed = NULL
    RETURNING o.id, o.article_id, o.state
), logged AS (
    INSERT INTO activity_event (at, actor_id, kind, project_id, article_id, subject, before, after)
    SELECT %(now)s, %(by)s, %(kind)s, %(project)s, article_id, id::text, NULL,
        jsonb_build_object('annotator', %(person)s::bigint, 'state', state)
    FROM own
)
SELECT article_id FROM own
"""
_COMING = f"""
SELECT s.article_id {_FOR_PERSON.format(more="")}
GROUP BY s.article_id ORDER BY {{order}} LIMIT %(most)s
"""  # constants
_COMING_BY = {
    Order.IMPORTED: "s.article_id",
    Order.NEWEST: "s.article_id DESC",
    Order.WAITING: "min(s.since), s.article_id",
    Order.RANDOM: "(min(s.shuffle) < %(point)s), min(s.shuffle)",
}
_ORDERS = {
    Order.IMPORTED: _FREE.format(more="", order="s.article_id, s.number DESC"),
    Order.NEWEST: _FREE.format(more="", order="s.article_id DESC, s.number"),
    Order.WAITING: _FREE.format(more="", order="s.since, s.article_id, s.number"),
    Order.RANDOM: _RANDOM,
}
_TAKE_NEXT = {order: _TAKE.format(free=free) for order, free in _ORDERS.items()}
_TAKE_LAPSED = _TAKE.format(free=_LAPSED)
_TAKE_LISTED = _TAKE.format(free=_LISTED)


@dataclass(frozen=True, slots=True)
class Taker:
    """A member who may take articles, held until the end so that two tabs take turns.

    ``annotators`` None: the project hands nothing out.
    """

    project_id: int
    person_id: int
    takes: bool
    quota: int | None
    annotators: int | None
    order: Order


class Mine(NamedTuple):
    """An unfinished assignment, or one that ``lapsed``; what was returned comes first."""

    article_id: int
    returned: bool
    taken: datetime | None
    lapsed: bool


def hold(project_id: int, person_id: int) -> Taker:
    """One query; NotFound for strangers."""
    row = prepared.row(_TAKER, [project_id, person_id])
    if row is None:
        raise NotFound(_("This project is not here."))
    takes, quota, annotators, order = row
    return Taker(project_id, person_id, takes, quota, annotators, Order(order))


def unfinished(project_id: int, person_id: int) -> list[Mine]:
    """Returned ones first, then as they were taken; one query."""
    values = {"person": person_id, "project": project_id, "states": UNFINISHED}
    return [Mine(*row) for row in prepared.rows(_UNFINISHED, values)]


def taken_at(article_id: int, person_id: int) -> datetime | None:
    row: tuple[datetime] | None = prepared.row(_TAKEN_AT, [article_id, person_id])
    return row[0] if row else None


def held(project_id: int, person_id: int, most: int) -> int:
    """How many articles somebody holds or has handed in, counted up to ``most``; one query."""
    return int(prepared.row(_HELD, [person_id, project_id, most])[0])


def take_next(taker: Taker) -> int | None:
    """The next article by the order of the project; one query."""
    return next(iter(_take(_TAKE_NEXT[taker.order], taker, point=randrange(2**31))), None)  # noqa: S311


def take_lapsed(taker: Taker) -> int | None:
    """An article that went back to the queue and has room again; one query."""
    return next(iter(_take(_TAKE_LAPSED, taker)), None)


def take_listed(taker: Taker, articles: list[int], by: User) -> list[int]:
    """Those of some articles that have room; one query."""
    return _take(_TAKE_LISTED, taker, by=by.pk, articles=articles)


def coming(taker: Taker, most: int) -> list[int]:
    """The next so many articles by the order of the project; one query."""
    values = {
        "project": taker.project_id,
        "person": taker.person_id,
        "most": most,
        "point": randrange(2**31),  # noqa: S311
    }
    with connection.cursor() as cursor:
        cursor.execute(_COMING.format(order=_COMING_BY[taker.order]), values)
        return [article_id for (article_id,) in cursor.fetchall()]


def _take(sql: str, taker: Taker, **more: Any) -> list[int]:
    values = {
        "project": taker.project_id,
        "person": taker.person_id,
        "by": taker.person_id,
        "now": timezone.now(),
        **more,
    }
    assigned = values["by"] != taker.person_id
    values["kind"] = "assignment:assigned" if assigned else "assignment:taken"
    return [article_id for (article_id,) in prepared.rows(sql, values)]

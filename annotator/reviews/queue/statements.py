"""The SQL of the queue. Each statement walks along the articles of a project from a place on, and
looks into the few sets that each of them has.
"""

from annotator.reviews.queue.parts import Part

_SET = "annotations_annotationset"
_OF_PEOPLE = "kind IN ('annotator', 'imported')"
_CLOSED = "s.state IN ('submitted', 'accepted')"
_IS_HANDED_IN = f"state = 'submitted' AND {_OF_PEOPLE}"
# A gold set that nobody holds went back with the work.
_NO_GOLD = f"""NOT EXISTS (
    SELECT FROM {_SET} g WHERE g.article_id = t.id AND g.kind = 'gold'
        AND NOT (g.owner_id IS NULL AND g.state = 'in_progress')
)"""
_FREE = """
    SELECT FROM assignments_slot p
    WHERE p.project_id = t.project_id AND p.article_id = t.id AND p.annotator_id IS NULL
"""
_MISSING = f"""(
    EXISTS (
        SELECT FROM {_SET} o WHERE o.article_id = t.id AND o.{_OF_PEOPLE}
            AND o.state IN ('open', 'in_progress', 'returned') AND o.lapsed IS NULL
    ) OR EXISTS ({_FREE})
)"""
_HERE = "t.project_id = %(project)s AND t.id > %(after)s"
_NOT_OWN = "(%(own)s OR s.owner_id IS DISTINCT FROM %(by)s)"
_IMPARTIAL = f"""(%(own)s OR NOT EXISTS (
    SELECT FROM {_SET} o WHERE o.article_id = t.id AND o.owner_id = %(by)s
        AND o.kind = 'annotator' AND o.state <> 'open'
))"""
_PAGE = "ORDER BY key LIMIT %(size)s"

_HANDED_IN = f"""
    SELECT article_id, count(*) AS sets, min(id) AS set_id, min(owner_id) AS owner_id FROM {_SET}
    WHERE project_id = %(project)s AND {_IS_HANDED_IN} AND article_id > %(after)s
    GROUP BY article_id
"""  # noqa: S608
_SEVERAL = f"""
    SELECT t.id AS key, t.id AS article, NULL::bigint AS set_id
    FROM ({_HANDED_IN}) AS h JOIN articles_article t ON t.id = h.article_id
    WHERE {_HERE} AND {_IMPARTIAL} AND {_NO_GOLD} AND {{which}} {_MISSING}
        AND (h.sets > 1 OR EXISTS (
        SELECT FROM {_SET} o WHERE o.article_id = t.id AND o.state = 'accepted' AND o.{_OF_PEOPLE}
    ))
    {_PAGE}
"""  # noqa: S608
# The same articles for everybody, and those and more where the share grows. What came back is
# always looked at.
_SAMPLED = """(
    ('x' || substr(md5('spot review of ' || t.id), 1, 7))::bit(28)::int %% 100 < %(share)s
    OR EXISTS (SELECT FROM reviews_review r WHERE r.set_id = h.set_id)
)"""
_ALONE = f"""
    SELECT t.id AS key, t.id AS article, h.set_id
    FROM ({_HANDED_IN} HAVING count(*) = 1) AS h JOIN articles_article t ON t.id = h.article_id
    WHERE {_HERE} AND {_NOT_OWN.replace("s.", "h.")} AND {{which}} AND NOT {_MISSING}
        AND {_NO_GOLD} AND NOT EXISTS (
        SELECT FROM {_SET} o WHERE o.article_id = t.id AND o.state = 'accepted' AND o.{_OF_PEOPLE}
    )
    {_PAGE}
"""  # noqa: S608
_LATER = f"""EXISTS (
    SELECT FROM {_SET} s
    WHERE s.project_id = t.project_id AND s.article_id = t.id AND s.{_IS_HANDED_IN}
)"""
_ADJUDICATED = f"""
    SELECT t.id AS key, t.id AS article, j.gold_id AS set_id FROM articles_article t
    JOIN reviews_adjudication j ON j.article_id = t.id
    JOIN {_SET} g ON g.id = j.gold_id
    WHERE {_HERE} AND {{which}} {_PAGE}
"""  # noqa: S608

FOUND: dict[Part, str] = {
    Part.READY: _SEVERAL.format(which="NOT"),
    Part.EARLY: _SEVERAL.format(which=""),
    Part.UNDER_WAY: _ADJUDICATED.format(which="j.finished IS NULL AND g.owner_id IS NOT NULL"),
    Part.LATE: _ADJUDICATED.format(which=f"j.finished IS NOT NULL AND {_LATER} AND {_IMPARTIAL}"),
    Part.SPOT: _ALONE.format(which=_SAMPLED),
    Part.REST: _ALONE.format(which=f"NOT {_SAMPLED}"),
    Part.RETURNED: f"""
        SELECT s.id AS key, t.id AS article, s.id AS set_id FROM articles_article t
        JOIN {_SET} s ON s.article_id = t.id AND s.state = 'returned'
        WHERE t.project_id = %(project)s AND s.id > %(after)s {_PAGE}
    """,  # noqa: S608
    Part.OBJECTIONS: f"""
        SELECT b.id AS key, t.id AS article, b.set_id FROM reviews_objection b
        JOIN {_SET} s ON s.id = b.set_id
        JOIN articles_article t ON t.id = s.article_id
        WHERE t.project_id = %(project)s AND b.id > %(after)s AND b.upheld IS NULL AND {_NOT_OWN}
        {_PAGE}
    """,  # noqa: S608
}
"""For each part: by what it is paged, the article, and the set that it is about."""

_SINCE = {
    Part.UNDER_WAY: "coalesce(j.held, j.started)",
    Part.SPOT: "s.submitted",
    Part.RETURNED: "s.updated",
    Part.OBJECTIONS: "b.at",
}
_HOW_FAR = f"""
    CROSS JOIN LATERAL (
        SELECT max(s.submitted) AS latest, count(*) FILTER (WHERE {_CLOSED}) AS finished,
            count(*) FILTER (WHERE NOT {_CLOSED} AND s.lapsed IS NULL)
                + (SELECT count(*) FROM ({_FREE}) AS free) AS missing
        FROM {_SET} s WHERE s.article_id = t.id AND s.{_OF_PEOPLE}
    ) AS far
"""  # noqa: S608
_SHOWN = f"""
    SELECT f.key, t.id, coalesce(nullif(t.title, ''), t.uid), t.lang, far.finished,
        far.finished + far.missing, s.id,
        coalesce(nullif(u.name, ''), u.username, s.name, ''), {{since}},
        coalesce(last.reason, ''), coalesce(b.text, last.note, '')
    FROM ({{found}}) AS f
    JOIN articles_article t ON t.id = f.article
    {_HOW_FAR}
    LEFT JOIN reviews_adjudication j ON j.article_id = t.id
    LEFT JOIN {_SET} s ON s.id = f.set_id
    LEFT JOIN accounts_user u ON u.id = s.owner_id
    LEFT JOIN reviews_objection b ON {{objects}} AND b.id = f.key
    LEFT JOIN LATERAL (
        SELECT r.reason, r.note FROM reviews_review r WHERE r.set_id = s.id AND s.state = 'returned'
        ORDER BY r.id DESC LIMIT 1
    ) AS last ON true
    ORDER BY f.key
"""  # noqa: S608

SHOWN: dict[Part, str] = {
    part: _SHOWN.format(
        found=found,
        since=_SINCE.get(part, "far.latest"),
        objects="true" if part == Part.OBJECTIONS else "false",
    )
    for part, found in FOUND.items()
}
"""The columns of a Row."""

COUNTED: dict[Part, str] = {
    part: f"SELECT '{part}', count(*) FROM ({found}) AS found"  # noqa: S608
    for part, found in FOUND.items()
}

_OF_PROJECT = {
    "%(project)s": "reviewed.id",
    "%(share)s": "reviewed.spot_share",
    "%(own)s": "reviewed.reviews_own",
}


def _everywhere(counted: str) -> str:
    for given, column in _OF_PROJECT.items():
        counted = counted.replace(given, column)
    return f"""
        SELECT reviewed.id, counts.part, counts.n FROM projects_project reviewed
        JOIN projects_membership m ON m.project_id = reviewed.id
            AND m.user_id = %(by)s AND m.role IN ('reviewer', 'owner')
        CROSS JOIN LATERAL ({counted}) AS counts(part, n)
        WHERE counts.n > 0
    """  # noqa: S608


EVERYWHERE: dict[Part, str] = {part: _everywhere(counted) for part, counted in COUNTED.items()}
"""The same for each project that somebody reviews."""

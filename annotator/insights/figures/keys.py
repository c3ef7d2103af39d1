"""What figures are ordered and found by, in SQL. The indexes for it are made by migrations.

In all of it ``a`` is the annotation, ``s`` its set and ``t`` its article.
"""

from annotator.insights.visibility import VISIBLE

UNREAD = "~"
"""In place of the unit where no value could be read: comes last."""

UNIT = """(coalesce(a.value ->> 'unit', '~') COLLATE "C")"""
COUNTED = """(lower(coalesce(a.value ->> 'counted', '')) COLLATE "C")"""
LARGEST = "(coalesce(-(a.value ->> 'low')::float8, 'Infinity'::float8))"
WORDS = "(' ' || a.quote || ' ' || coalesce(a.value ->> 'counted', ''))"
DAY = (
    r"(coalesce(substring(t.published FROM '^[12]\d\d\d(?:-?(?:0[1-9]|1[0-2]).*)?$'), '')"
    ' COLLATE "C")'
)

COLUMNS = f"a.id, t.id AS article_id, {DAY} AS day, a.value::text AS value"
"""What a ``Point`` is made of."""

FROM_FIGURES = f"""
    FROM annotations_annotation a
    JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
    JOIN articles_article t ON t.id = s.article_id AND t.project_id = %(project)s
"""
FROM_ARTICLES = f"""
    FROM articles_article t
    JOIN annotations_annotationset s ON s.article_id = t.id AND {VISIBLE}
    JOIN annotations_annotation a ON a.set_id = s.id
"""
FROM_SPEAKERS = f"""
    FROM (
        SELECT a.* FROM annotations_annotation p
        JOIN annotations_relation said ON said.set_id = p.set_id AND said.target = p.uid
        JOIN annotations_annotation c ON c.set_id = said.set_id AND c.uid = said.source
        JOIN schemes_label cl ON cl.id = c.label_id AND cl.meaning = 'claim'
        JOIN annotations_relation within ON within.set_id = c.set_id AND within.target = c.uid
        JOIN annotations_annotation a ON a.set_id = within.set_id AND a.uid = within.source
        WHERE p.speaker_id = ANY(%(speakers)s) OFFSET 0
    ) AS a
    JOIN annotations_annotationset s ON s.id = a.set_id AND {VISIBLE}
    JOIN articles_article t ON t.id = s.article_id AND t.project_id = %(project)s
"""  # noqa: S608
IS_FIGURE = "a.label_id = ANY(%(labels)s) AND a.value IS NOT NULL"
HAS_UNIT = f"{UNIT} = %(unit)s"
SAID_BY = """EXISTS (
    SELECT FROM annotations_relation within
    JOIN annotations_annotation c ON c.set_id = within.set_id AND c.uid = within.target
    JOIN schemes_label cl ON cl.id = c.label_id AND cl.meaning = 'claim'
    JOIN annotations_relation said ON said.set_id = c.set_id AND said.source = c.uid
    JOIN annotations_annotation p ON p.set_id = said.set_id AND p.uid = said.target
    WHERE within.set_id = a.set_id AND within.source = a.uid
        AND p.speaker_id = ANY(%(speakers)s)
    OFFSET 0
)"""
IN_FIGURE = f"{WORDS} ILIKE %(words)s"
IN_TITLE = "(t.title ILIKE %(title)s OR t.title ILIKE %(words)s)"
"""Two patterns, for words that are too short to be looked for inside of others."""

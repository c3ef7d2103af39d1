"""Keeping articles findable."""

from django.db import connection, transaction

from annotator.web import housekeeping

INDEX = """
    WITH waiting AS (
        SELECT id FROM articles_article WHERE search IS NULL
        ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    )
    UPDATE articles_article SET search = to_tsvector('simple', left(title || ' ' || text, 200000))
    FROM waiting WHERE articles_article.id = waiting.id
"""


@transaction.atomic
def index_some(limit: int = 200) -> int:
    """Index up to so many articles that aren't yet, and say how many. Several may run at once."""
    with connection.cursor() as cursor:
        cursor.execute(INDEX, [limit])
        return int(cursor.rowcount)


def index_for_a_while(seconds: float = 2) -> None:
    """What housekeeping does: short turns, so that a big import doesn't hold everything up."""
    housekeeping.for_a_while(index_some, seconds)

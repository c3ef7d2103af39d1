"""Statements beside a transaction that is under way: seen by everybody at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

Tell = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Takes a statement that returns rows, and its values."""


@contextmanager
def aside() -> Iterator[Tell]:
    """A connection of their own, closed at the end."""
    other = connections.create_connection(DEFAULT_DB_ALIAS)

    def tell(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with other.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    try:
        yield tell
    finally:
        other.close()

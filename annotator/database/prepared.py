"""Statements that PostgreSQL plans once for each connection: for what every click needs."""

from typing import Any, Self, cast

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper


class _Cursor(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, prepare=True, **options)


def cursor() -> CursorWrapper:
    """Like ``connection.cursor()``; parameters travel apart from the statement, which stays."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(cast(Any, _Cursor(connection.connection)))


def rows(sql: str, params: Any) -> list[Any]:
    with cursor() as asked:
        asked.execute(sql, params)
        return list(asked.fetchall())


def row(sql: str, params: Any) -> Any:
    """The only row, or None."""
    with cursor() as asked:
        asked.execute(sql, params)
        return asked.fetchone()


def execute(sql: str, params: Any) -> None:
    """A statement that answers nothing."""
    with cursor() as asked:
        asked.execute(sql, params)

"""Rows into tables by COPY."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

Row = tuple[Any, ...]


def copy(table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    names = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as into,
    ):
        for row in rows:
            into.write_row(row)


def new_ids(table: str, number: int) -> list[int]:
    """For rows that others must refer to; they may have gaps but always grow."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, number],
        )
        return [pk for (pk,) in cursor.fetchall()]

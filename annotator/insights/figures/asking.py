"""Statements whose plan is known better than PostgreSQL can guess it.

It has no idea how long a page of figures takes to find among a million, and would rather read and
sort all of them.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

NESTED = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
"""What is not to be used where up to a few thousand are found by any index."""

WORDED = (*NESTED, "enable_indexscan")
"""The same where the index of words is to be asked."""

ORDERED = (*NESTED, "enable_sort", "enable_bitmapscan")
"""The same where rows are to come in the order of an index."""


def asked(sql: str, values: dict[str, Any], without: Sequence[str] = ()) -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        _switch(cursor, without, "off")
        cursor.execute(sql, values)
        rows = list(cursor.fetchall())
        _switch(cursor, without, "on")
        return rows


def _switch(cursor: Any, names: Sequence[str], to: str) -> None:
    if names:
        calls = ", ".join("set_config(%s, %s, true)" for _name in names)
        cursor.execute(f"SELECT {calls}", [part for name in names for part in (name, to)])

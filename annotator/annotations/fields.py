"""Fragments in the database: PostgreSQL's int4multirange."""

import re
from typing import Any

from django.db import models
from django.db.models.lookups import PostgresOperatorLookup
from psycopg.types.multirange import Int4Multirange
from psycopg.types.range import Int4Range

from annotator.text.spans import Fragments

_WRITTEN = re.compile(r"(\d+),(\d+)")


class FragmentsField(models.Field):  # type: ignore[type-arg]  # generic for checkers only
    """Half-open ranges of code points, ordered and merged, as a tuple of pairs in Python."""

    def db_type(self, connection: Any) -> str:
        return "int4multirange"

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        # Read as text: objects for multirange and ranges take several times as long to make.
        return f"{sql}::text", params

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Fragments | None:
        return None if value is None else from_text(value)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, Int4Multirange):
            return value
        return multirange(value)


def from_text(written: str) -> Fragments:
    """Fragments as PostgreSQL writes them: ``{[120,163),[180,201)}``."""
    return tuple((int(start), int(end)) for start, end in _WRITTEN.findall(written))


def multirange(fragments: Fragments) -> Int4Multirange:
    return Int4Multirange([Int4Range(start, end) for start, end in fragments])


@FragmentsField.register_lookup
class Overlap(PostgresOperatorLookup):
    """``fragments__overlap``: the two share at least one code point."""

    lookup_name = "overlap"
    postgres_operator = "&&"


@FragmentsField.register_lookup
class Start(models.Transform):
    """The first code point of the first fragment."""

    lookup_name = "start"
    function = "lower"
    output_field = models.IntegerField()


@FragmentsField.register_lookup
class End(models.Transform):
    """One past the last code point of the last fragment."""

    lookup_name = "end"
    function = "upper"
    output_field = models.IntegerField()


@FragmentsField.register_lookup
class IsEmpty(models.Transform):
    lookup_name = "empty"
    function = "isempty"
    output_field = models.BooleanField()

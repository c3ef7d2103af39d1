"""Statements that are planned once."""

import pytest
from django.db import ProgrammingError, connection

from annotator.database import prepared

pytestmark = pytest.mark.django_db
ASKED = "SELECT %s::int + 1"


def test_rows_and_row():
    assert prepared.rows(ASKED, [1]) == [(2,)]
    assert prepared.row("SELECT 1 WHERE %s", [False]) is None


def test_a_statement_is_prepared_at_once_and_once():
    for number in range(3):
        assert prepared.row(ASKED, [number]) == (number + 1,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%int + 1'"
        )
        assert cursor.fetchone() == (1,)


def test_they_are_counted(django_assert_num_queries):
    with django_assert_num_queries(1):
        prepared.row(ASKED, [1])


def test_their_errors_are_django_s():
    with pytest.raises(ProgrammingError):
        prepared.row("SELECT * FROM nowhere WHERE %s", [True])

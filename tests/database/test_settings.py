"""What DATABASE_URL may be."""

from pathlib import Path

from annotator import database


def test_without_url_the_embedded_engine() -> None:
    settings = database.settings("", Path("/data"))
    assert settings["ENGINE"] == "annotator.database"
    assert settings["HOST"] == "/data/postgres"


def test_url_with_everything() -> None:
    settings = database.settings(
        "postgresql://ann:p%40ss@db.example:6432/corpus?sslmode=require", Path()
    )
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["USER"], settings["PASSWORD"]) == ("ann", "p@ss")
    assert (settings["HOST"], settings["PORT"]) == ("db.example", "6432")
    assert settings["NAME"] == "corpus"
    assert settings["OPTIONS"]["sslmode"] == "require"


def test_url_of_a_socket() -> None:
    settings = database.settings("postgres:///corpus?host=/run/postgresql", Path())
    assert (settings["HOST"], settings["NAME"]) == ("/run/postgresql", "corpus")


def test_the_name_of_the_test_database() -> None:
    assert database.settings("", Path(), "test_mine")["TEST"] == {"NAME": "test_mine"}

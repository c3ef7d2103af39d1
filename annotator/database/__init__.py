"""How the application reaches PostgreSQL: at an address, or embedded, with nothing to install."""

from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

ENGINE = "annotator.database"
NAME = "annotator"


def settings(url: str, var: Path, test_name: str = "") -> dict[str, Any]:
    """Django's settings for the PostgreSQL at ``url``, or for the embedded one below ``var``.

    ``url`` is anything libpq understands: ``postgresql://ann@db:5432/corpus?sslmode=require``, a
    socket (``postgresql:///corpus?host=/run/postgresql``), or ``host=db dbname=corpus``. The
    embedded engine takes as its HOST the directory it keeps its server in.
    """
    if url:
        engine = "django.db.backends.postgresql"
        options: dict[str, Any] = dict(conninfo_to_dict(url))
    else:
        engine = ENGINE
        options = {"dbname": NAME, "user": NAME, "host": str(var / "postgres")}
    # Only what goes through annotator.database.prepared is prepared; there it is at once.
    options["prepare_threshold"] = 5
    return {
        "ENGINE": engine,
        "NAME": options.pop("dbname", NAME),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": options.pop("port", ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,  # a connection that broke is replaced before it is used
        "TEST": {"NAME": test_name or None},
    }

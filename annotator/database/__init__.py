"""The embedded PostgreSQL engine, and how the application reaches a database."""

from pathlib import Path
from typing import Any

ENGINE = "annotator.database"


def settings(url: str, var: Path) -> dict[str, Any]:
    """Django's settings for the PostgreSQL at ``url``, or for the embedded one below ``var``."""
    raise NotImplementedError

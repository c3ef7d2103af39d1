"""Which version of the application this is."""

import tomllib
from functools import cache

from annotator import env


@cache
def version() -> str:
    """As ``pyproject.toml`` says: the application runs from where it lies."""
    project = tomllib.loads((env.BASE / "pyproject.toml").read_text())["project"]
    return str(project["version"])

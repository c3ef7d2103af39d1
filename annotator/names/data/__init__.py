"""Word lists, a line each; what follows # is a remark."""

from functools import cache
from importlib.resources import files


@cache
def lines(*path: str) -> tuple[str, ...]:
    """The lines of a file that say something; none where there is no such file."""
    file = files(__name__).joinpath(*path)
    if not file.is_file():
        return ()
    read = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return tuple(line for line in read if line)


@cache
def languages(folder: str) -> tuple[str, ...]:
    """Those that a folder has a file for."""
    found = (file.name for file in files(__name__).joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".txt") for name in found if name.endswith(".txt")))

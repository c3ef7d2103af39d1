"""The machine, and what the application takes of it when nobody uses it."""

import os
import platform
import time
from importlib import metadata
from pathlib import Path

import django
from django.db import connection
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from annotator import env
from tests.bench.table import Row, limited
from tests.browser.server import Server

SETTLED_SECONDS = 3
MIB = 1024 * 1024


def described() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    return (
        f"{os.cpu_count()} cores ({_processor()}) under a load of {os.getloadavg()[1]:.1f}; "
        f"Python {platform.python_version()}, Django {django.__version__}, PostgreSQL {version}"
    )


def _processor() -> str:
    names = [line for line in _read("/proc/cpuinfo").splitlines() if line.startswith("model name")]
    return names[0].partition(": ")[2] if names else platform.machine()


def starts(server: Server) -> list[Row]:
    """The server for the first time, with an empty directory, and again."""
    first = _seconds(server)
    server.stop()
    again = _seconds(server)
    return [
        Row("first start (database, tables, static files)", f"{first:.1f} s"),
        Row("next start", f"{again:.1f} s"),
    ]


def _seconds(server: Server) -> float:
    start = time.perf_counter()
    server.start()
    return time.perf_counter() - start


def idle(server: Server) -> list[Row]:
    """Proportional set size, which counts what processes share once."""
    time.sleep(SETTLED_SECONDS)
    assert server.process
    roots = {server.process.pid, *_database(server)}
    bytes_ = sum(_proportional(pid) for pid in _descendants(roots))
    return [limited("idle memory of everything", bytes_ / MIB, "MiB", 200)] if bytes_ else []


def _database(server: Server) -> set[int]:
    words = _read(server.var / "postgres" / "data" / "postmaster.pid").split()
    return {int(words[0])} if words else set()


def _descendants(roots: set[int]) -> set[int]:
    parents = {
        int(path.parent.name): int(_read(path).rpartition(")")[2].split()[1])
        for path in Path("/proc").glob("[0-9]*/stat")
        if _read(path)
    }
    found = set(roots)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _proportional(pid: int) -> int:
    lines = _read(f"/proc/{pid}/smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(path: str | Path) -> str:
    """What a file says; nothing where there is none, or on a system without /proc."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""


def installed() -> list[Row]:
    """The packages of requirements.txt and all they need, as they lie on the disk."""
    lines = (
        line.partition("#")[0].strip() for line in _read(env.BASE / "requirements.txt").splitlines()
    )
    names: set[str] = set()
    for line in filter(None, lines):
        _add(Requirement(line), names)
    size = sum(_size(name) for name in names)
    return [limited("installed (requirements.txt)", size / MIB, "MiB", 250)]


def _add(requirement: Requirement, names: set[str]) -> None:
    names.add(canonicalize_name(requirement.name))
    for line in metadata.requires(requirement.name) or []:
        needed = Requirement(line)
        extras = requirement.extras or {""}
        wanted = not needed.marker or any(needed.marker.evaluate({"extra": one}) for one in extras)
        if wanted and canonicalize_name(needed.name) not in names:
            _add(needed, names)


def _size(name: str) -> int:
    files = (Path(str(file.locate())) for file in metadata.files(name) or [])
    return sum(file.stat().st_size for file in files if file.is_file())

"""The whole database in one file, and back, with PostgreSQL's own programs.

A backup is one moment's state and may be made while people work. To restore is all or nothing:
one transaction takes away every table and makes those of the backup; whoever works meanwhile
waits for it, and then works with what was restored.
"""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, cast

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from annotator.accounts.models import User
from annotator.errors import Conflict, InvalidInput
from annotator.projects.models import Project

MAGIC = b"PGDMP"
_PLAIN = ("--no-owner", "--no-privileges", "--no-comments")
# Extensions stay, because they may belong to the database's administrator.
CLEAR = """
SET client_min_messages = warning;
SET lock_timeout = '60s';
DO $$ DECLARE thing record; BEGIN
    FOR thing IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP EXECUTE 'DROP TABLE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
    FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
END $$;
"""


def backup(target: Path) -> None:
    """The file appears under its name when it is complete, readable for its owner only."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.touch(mode=0o600, exist_ok=False)
    try:
        _run(_connected("pg_dump", "--format=custom", f"--file={draft}", *_PLAIN))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def restore(source: Path, *, replace: bool = False) -> None:
    """Everything in the database becomes what it was; what has been made since is gone."""
    _check_backup(source)
    if not replace and not is_empty():
        raise Conflict("The database is not empty. Use --replace to lose what is in it.")
    _replay(source)
    connections.close_all()
    call_command("migrate", verbosity=0)


def is_empty() -> bool:
    """Whether nobody has begun to work with it."""
    if "projects_project" not in connection.introspection.table_names():
        return True
    return not (User.objects.exists() or Project.objects.exists())


def _replay(source: Path) -> None:
    """Both programs run at once. Unless the first comes to a good end, the second never commits."""
    reading: list[Any] = [_program("pg_restore"), "--file=-", *_PLAIN, source]
    writing = _connected(
        "psql",
        *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
        *(f"--output={os.devnull}", f"--command={CLEAR}", "--file=-"),
    )
    with (
        TemporaryFile() as said,
        _started(reading, said, stdout=subprocess.PIPE) as reader,
        _started(writing, said, stdin=subprocess.PIPE) as writer,
    ):
        _pump(cast(IO[bytes], reader.stdout), cast(IO[bytes], writer.stdin))
        if reader.wait():
            writer.kill()
        writer.communicate()
        if reader.returncode or writer.returncode:
            said.seek(0)
            raise InvalidInput(_sentence(said.read()))


def _started(command: list[Any], said: IO[bytes], **pipes: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stderr=said, env=_environment(), **pipes)  # type: ignore[call-overload,no-any-return]


def _pump(source: IO[bytes], target: IO[bytes]) -> None:
    """Whichever program ends early, the other hears of it."""
    with source, suppress(BrokenPipeError):
        shutil.copyfileobj(source, target, 1024 * 1024)


def _check_backup(source: Path) -> None:
    with source.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise InvalidInput("This file is no backup.")
    command = [_program("pg_restore"), "--data-only", "--table=django_migrations", "--file=-"]
    said = _run([*command, source])
    applied = set(re.findall(r"^\d+\t(\w+)\t(\w+)\t", said, re.MULTILINE))
    newer = applied - MigrationLoader(connection).disk_migrations.keys()
    if newer:
        raise InvalidInput("The backup was made by a newer version of News Annotator.")


def _run(command: list[Any]) -> str:
    done = subprocess.run(command, capture_output=True, env=_environment(), check=False)
    if done.returncode:
        raise InvalidInput(_sentence(done.stderr))
    return done.stdout.decode(errors="replace")


def _sentence(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return "PostgreSQL says: " + " ".join(lines[:5])


def _program(name: str) -> str:
    """The engine's own where it is embedded, else the one that is installed."""
    own = Path(connection.client.executable_name or "")
    found = str(own.with_name(name)) if own.is_absolute() else shutil.which(name)
    if not found:
        raise InvalidInput(f"{name} is not installed; it comes with PostgreSQL's client programs.")
    return found


def _connected(name: str, *options: str) -> list[Any]:
    """The command that does something with our database; the password is in the environment."""
    words, _ = connection.client.settings_to_cmd_args_env(connection.settings_dict, options)
    return [_program(name), *words[1:]]


def _environment() -> dict[str, str]:
    _, secret = connection.client.settings_to_cmd_args_env(connection.settings_dict, ())
    return os.environ | (secret or {})

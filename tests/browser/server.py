"""The real server, started as a user would start it, for tests that drive a browser or a clock."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import psycopg
from psycopg.conninfo import make_conninfo

from annotator import env
from annotator.database import NAME
from annotator.database.server import PORT
from annotator.database.server import Server as Postgres

START_SECONDS = 60
STOP_SECONDS = 20


class Server:
    """``manage.py serve`` in a process group and a ``var`` directory of its own.

    Its database is the embedded one below ``var``, or ``database_url`` when that is given. ``log``
    holds what the server printed.
    """

    def __init__(self, var: Path, *, database_url: str = "", **settings: str) -> None:
        self.var = var
        self.log = var / "serve.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ,
            "ANNOTATOR_VAR": str(var),
            "DATABASE_URL": database_url,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Returns when pages are served."""
        assert not self.listens()
        self.var.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=env.BASE,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill_group()
                raise AssertionError(f"The server did not start:\n{self.log.read_text()}")
            time.sleep(0.05)
        return self

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Ctrl-C, or another signal; returns the exit code."""
        assert self.process
        self.process.send_signal(how)
        return self.process.wait(STOP_SECONDS)

    def kill_group(self) -> None:
        """SIGKILL for the server and its workers at once. The database server survives that."""
        assert self.process
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)
        self.wait_for_port()

    def wait_for_port(self) -> None:
        """Returns when nobody listens any more: who was killed takes a moment to be gone."""
        deadline = time.monotonic() + STOP_SECONDS
        while self.listens():
            assert time.monotonic() < deadline, f"Somebody still listens on port {self.port}."
            time.sleep(0.01)

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill_database(self) -> None:
        """SIGKILL for the embedded database server too."""
        lines = (self.var / "postgres" / "data" / "postmaster.pid").read_text().split()
        os.kill(int(lines[0]), signal.SIGKILL)

    def restart(self) -> Self:
        self.stop()
        return self.start()

    def manage(self, *words: str, stdin: str | None = None) -> str:
        """Runs a management command beside the server; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=env.BASE,
            env=self.env,
            input=stdin,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False


class Database:
    """A PostgreSQL that a test may take away and bring back. Give its ``url`` to a Server."""

    def __init__(self, home: Path) -> None:
        self._postgres = Postgres(home)
        self.url = f"host={self._postgres.join()} port={PORT} user={NAME} dbname={NAME}"

    def take_away(self) -> None:
        self._postgres.leave()

    def bring_back(self) -> None:
        self._postgres.join()


@contextmanager
def running(var: Path, *, database_url: str = "", **settings: str) -> Iterator[Server]:
    server = Server(var, database_url=database_url, **settings).start()
    try:
        yield server
    finally:
        if server.process and server.process.poll() is None:
            server.stop()


@contextmanager
def own_database() -> Iterator[str]:
    """The address of an empty database beside the one of DATABASE_URL; "" for the embedded one."""
    url = env.text("DATABASE_URL")
    if not url:
        yield ""
        return
    name = f"test_server_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield make_conninfo(url, dbname=name)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

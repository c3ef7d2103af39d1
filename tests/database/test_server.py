"""The embedded server, as processes see it that come, go and are killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from annotator.database.server import PORT, Server

MEMBER = """
import sys
from pathlib import Path
from annotator.database.server import Server
print(Server.at(Path(sys.argv[1]), durable=False).join(), flush=True)
sys.stdin.read()
"""


class Member:
    """A process that uses the server until it is told to go, or killed."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", MEMBER, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def go(self) -> None:
        self.process.communicate()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "postgres"
    yield home
    if runs(home):
        member = Member(home)
        member.address()
        member.go()


@pytest.fixture
def member(home: Path) -> Iterator[Callable[[], Member]]:
    members: list[Member] = []

    def start() -> Member:
        members.append(Member(home))
        return members[-1]

    yield start
    for one in members:
        one.kill()


def runs(home: Path) -> bool:
    return home.exists() and Server(home)._alive()


def postmaster(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def ask(address: str, sql: str) -> object:
    with psycopg.connect(
        host=address, port=PORT, user="annotator", dbname="annotator", autocommit=True
    ) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone() if cursor.description else None


def test_the_last_to_leave_stops_it(home: Path, member: Callable[[], Member]) -> None:
    first, second = member(), member()
    assert first.address() == second.address() == str(home / "data")
    first.go()
    assert runs(home)
    second.go()
    assert not runs(home)


def test_starts_again_with_what_was_written(home: Path, member: Callable[[], Member]) -> None:
    one = member()
    ask(one.address(), "CREATE TABLE kept AS SELECT 1 AS x")
    one.go()
    assert ask(member().address(), "SELECT x FROM kept") == (1,)


def test_a_killed_user_does_not_count(home: Path, member: Callable[[], Member]) -> None:
    one = member()
    one.address()
    one.kill()
    assert runs(home)  # nobody was left to stop it
    other = member()
    other.address()
    other.go()
    assert not runs(home)


def test_recovers_when_everything_was_killed(home: Path, member: Callable[[], Member]) -> None:
    one = member()
    ask(one.address(), "CREATE TABLE kept AS SELECT 1 AS x")
    os.kill(postmaster(home), signal.SIGKILL)
    one.kill()
    assert ask(member().address(), "SELECT x FROM kept") == (1,)


def test_is_started_again_when_only_the_server_was_killed(home: Path) -> None:
    server = Server(home, durable=False)
    server.join()
    os.kill(postmaster(home), signal.SIGKILL)
    while server._alive():
        pass
    assert ask(str(server.join()), "SELECT 1") == (1,)
    server.leave()
    assert not runs(home)


def test_a_process_id_given_to_another_is_no_obstacle(
    home: Path, member: Callable[[], Member]
) -> None:
    one = member()
    one.address()
    one.go()
    (home / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{home / 'data'}\n")
    assert ask(member().address(), "SELECT 1") == (1,)


def test_a_half_made_database_is_made_anew(home: Path, member: Callable[[], Member]) -> None:
    (home / "data.new").mkdir(parents=True)
    (home / "data.new" / "PG_VERSION").write_text("18")
    assert ask(member().address(), "SELECT 1") == (1,)


def test_works_below_a_long_path(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 30) / "with $pace"
    one = Member(home)
    address = one.address()
    assert ask(address, "SELECT 1") == (1,)
    assert Path(address).stat().st_mode & 0o077 == 0
    one.go()
    assert not Path(address).exists()


def test_only_its_user_may_enter(home: Path, member: Callable[[], Member]) -> None:
    address = Path(member().address())
    assert address.stat().st_mode & 0o077 == 0


def test_the_application_is_no_superuser(home: Path, member: Callable[[], Member]) -> None:
    assert ask(member().address(), "SELECT current_setting('is_superuser')") == ("off",)


def test_quotation_marks_are_no_letters(home: Path, member: Callable[[], Member]) -> None:
    address = member().address()
    assert ask(address, "SELECT to_tsvector('simple', '“Käse”, شرق')::text") == (
        "'käse':1 'شرق':2",
    )
    assert ask(address, "SELECT lower('ÄÖ')") == ("äö",)


def test_says_what_the_server_said_when_it_does_not_start(
    home: Path, member: Callable[[], Member]
) -> None:
    one = member()
    one.address()
    one.go()
    (home / "data" / "PG_VERSION").write_text("12")
    one = Member(home)
    one.process.stderr = None
    assert one.address() == ""
    one.go()
    assert "not compatible" in (home / "log").read_text()


def test_what_a_killed_server_leaves_behind_is_waited_for(
    home: Path, member: Callable[[], Member]
) -> None:
    address = member().address()
    for _ in range(5):
        with psycopg.connect(host=address, port=PORT, user="annotator", dbname="annotator"):
            os.kill(postmaster(home), signal.SIGKILL)
            address = member().address()
            assert ask(address, "SELECT 1") == (1,)

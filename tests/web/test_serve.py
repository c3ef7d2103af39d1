"""``manage.py serve`` as a process: starting, sharing, stopping, being killed."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import env
from annotator.database.server import Server as Postgres
from tests.browser.server import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "var")
    yield server
    if server.process and server.process.poll() is None:
        server.stop()


def database_runs(server: Server) -> bool:
    return Postgres(server.var / "postgres")._alive()


def serve(server: Server, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=env.BASE,
        env={**server.env, **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(server: Server, how: signal.Signals) -> None:
    server.start()
    assert database_runs(server)
    assert server.stop(how) == 0
    assert not server.answers()
    assert not database_runs(server)
    assert "Traceback" not in server.log.read_text()


def test_says_where_it_runs(server: Server) -> None:
    server.start()
    assert server.url in server.log.read_text()


def test_commands_run_beside_it(server: Server) -> None:
    server.start()
    server.manage("migrate", "--check")
    assert database_runs(server)
    assert server.answers()


def test_a_taken_port_is_a_sentence(server: Server) -> None:
    server.start()
    second = serve(server)
    assert second.returncode == 1
    assert f"Can't listen on 127.0.0.1:{server.port}" in second.stderr
    assert "Traceback" not in second.stderr
    assert server.answers()


def test_comes_back_after_the_whole_group_was_killed(server: Server) -> None:
    server.start()
    server.kill_group()
    assert not server.answers()
    server.start()
    assert server.stop() == 0
    assert not database_runs(server)


def test_comes_back_after_the_database_was_killed_too(server: Server) -> None:
    server.start()
    server.kill_database()
    server.kill_group()
    server.start()
    assert server.answers()


def test_workers_end_with_a_parent_that_was_killed(server: Server) -> None:
    server.start()
    assert server.process
    server.process.kill()
    server.process.wait()
    server.wait_for_port()


def test_every_address_needs_names(server: Server) -> None:
    done = serve(server, HOST="0.0.0.0")
    assert done.returncode == 1
    assert "ALLOWED_HOSTS" in done.stderr


def test_static_files_are_cached_for_ever_and_compressed(server: Server) -> None:
    server.start()
    names = (server.var / "static").rglob("htmx-2.min.*.js")
    name = next(iter(names)).relative_to(server.var)
    request = urllib.request.Request(f"{server.url}/{name}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "gzip"


def test_a_port_of_another_program_is_left_alone(server: Server) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", server.port))
        other.listen()
        assert serve(server).returncode == 1

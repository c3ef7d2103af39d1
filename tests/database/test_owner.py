"""Letting the server's user, and nobody else, through directories closed to others."""

import os
import subprocess
from pathlib import Path

import pytest

from annotator.database import owner

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to let others in")

SERVER, STRANGER = 54321, 54322


def sees(user: int, path: Path) -> bool:
    done = subprocess.run(
        ["/bin/cat", path], user=user, group=user, extra_groups=[], capture_output=True, cwd="/"
    )
    return done.returncode == 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    file = closed / "file"
    file.write_text("x")
    file.chmod(0o644)
    return file


def test_the_server_is_let_through(file: Path) -> None:
    assert not sees(SERVER, file)
    owner.let_through(SERVER, file)
    assert sees(SERVER, file)


def test_nobody_else_is(file: Path) -> None:
    owner.let_through(SERVER, file)
    assert not sees(STRANGER, file)


def test_it_may_pass_but_not_list(file: Path) -> None:
    owner.let_through(SERVER, file)
    done = subprocess.run(
        ["/bin/ls", file.parent], user=SERVER, group=SERVER, extra_groups=[], capture_output=True
    )
    assert done.returncode != 0


def test_those_let_in_before_stay_in(file: Path) -> None:
    owner.let_through(STRANGER, file)
    owner.let_through(SERVER, file)
    assert sees(SERVER, file)
    assert sees(STRANGER, file)

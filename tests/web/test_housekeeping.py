"""Recurring work: when it is due, and when it fails."""

import logging
import threading

import pytest

from annotator.web import housekeeping


@pytest.fixture
def chores(monkeypatch: pytest.MonkeyPatch) -> list[housekeeping.Chore]:
    chores: list[housekeeping.Chore] = []
    monkeypatch.setattr(housekeeping, "_chores", chores)
    return chores


@pytest.mark.usefixtures("chores")
def test_work_is_done_when_it_is_due() -> None:
    done: list[str] = []
    housekeeping.every(10, lambda: done.append("often"))
    housekeeping.every(100, lambda: done.append("seldom"))
    for now in (1, 5, 12):
        housekeeping.run_due(now)
    assert done == ["often", "seldom", "often"]


@pytest.mark.usefixtures("chores")
def test_a_failure_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def fail() -> None:
        raise ValueError("no broom")

    housekeeping.every(10, fail)
    housekeeping.every(10, lambda: done.append("swept"))
    with caplog.at_level(logging.ERROR):
        housekeeping.run_due(1)
    assert done == ["swept"]
    assert "no broom" in caplog.text


@pytest.mark.usefixtures("chores")
def test_the_thread_ends_with_the_block() -> None:
    with housekeeping.running():
        assert "housekeeping" in [thread.name for thread in threading.enumerate()]
    assert "housekeeping" not in [thread.name for thread in threading.enumerate()]

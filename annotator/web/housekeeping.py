"""Small recurring work, done by a thread of the process that runs the web server.

A feature registers what it needs when it is ready::

    def ready(self) -> None:
        housekeeping.every(60, services.index_new_articles)

The work must be quick, and safe when several machines do it at once.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connections

logger = logging.getLogger(__name__)


@dataclass
class Chore:
    work: Callable[[], object]
    seconds: float
    due: float = 0


_chores: list[Chore] = []


def every(seconds: float, work: Callable[[], object]) -> None:
    _chores.append(Chore(work, seconds))


def for_a_while(work: Callable[[], int], seconds: float) -> None:
    """Does work again and again until none is left, or the time is up."""
    end = time.monotonic() + seconds
    while work() and time.monotonic() < end:
        pass


def run_due(now: float) -> None:
    """Does what is due. What goes wrong is logged and tried again at its next turn."""
    for chore in _chores:
        if chore.due <= now:
            chore.due = now + chore.seconds
            try:
                chore.work()
            except Exception:
                logger.exception("Housekeeping failed: %s", chore.work)
    connections.close_all()


@contextmanager
def running() -> Iterator[None]:
    """Keeps house in a thread as long as the block runs."""
    stop = threading.Event()

    def keep_house() -> None:
        while not stop.wait(1):
            run_due(time.monotonic())

    thread = threading.Thread(target=keep_house, name="housekeeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def look_after_database() -> None:
    """A connection is made, which starts the embedded server again should it have died."""
    connections["default"].ensure_connection()


def clear_sessions() -> None:
    call_command("clearsessions")

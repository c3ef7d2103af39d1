"""Work in the background by a child of the web server, one at a time for each kind of work.

Python would hold up the server's other threads; a process can be put behind everything else, and
gives its memory back. Housekeeping asks whether something waits and starts a process for it::

    child = Child("compute_agreement", "--waiting")
    housekeeping.every(1, lambda: child.start_if(waits))

The command must be safe when several machines run it at once.
"""

import atexit
import os
import subprocess
import sys
from collections.abc import Callable

from annotator import env

BEHIND = 10
"""How nice a process is that nobody waits for."""


class Child:
    """A command of ``manage.py`` in a process of its own."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._process: subprocess.Popen[bytes] | None = None

    def start_if(self, waits: Callable[[], bool]) -> None:
        """Starts it if it isn't at work and something waits; nothing is asked while it is."""
        if not self.is_alive() and waits():
            self.start()

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        atexit.unregister(self.stop)
        atexit.register(self.stop)
        self._process = subprocess.Popen(
            [sys.executable, str(env.BASE / "manage.py"), *self._words],
            cwd=env.BASE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        """What it was at is free for the next."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


def go_behind() -> None:
    """What the command itself does first."""
    os.nice(BEHIND)

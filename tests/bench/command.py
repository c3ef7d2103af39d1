"""Times a command and its memory: `python -m tests.bench.command WORDS…` runs it and tells.

A process of its own, because a child's peak begins at the size of whoever started it.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.browser.server import Server

UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Ran:
    seconds: float
    peak: int
    """Bytes of memory."""


def manage(server: Server, *words: str) -> Ran:
    """A management command, from its start to its end."""
    command = [sys.executable, "-m", "tests.bench.command", "manage.py", *words]
    done = subprocess.run(command, env=server.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return Ran(**json.loads(done.stdout.splitlines()[-1]))


def main(words: list[str]) -> int:
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *words])
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": used.ru_maxrss * UNIT}))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

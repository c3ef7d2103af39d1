"""Finds a Chromium or Chrome for the browser tests; run as a program, it tries to get one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Where Playwright keeps the one that it downloads.
DOWNLOADED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")

MISSING = (
    "!!! THE BROWSER TESTS WERE NOT RUN: there is no Chromium or Chrome, and none could be had. "
    "Install one, or set CHROMIUM to its path."
)


@cache
def find() -> str | None:
    """The path of one that starts; CHROMIUM names it, otherwise the usual places are tried."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    yield from (path for path in ON_MACOS if Path(path).exists())
    for pattern in DOWNLOADED:
        yield from map(str, sorted(_downloads().glob(pattern), reverse=True))


def _downloads() -> Path:
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(chosen)
    caches = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / caches / "ms-playwright"


def _starts(path: str) -> bool:
    """A download may lack libraries of the system."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def get() -> None:
    """From the system's packages when we may, otherwise from Playwright. Quiet when it fails."""
    root = os.geteuid() == 0
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if root and shutil.which("apt-get"):
        ways.insert(0, ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
        subprocess.run(["apt-get", "update"], capture_output=True)
        ways[-1].insert(-1, "--with-deps")
    for way in ways:
        subprocess.run(
            way, capture_output=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
        find.cache_clear()
        if find():
            return


if __name__ == "__main__" and not find() and not os.environ.get("CHROMIUM"):
    sys.stderr.write("Looking for a Chromium to run the browser tests in …\n")
    get()

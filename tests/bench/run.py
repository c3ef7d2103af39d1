"""Measures the application against bare floors on this machine and prints one table.

`make bench` runs all of it. `--only saving,browser` runs parts, `--quick` with hardly any data, to
see that it works. Nothing is left behind; the status is 0 whatever was measured.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import django

from annotator import env
from annotator.database.server import Server as Database
from tests.bench.table import Row, show
from tests.browser.server import Server, own_database

if TYPE_CHECKING:
    from tests.bench.stage import Stage

SETTINGS = "tests.bench.settings"
BESIDE_SERVER = ("saving", "opening", "reviewing", "browser")
ALONE = ("lists", "queue", "speakers", "figures", "corpus", "formats", "agreement")
"""Measured when the server is stopped, whose housekeeping would index what was imported."""

PARTS = (
    "saving",
    "opening",
    "reviewing",
    "corpus",
    "formats",
    "lists",
    "queue",
    "speakers",
    "figures",
    "agreement",
    "browser",
)
"""In the order of the table."""


def main() -> None:
    options = _options()
    with _directory() as var, own_database() as url:
        # For this process and all that it starts; everything else reads it later.
        os.environ |= {
            "ANNOTATOR_VAR": str(var),
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
        }
        django.setup()
        try:
            _measure(Server(var, database_url=url), options.only, quick=options.quick)
        finally:
            # Now, because at the end of the process its directory will be gone.
            Database.at(var / "postgres").leave()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--only", default=PARTS, type=lambda words: words.split(","), help=",".join(PARTS)
    )
    parser.add_argument("--quick", action="store_true", help="hardly any data: does it work?")
    return parser.parse_args()


@contextmanager
def _directory() -> Iterator[Path]:
    """On the disk that the application's data is on."""
    var = env.path("ANNOTATOR_VAR", env.BASE / "var") / "bench"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(mode=0o711, parents=True)
    try:
        yield var
    finally:
        shutil.rmtree(var, ignore_errors=True)


def _measure(server: Server, parts: list[str], *, quick: bool) -> None:
    # Only now is Django there for what these import.
    from tests.bench import machine, stage

    found = {"machine": machine.starts(server)}
    try:
        found["machine"] += machine.idle(server) + machine.installed()
        made = stage.set_up(server, stage.QUICK if quick else stage.Sizes())
        found |= {part: _rows(part, made) for part in BESIDE_SERVER if part in parts}
    finally:
        server.stop()
    found |= {part: _rows(part, made) for part in ALONE if part in parts}
    rows = [row for part in (*PARTS, "machine") for row in found.get(part, [])]
    print(f"\n{show(rows)}\n\nOn {machine.described()}.")


def _rows(part: str, stage: "Stage") -> list[Row]:
    print(f"Measuring: {part} …", file=sys.stderr, flush=True)
    rows: list[Row] = import_module(f"tests.bench.{part}").measure(stage)
    return rows


if __name__ == "__main__":
    main()

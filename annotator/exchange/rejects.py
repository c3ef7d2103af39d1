"""What could not be imported: a list of the problems, and the articles as they came."""

import re
import zipfile
from pathlib import Path

from annotator.exchange.reports import Listener
from annotator.formats import rows
from annotator.formats.records import Item, Opened, Problem

LIST = "problems.csv"
ARTICLES = "articles"
HEADER = ("file", "line", "problem")
_LONGEST_NAME = 100


class Rejects(Listener):
    """Writes into a new ``directory`` as it hears of things, in constant memory."""

    def __init__(self, directory: Path) -> None:
        self._list = directory / LIST
        self._articles = directory / ARTICLES
        self._articles.mkdir(parents=True)
        self._list.write_bytes(rows.MARK.encode() + rows.table([HEADER]))
        self._heads: dict[str, bytes] = {}

    def hear(self, item: Item) -> None:
        if isinstance(item, Problem):
            row = (rows.guard(item.file), str(item.line or ""), rows.guard(item.reason))
            _append(self._list, rows.table([row]))
            if item.raw:
                self._keep(item)
        elif isinstance(item, Opened) and item.head:
            self._heads[item.file] = item.head

    def _keep(self, problem: Problem) -> None:
        path = self._articles / safe_name(problem.file)
        # A table's header comes first, and only once.
        _append(path, self._heads.pop(problem.file, b"") + problem.raw)


def safe_name(name: str) -> str:
    """A name for a file of ours, whatever the name of theirs; folders become part of it."""
    safe = re.sub(r"[^\w.-]+", "_", name.replace("/", "__"))[-_LONGEST_NAME:]
    return safe.lstrip(".") or "file"


def pack(directory: Path, target: Path) -> None:
    """All that was rejected, in one archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(directory / LIST, LIST)
        for path in sorted((directory / ARTICLES).iterdir()):
            archive.write(path, f"{ARTICLES}/{path.name}")


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)

"""Uploads that wait on disk until somebody has looked at the preview.

Each has a directory of its own, under a random name that nobody can guess, for the person who
made it and for a day.
"""

import json
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import Conflict, NotFound
from annotator.exchange.fetching import Fetched
from annotator.exchange.rejects import LIST, Rejects, pack
from annotator.formats.records import Problem, Source
from annotator.formats.values import harmless
from annotator.projects.models import Project

DAY = 24 * 3600
PASTED = "pasted.txt"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,60}")


class Received(UploadedFile):  # type: ignore[type-arg]  # generic for checkers only
    """A file of an upload, in its place already and not open."""

    def __init__(self, path: Path, name: str, size: int) -> None:
        super().__init__(None, name, None, size)
        self.path = path

    def close(self) -> None:
        """Django closes what was uploaded when the request is over."""


class Staged:
    """An upload: its files, and what is known about it as JSON values under names."""

    def __init__(self, token: str) -> None:
        self.token = token
        self._home = Path(settings.IMPORTS_ROOT) / token
        self._rejects = self._home / "rejects"

    def new_path(self) -> Path:
        """For another file."""
        return self._home / f"file-{secrets.token_hex(8)}"

    def load(self, name: str) -> Any:
        path = self._home / f"{name}.json"
        return json.loads(path.read_bytes()) if path.exists() else None

    def save(self, name: str, value: Any) -> None:
        """Whole or not at all, because somebody may be reading it."""
        draft = self._home / f"{name}.{secrets.token_hex(4)}"
        draft.write_text(json.dumps(value))
        draft.replace(self._home / f"{name}.json")

    def keep(self, files: Iterable[Received], text: str, pages: Iterable[Fetched] = ()) -> None:
        """What the files are called, and the text that was pasted as another file.

        Of what was fetched, where it came from, and why it did not.
        """
        names = [(file.name or "", file.path.name, "") for file in files]
        if text.strip():
            path = self.new_path()
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            names.append((PASTED, path.name, ""))
        pages = list(pages)
        names += [(page.name, page.path.name, page.url) for page in pages if page.path]
        self.save("files", names)
        self.save("missing", [(page.url, page.reason) for page in pages if not page.path])

    def sources(self) -> list[Source]:
        return [source_of(self._home / path, name, url) for name, path, url in self.load("files")]

    def missing(self) -> list[Problem]:
        """What should have been fetched."""
        return [Problem(url, 0, reason) for url, reason in self.load("missing") or ()]

    def rejects(self) -> Rejects:
        """Where to put what is refused, emptied of what was there."""
        shutil.rmtree(self._rejects, ignore_errors=True)
        return Rejects(self._rejects)

    def problems(self) -> Path:
        return self._there(self._rejects / LIST)

    def rejected(self) -> Path:
        target = self._home / "rejected.zip"
        pack(self._there(self._rejects), target)
        return target

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Conflict if somebody works on this upload already, in another window perhaps."""
        mark = self._home / "busy"
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            raise Conflict(_("This upload is being worked on. Look again in a moment.")) from None
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)

    def discard(self) -> None:
        shutil.rmtree(self._home, ignore_errors=True)

    def _there(self, path: Path) -> Path:
        if not path.exists():
            raise _gone()
        return path


def stage(project: Project, by: User) -> Staged:
    """A new upload, without files yet."""
    staged = Staged(secrets.token_urlsafe(24))
    (Path(settings.IMPORTS_ROOT) / staged.token).mkdir(mode=0o700, parents=True)
    staged.save("owner", {"project": project.pk, "user": by.pk})
    return staged


def staged_by(token: str, project: Project, by: User) -> Staged:
    """NotFound for everybody else, for another project, and after a day."""
    staged = Staged(token)
    owner = {"project": project.pk, "user": by.pk}
    if not _TOKEN.fullmatch(token) or staged.load("owner") != owner:
        raise _gone()
    return staged


def source_of(path: Path, name: str = "", url: str = "") -> Source:
    return Source(harmless(name or path.name), path.stat().st_size, lambda: path.open("rb"), url)


def clear_old() -> None:
    root = Path(settings.IMPORTS_ROOT)
    for home in root.iterdir() if root.exists() else ():
        if home.is_dir() and time.time() - home.stat().st_mtime > DAY:
            shutil.rmtree(home, ignore_errors=True)


def _gone() -> NotFound:
    return NotFound(_("This upload is not here any more. Uploads are kept for a day."))

"""Static files as they are served: named after their content, compressed, cached for ever."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from annotator.web.bundle import bundle, sheet

Paths = dict[str, tuple[Storage, str]]


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # Scripts import each other by relative paths; those are rewritten too.
    support_js_module_import_aggregation = True
    # One pass for each step of the longest chain of imports.
    max_post_process_passes = 20

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Joins what settings.BUNDLES name before files are named after their content."""
        for entry in () if dry_run else settings.BUNDLES:
            join = sheet if entry.endswith(".css") else bundle
            joined = join(entry, lambda name: _read(*paths[name]))
            Path(self.path(entry)).write_text(joined)
            paths[entry] = (self, entry)
        yield from super().post_process(paths, dry_run, **options)


def _read(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return str(file.read().decode())


def collect() -> None:
    """Collects the static files, unless none has changed since the last time."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    now = _fingerprint()
    if mark.exists() and mark.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now)


def _fingerprint() -> str:
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return seen.hexdigest()

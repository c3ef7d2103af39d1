"""A file of a release, as it leaves."""

from functools import partial
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from annotator.errors import NotFound
from annotator.releases.models import Release
from annotator.releases.queries import file_of
from annotator.releases.storing import Folder
from annotator.web.ranges import Download

TYPES = {
    ".jsonl": "application/jsonl; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}


def download_of(release: Release, name: str) -> Download:
    """NotFound where there is no such file, or where it got lost."""
    file, folder = file_of(release, name), Folder(release.folder)
    if not folder.holds(name):
        raise NotFound(_("This file is no longer where it was stored."))
    return Download(
        name=_called(release, name),
        size=file["bytes"],
        sha256=file["sha256"],
        type=TYPES.get(PurePosixPath(name).suffix, "application/octet-stream"),
        open=partial(folder.open, name),
    )


def _called(release: Release, name: str) -> str:
    """In a folder full of downloads; the archive says it already."""
    whole = f"{release.project.slug}-{release.number}"
    return name if name.startswith(f"{whole}.") else f"{whole}-{name.replace('/', '-')}"

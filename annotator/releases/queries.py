"""Questions about releases."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.releases.models import Release

State = Release.State


def releases_of(project: Project) -> QuerySet[Release]:
    """The newest first."""
    people = ("created_by", "deleted_by", "progress")
    return Release.objects.filter(project=project).select_related(*people).order_by("-number")


def listed(project: Project) -> QuerySet[Release]:
    """For a list: of what is in each only ``articles`` and ``annotations``."""
    counts = "manifest__counts__release"
    return (
        releases_of(project)
        .defer("manifest", "files", "choice")
        .annotate(articles=KT(f"{counts}__articles"), annotations=KT(f"{counts}__annotations"))
    )


def release_of(project: Project, number: int) -> Release:
    """With its project; one query."""
    found = releases_of(project).filter(number=number).first()
    if found is None:
        raise NotFound(_("There is no release %(number)d.") % {"number": number})
    found.project = project
    return found


def previous_of(release: Release) -> Release | None:
    """The one before of which there are files."""
    older = Release.objects.filter(project=release.project_id, number__lt=release.number)
    return older.filter(state=State.READY).order_by("-number").first()


def file_of(release: Release, name: str) -> dict[str, Any]:
    """What is known of a file: its name, bytes and SHA-256."""
    for file in release.files:
        if file["name"] == name:
            return dict(file)
    raise NotFound(_("There is no such file in this release."))

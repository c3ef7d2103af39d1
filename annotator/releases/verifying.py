"""What ``verify`` asks of releases: every file is there, and is what it was."""

from collections.abc import Iterator

from annotator.exchange.verification import Finding
from annotator.releases.models import Release
from annotator.releases.queries import State
from annotator.releases.storing import Folder, digest_in


def wrong_files() -> Iterator[Finding]:
    for release in Release.objects.filter(state=State.READY).order_by("id"):
        folder = Folder(release.folder)
        for file in release.files:
            name = file["name"]
            if not folder.holds(name):
                yield Finding("release", release.pk, f"Its file {name} is missing.")
            elif digest_in(folder, name) != file["sha256"]:
                yield Finding("release", release.pk, f"Its file {name} is not what was built.")

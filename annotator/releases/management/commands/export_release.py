"""Puts the files of a release into a new folder, each checked against its checksum."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.errors import AnnotatorError
from annotator.exchange.progress import shown
from annotator.projects.queries import project_named
from annotator.releases.models import Release
from annotator.releases.queries import release_of
from annotator.releases.services import log_download
from annotator.releases.storing import Folder, parts_of


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument("number", type=int)
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            release = release_of(project_named(options["project"]), options["number"])
            if not release.files:
                raise CommandError(_("There are no files of this release."))
            options["output"].mkdir()
            for file in release.files:
                take(release, file, options["output"])
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        self.stdout.write(str(options["output"]))


def take(release: Release, file: dict[str, Any], folder: Path) -> None:
    target = folder / file["name"]
    target.parent.mkdir(parents=True, exist_ok=True)
    log_download(release=release, by=None, name=file["name"])
    with target.open("xb") as out:
        for part in shown(parts_of(Folder(release.folder), file), "B", file["bytes"]):
            out.write(part)

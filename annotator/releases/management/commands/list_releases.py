"""Lists the releases of a project, the newest first."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotator.errors import AnnotatorError
from annotator.projects.queries import project_named
from annotator.releases.models import Release
from annotator.releases.queries import listed


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = listed(project_named(options["project"]))
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        for release in found:
            self.stdout.write(row(release))


def row(release: Release) -> str:
    made = release.built or release.created
    cells = (release.number, release.state, made.date(), f"{release.size:,}", release.name)
    return "\t".join(map(str, cells)).rstrip()

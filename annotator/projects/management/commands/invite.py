"""Prints the path of a link that makes an account and a membership, good once and for a week."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from annotator.errors import AnnotatorError
from annotator.projects.models import Role
from annotator.projects.queries import project_named
from annotator.projects.services import invite


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument("--role", choices=Role.values, default=Role.ANNOTATOR)
        parser.add_argument("--for", dest="note", default="", help="for whom, for your own list")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            project = project_named(options["project"])
            _invitation, token = invite(
                by=None, project=project, role=options["role"], note=options["note"]
            )
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(reverse("projects:invitation", args=[token]))

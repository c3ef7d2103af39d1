"""Makes a project with an owner and a label scheme."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.accounts.queries import user_named
from annotator.errors import AnnotatorError
from annotator.overview.services import create_project
from annotator.schemes.files import read_scheme
from annotator.schemes.news import NEWS


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the project's address: letters, digits and hyphens")
        parser.add_argument("--owner", required=True, help="the username of its owner")
        parser.add_argument("--name", default="", help="left out: the address")
        parser.add_argument("--scheme", type=Path, help="a JSON file; left out: the news scheme")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, file = options["slug"], options["scheme"]
        try:
            scheme = read_scheme(file.read_bytes()) if file else NEWS
            owner = user_named(options["owner"])
            name = options["name"] or slug
            create_project(by=None, name=name, slug=slug, scheme=scheme, owner=owner)
        except (AnnotatorError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(_("Made the project “%(name)s”.") % {"name": name})

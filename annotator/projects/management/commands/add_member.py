"""Makes somebody with an account a member of a project."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.accounts.queries import user_named
from annotator.errors import AnnotatorError
from annotator.projects.models import Role
from annotator.projects.queries import project_named
from annotator.projects.services import add_member


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, default=Role.ANNOTATOR)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            project = project_named(options["project"])
            user = user_named(options["username"])
            made = add_member(by=None, project=project, user=user, role=options["role"])
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        values = {"user": made.user, "project": made.project, "role": made.get_role_display()}
        self.stdout.write(_("%(user)s belongs to “%(project)s” as %(role)s.") % values)

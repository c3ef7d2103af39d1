"""Computes the agreement of a project's finished sets, and prints it."""

import gc
import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.errors import AnnotatorError
from annotator.insights.agreement.exporting import document, lines
from annotator.insights.agreement.jobs import jobs
from annotator.insights.agreement.scope import EVERYTHING
from annotator.insights.agreement.services import compute, kept
from annotator.insights.agreement.standing import standing
from annotator.insights.models import Comparison
from annotator.projects.queries import project_named
from annotator.web.children import go_behind

YOUNG = 100_000
"""Objects made before rubbish is looked for: a tenth of the time, for some megabytes."""


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", nargs="?", help="the project's address")
        parser.add_argument("--json", action="store_true", help="everything, as JSON")
        parser.add_argument(
            "--waiting", action="store_true", help="compute what the pages have asked for"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gc.set_threshold(YOUNG)
        if options["waiting"]:
            go_behind()
            jobs.work()
            return
        if not options["project"]:
            raise CommandError(_("Name a project."))
        try:
            found = computed(project_named(options["project"]).pk)
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        written = (
            [json.dumps(document(found), ensure_ascii=False)] if options["json"] else lines(found)
        )
        try:
            for line in written:
                self.stdout.write(line)
            self.stdout.flush()
        except BrokenPipeError:
            # Whoever reads has had enough; nothing is left to be written at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def computed(project_id: int) -> Comparison:
    """The kept result if it is still true."""
    result, _job = kept(project_id, EVERYTHING)
    if result and result.key == standing(project_id, EVERYTHING).key(EVERYTHING):
        return result
    return compute(project_id=project_id, scope=EVERYTHING)

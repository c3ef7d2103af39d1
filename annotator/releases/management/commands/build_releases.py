"""Builds the releases that wait for it, as the server does between times."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from annotator.exchange.collecting import collecting_seldom
from annotator.releases.jobs import jobs
from annotator.web.children import go_behind


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--waiting", action="store_true", help="behind everything else, as the server does it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["waiting"]:
            go_behind()
        with collecting_seldom():
            done = jobs.work()
        if not options["waiting"]:
            self.stdout.write(_("Built: %(n)d.") % {"n": done})

"""Writes the whole database into one file; people may work meanwhile."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.errors import AnnotatorError
from annotator.exchange.backups import backup


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backup(options["file"])
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from None
        size = options["file"].stat().st_size
        values = {"file": options["file"], "size": f"{size:,}"}
        self.stdout.write(_("%(file)s holds everything, in %(size)s bytes.") % values)

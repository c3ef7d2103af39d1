"""Exports the labelled corpus of a project."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotator.errors import AnnotatorError
from annotator.exchange.arguments import add_format, add_selection, selection_of, wishes_of
from annotator.exchange.collecting import collecting_seldom
from annotator.exchange.exporting import export, writing
from annotator.exchange.losses import sentences
from annotator.exchange.output import opened
from annotator.exchange.progress import shown
from annotator.exchange.services import log_export
from annotator.formats.losses import Losses
from annotator.formats.registry import WRITTEN, Format


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()  # they take longer than a small export

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument("-o", "--output", required=True, help="a file; - is standard output")
        add_format(parser)
        add_selection(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        losses = Losses()
        try:
            selection = selection_of(options)
            form = format_of(options)
            form.check_installed()
            log_export(selection=selection, by=None, form=form)
            how = writing(selection.project, **wishes_of(options))
            with collecting_seldom(), opened(options["output"]) as file:
                for part in shown(export(selection, form, how, losses), "B"):
                    file.write(part)
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename or options['output']}: {error.strerror}") from None
        for sentence in sentences(losses):
            self.stderr.write(sentence)


def format_of(options: dict[str, Any]) -> Format:
    """As it was said, or else as the file's name says."""
    if options["format"]:
        return WRITTEN[options["format"]]
    suffix = Path(options["output"]).suffix.lower()
    fitting = [one for one in WRITTEN.values() if one.suffix == suffix]
    if suffix == ".zip":
        raise CommandError("An archive can hold many formats: say which with --format.")
    return fitting[0] if fitting else WRITTEN["jsonl"]

"""Exports the labelled corpus of a project."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from annotator.accounts.queries import user_named
from annotator.annotations.states import Kind, State
from annotator.errors import AnnotatorError
from annotator.exchange.choices import Format, Selection
from annotator.exchange.collecting import collecting_seldom
from annotator.exchange.exporting import export, losses
from annotator.exchange.queries import label_named
from annotator.exchange.services import log_export
from annotator.projects.queries import project_named


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()  # they take longer than a small export

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument("-o", "--output", required=True, help="a file; - is standard output")
        parser.add_argument("--format", choices=Format.values, help="as the file's name says")
        parser.add_argument("--kind", choices=Kind.values, help="only sets of this kind")
        parser.add_argument("--annotator", metavar="USERNAME", help="only this person's sets")
        parser.add_argument("--state", choices=State.values, help="only sets in this state")
        parser.add_argument("--label", help="only annotations with this label")
        parser.add_argument(
            "--annotated-only", action="store_true", help="leave out articles without such sets"
        )
        parser.add_argument("--bom", action="store_true", help="CSV for Excel")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            selection = selection_of(options)
            form = format_of(options)
            log_export(selection=selection, by=None, form=form)
            with collecting_seldom(), opened(options["output"]) as file:
                for part in export(selection, form, mark=options["bom"]):
                    file.write(part)
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename or options['output']}: {error.strerror}") from None
        for sentence in losses(selection, form):
            self.stderr.write(sentence)


def selection_of(options: dict[str, Any]) -> Selection:
    project = project_named(options["project"])
    name, label = options["annotator"], options["label"]
    return Selection(
        project=project,
        owner_id=user_named(name).pk if name else None,
        kind=options["kind"],
        state=options["state"],
        label_id=label_named(project, label).pk if label else None,
        annotated_only=options["annotated_only"],
    )


def format_of(options: dict[str, Any]) -> Format:
    if options["format"]:
        return Format(options["format"])
    return Format.CSV if options["output"].lower().endswith(".csv") else Format.JSONL


@contextmanager
def opened(output: str) -> Iterator[IO[bytes]]:
    """The file appears under its name when it is complete, and not before."""
    if output == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)

"""Puts texts back into a release without texts, from your own copies of the articles.

Copies are files as the import takes them: text, HTML, JSON lines, CSV, archives … A text is found
by its SHA-256, so it must be what it was, but for line ends. Only corpus.jsonl is made whole.
"""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.errors import AnnotatorError
from annotator.exchange.output import opened
from annotator.exchange.progress import shown
from annotator.exchange.staging import source_of
from annotator.formats.reading import read
from annotator.formats.records import Options, Problem
from annotator.formats.restoring import Restorer
from annotator.releases.building import CORPUS

WHOLE = "corpus-with-texts.jsonl"


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("release", type=Path, help="its folder, or its corpus.jsonl")
        parser.add_argument(
            "--from", dest="copies", nargs="+", type=Path, required=True, metavar="FILE"
        )
        parser.add_argument("-o", "--output", type=Path, help=f"by default {WHOLE} beside it")

    def handle(self, *args: Any, **options: Any) -> None:
        given: Path = options["release"]
        source = given / CORPUS if given.is_dir() else given
        target = options["output"] or source.with_name(WHOLE)
        try:
            missing = self._restore(source, options["copies"], target)
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        if missing:
            self.stderr.write(_("Texts that were not found: %(n)d.") % {"n": len(missing)})
            sys.exit(1)
        self.stdout.write(_("%(file)s has every text.") % {"file": target})

    def _restore(self, source: Path, copies: list[Path], target: Path) -> list[str]:
        """The ids of articles whose text was in none of the copies."""
        with Restorer(lines(source)) as restorer:
            for item in read(map(source_of, copies), Options()):
                if isinstance(item, Problem):
                    self.stderr.write(f"{item.file}: {item.reason}")
                restorer.take([item])
            with opened(str(target)) as file:
                for line in shown(restorer.restored(lines(source)), "B"):
                    file.write(line)
            for uid in restorer.missing:
                self.stderr.write(_("%(uid)s: its text was not found.") % {"uid": uid})
            return list(restorer.missing)


def lines(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        yield from file

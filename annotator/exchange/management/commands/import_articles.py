"""Imports articles from files and from addresses: all of them or none."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from annotator.errors import AnnotatorError
from annotator.exchange import progress
from annotator.exchange.choices import KnownTexts, Rules, TakenIds, UnknownLabels
from annotator.exchange.collecting import collecting_seldom
from annotator.exchange.fetching import fetched
from annotator.exchange.options import readable
from annotator.exchange.rejects import Rejects
from annotator.exchange.reports import Listener, Report
from annotator.exchange.sentences import outcome
from annotator.exchange.services import import_articles, preview
from annotator.exchange.staging import source_of
from annotator.formats import encodings, tables
from annotator.formats.records import Item, Limits, Note, Options, Problem, Source
from annotator.projects.queries import project_named


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks = ()  # they take longer than a small import

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="the project's address")
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="or an address that begins with http(s)://"
        )
        parser.add_argument(
            "--format",
            choices=[name for name, _title in readable()],
            default="",
            help="of all files together; it is told by their names and contents otherwise",
        )
        parser.add_argument(
            "--good-ones", action="store_true", help="import what is good, even if not all is"
        )
        parser.add_argument(
            "--labels",
            choices=UnknownLabels.values,
            default=UnknownLabels.REFUSE,
            help="labels and links that the project doesn't have: create them, skip what has them, "
            "or refuse the article (the default)",
        )
        parser.add_argument(
            "--ids",
            choices=TakenIds.values,
            default=TakenIds.REFUSE,
            help="an id that another text has: refuse the article (the default) or rename it",
        )
        parser.add_argument(
            "--known",
            choices=KnownTexts.values,
            default=KnownTexts.SKIP,
            help="articles that the project has already: skip them (the default) or add the "
            "annotation sets that come with them",
        )
        parser.add_argument("--encoding", default="", help="of files that don't tell it")
        parser.add_argument(
            "--title", action="store_true", help="the first line of a .txt file is the title"
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help=f"of tables; fields are {', '.join(tables.NAMES)}",
        )
        parser.add_argument("--rejected", type=Path, help="a new directory for what is refused")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with collecting_seldom(), TemporaryDirectory() as folder:
                report = self._run(options, Path(folder))
        except AnnotatorError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        self.stdout.write(outcome(report, dry=options["dry_run"]))
        if report.problems and not options["good_ones"]:
            sys.exit(1)

    def _run(self, options: dict[str, Any], folder: Path) -> Report:
        project = project_named(options["project"])
        listener = Telling(self, options["rejected"])
        sources, missing = given(options["files"], folder)
        how: dict[str, Any] = {
            "project": project,
            "by": None,
            "sources": sources,
            "missing": missing,
            "options": reading(options),
            "rules": rules_of(options),
            "listener": listener,
        }
        return preview(**how) if options["dry_run"] else import_articles(**how)


def rules_of(options: dict[str, Any]) -> Rules:
    labels, ids = UnknownLabels(options["labels"]), TakenIds(options["ids"])
    return Rules(labels, ids, KnownTexts(options["known"]), options["good_ones"])


class Telling(Listener):
    """Prints problems as they are found, so that a million of them need no memory."""

    def __init__(self, command: BaseCommand, rejected: Path | None) -> None:
        self._command = command
        self._rejects = Rejects(rejected) if rejected else Listener()

    def hear(self, item: Item) -> None:
        self._rejects.hear(item)
        if isinstance(item, Problem | Note):
            sentence = item.reason if isinstance(item, Problem) else item.sentence
            with progress.aside():
                self._command.stderr.write(f"{place(item)}: {sentence}")

    def watch(self, items: Iterable[Item]) -> Iterable[Item]:
        return progress.shown(items, _("articles"))


def given(written: Sequence[str], folder: Path) -> tuple[list[Source], list[Problem]]:
    """Files, and what is fetched from addresses into ``folder``; then what could not be."""
    urls = [one for one in written if one.startswith(("http://", "https://"))]
    sources = [source_of(Path(one)) for one in written if one not in urls]
    missing = []
    pages = fetched(urls, lambda: folder / token_hex(8))
    for page in progress.shown(pages, _("addresses"), len(urls)):
        if page.path:
            sources.append(source_of(page.path, page.name, page.url))
        else:
            missing.append(Problem(page.url, 0, page.reason))
    return sources, missing


def place(item: Problem | Note) -> str:
    return f"{item.file}:{item.line}" if item.line else item.file


def reading(options: dict[str, Any]) -> Options:
    return Options(
        format=options["format"],
        encoding=encodings.lookup(options["encoding"]) if options["encoding"] else "",
        first_line_is_title=options["title"],
        columns=dict(column_of(written) for written in options["column"]),
        limits=Limits(file=settings.IMPORT_MAX_BYTES, unzipped=settings.IMPORT_MAX_BYTES),
    )


def column_of(written: str) -> tuple[str, str]:
    field, _equals, column = written.partition("=")
    if field not in tables.NAMES:
        raise CommandError(_("“%(field)s” is none of the fields.") % {"field": field})
    return field, column

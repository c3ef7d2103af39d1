"""Bringing articles in, and logging what is taken out."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain
from typing import Any

from django.db import transaction

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.exchange.checking import Checker
from annotator.exchange.choices import Rules, Selection
from annotator.exchange.holding import hold
from annotator.exchange.permissions import check_can_export, check_can_import
from annotator.exchange.reports import Listener, Report
from annotator.exchange.writing import Writer
from annotator.formats.reading import read
from annotator.formats.records import Item, Options, Problem, Source
from annotator.formats.registry import Format
from annotator.projects.models import Project

READ_AS_WRITTEN = Options()
REFUSE_ALL = Rules()
SILENT = Listener()


@transaction.atomic
def import_articles(
    *,
    project: Project,
    by: User | None,
    sources: Iterable[Source],
    options: Options = READ_AS_WRITTEN,
    rules: Rules = REFUSE_ALL,
    missing: Iterable[Problem] = (),
    listener: Listener = SILENT,
) -> Report:
    """Articles from files: all of them or, unless the rules overlook problems, none.

    ``missing`` is what should have been among the sources. ``written`` in the report tells whether
    anything was.
    """
    check_can_import(by, project)
    sources = list(sources)
    items = chain(missing, listener.watch(read(sources, options)))
    report = write(project, by, items, rules, listener, [source.name for source in sources])
    if not report.written:
        transaction.set_rollback(True)
    return report


def write(
    project: Project,
    by: User | None,
    items: Iterable[Item],
    rules: Rules,
    listener: Listener,
    names: list[str],
) -> Report:
    """In the transaction of the caller, who has asked for permission."""
    hold(project)
    checker = Checker(project, rules, by, listener, writes=True)
    writer = Writer(project, checker.labels, checker.links, checker.register)
    for batch in checker.check(items):
        if checker.writes:
            writer.write(batch)
    if checker.writes:
        checker.links.finish()
        writer.finish()
    checker.report.written = checker.writes
    if (checker.report.articles or checker.report.added_to) and checker.writes:
        record(_imported(project, by, checker.report, writer, names))
    return checker.report


def preview(
    *,
    project: Project,
    by: User | None,
    sources: Iterable[Source],
    options: Options,
    rules: Rules,
    missing: Iterable[Problem] = (),
    listener: Listener = SILENT,
) -> Report:
    """What an import would do; nothing is written."""
    check_can_import(by, project)
    checker = Checker(project, rules, by, listener, writes=False)
    for _ in checker.check(chain(missing, listener.watch(read(sources, options)))):
        pass
    return checker.report


@transaction.atomic
def log_export(*, selection: Selection, by: User | None, form: Format) -> None:
    """Said before the first byte leaves: who took what."""
    check_can_export(by, selection.project, selection.owner_id)
    after = {"format": form.name, **selection.plain()}
    record(event("corpus:exported", by=by, project_id=selection.project.pk, after=after))


def _imported(
    project: Project, by: User | None, report: Report, writer: Writer, names: list[str]
) -> Any:
    """One event for a whole import; ``ranges`` are the first and last ids, which may have gaps."""
    counts = {key: value for key, value in asdict(report).items() if isinstance(value, int)}
    after = {
        "files": names[:50],
        "counts": counts,
        "labels": report.new_labels,
        "links": [name for name, state in report.kinds.items() if state == "new"],
        "ranges": writer.ranges,
    }
    return event("articles:imported", by=by, project_id=project.pk, after=after)

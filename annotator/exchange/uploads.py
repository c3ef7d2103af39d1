"""What is done with an upload: looked at as often as wanted, written once."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings

from annotator.accounts.models import User
from annotator.exchange import fetching
from annotator.exchange.choices import KnownTexts, Rules, TakenIds, UnknownLabels
from annotator.exchange.reports import Report
from annotator.exchange.sentences import details, result
from annotator.exchange.services import import_articles, preview
from annotator.exchange.staging import Received, Staged
from annotator.formats.records import Limits, Options
from annotator.projects.models import Project

Wishes = dict[str, Any]
"""How to read the files, and what to do in doubt: the values of a ReadingForm."""


def take(staged: Staged, files: Sequence[Received], text: str, addresses: Sequence[str]) -> None:
    """Keeps what was sent, and what is found at the addresses."""
    pages = fetching.fetched(addresses, staged.new_path, settings.FETCH_ALL_SECONDS)
    staged.keep(files, text, pages)


def look(staged: Staged, project: Project, by: User, wishes: Wishes) -> None:
    """Reads everything, and keeps what an import would do."""
    with staged.alone():
        report = preview(
            project=project,
            by=by,
            sources=staged.sources(),
            options=options_of(wishes),
            rules=rules_of(wishes),
            missing=staged.missing(),
            listener=staged.rejects(),
        )
        staged.save("wishes", wishes)
        staged.save("report", plain(report, dry=True))


def write(staged: Staged, project: Project, by: User, *, good_ones: bool) -> None:
    """Imports as the preview said. Done twice, it is done once."""
    with staged.alone():
        if (staged.load("report") or {}).get("written"):
            return
        wishes = staged.load("wishes")
        report = import_articles(
            project=project,
            by=by,
            sources=staged.sources(),
            options=options_of(wishes),
            rules=rules_of(wishes, good_ones=good_ones),
            missing=staged.missing(),
            listener=staged.rejects(),
        )
        staged.save("report", plain(report, dry=not report.written))


def options_of(wishes: Wishes) -> Options:
    most = settings.IMPORT_MAX_BYTES
    return Options(
        encoding=wishes["encoding"],
        format=wishes.get("format", ""),
        first_line_is_title=wishes["title"],
        columns=wishes["columns"],
        limits=Limits(file=most, unzipped=most),
    )


def rules_of(wishes: Wishes, *, good_ones: bool = False) -> Rules:
    labels, ids = UnknownLabels(wishes["labels"]), TakenIds(wishes["ids"])
    return Rules(labels, ids, KnownTexts(wishes["known"]), good_ones)


def plain(report: Report, *, dry: bool) -> dict[str, Any]:
    """The report as JSON values, with its sentences."""
    values: dict[str, Any] = asdict(report)
    for item in values["first_files"] + values["first_problems"]:
        item.pop("head", None)
        item.pop("raw", None)
    return values | {"result": result(report, dry=dry), "details": details(report)}

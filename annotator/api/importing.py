"""Articles from a body, and the answer that says what came of it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.api import answers, problems
from annotator.api.schemas.articles import ImportAsked, LineProblem, Report
from annotator.exchange import reports
from annotator.exchange.choices import KnownTexts, Rules, TakenIds, UnknownLabels
from annotator.exchange.sentences import details, result
from annotator.exchange.services import import_articles, preview
from annotator.formats import encodings
from annotator.formats.records import Limits, Options, Source
from annotator.projects.models import Project


def bring_in(
    request: HttpRequest, project: Project, by: User, source: Source, asked: ImportAsked
) -> HttpResponse:
    """201 when there are new articles or sets; 422 when nothing was written because of problems."""
    most = settings.IMPORT_MAX_BYTES
    how: dict[str, Any] = {
        "project": project,
        "by": by,
        "sources": [source],
        "options": Options(encoding=encodings.UTF_8, limits=Limits(file=most, unzipped=most)),
        "rules": _rules(asked),
    }
    found = preview(**how) if asked.dry_run else import_articles(**how)
    report = report_of(found, dry=asked.dry_run)
    if not asked.dry_run and not found.written:
        return _refused(request, report)
    is_new = found.written and (found.articles or found.added_to)
    return answers.json(report, 201 if is_new else 200)


def _rules(asked: ImportAsked) -> Rules:
    labels, ids = UnknownLabels(asked.labels), TakenIds(asked.ids)
    return Rules(labels, ids, KnownTexts(asked.known), asked.good_ones)


def report_of(found: reports.Report, *, dry: bool) -> Report:
    """A report as it is sent; ``dry``: nothing was to be written."""
    names = Report.model_fields.keys() - {"first_problems", "first_notes", "summary"}
    return Report(
        **{name: getattr(found, name) for name in names},
        first_problems=[LineProblem(line=p.line, detail=p.reason) for p in found.first_problems],
        first_notes=[LineProblem(line=n.line, detail=n.sentence) for n in found.first_notes],
        summary=[result(found, dry=dry), *details(found)],
    )


def _refused(request: HttpRequest, report: Report) -> HttpResponse:
    detail = _("Nothing was imported, because not everything is right.")
    errors = [one.model_dump() for one in report.first_problems]
    return problems.answer(request, 422, detail, errors, report=report.model_dump())

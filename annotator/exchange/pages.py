"""What the pages of import and export show."""

from dataclasses import dataclass
from typing import Any

from annotator.exchange.choices import Format, Selection
from annotator.exchange.exporting import losses
from annotator.exchange.forms import ExportForm, ReadingForm, UploadForm, reading_form
from annotator.exchange.queries import annotating
from annotator.exchange.staging import Staged
from annotator.projects.models import Membership, Role


@dataclass(frozen=True, slots=True)
class ImportPage:
    membership: Membership
    form: UploadForm


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """``report`` is a Report as JSON values, with its sentences."""

    membership: Membership
    token: str
    report: dict[str, Any]
    form: ReadingForm

    @property
    def more_files(self) -> int:
        return int(self.report["files"]) - len(self.report["first_files"])

    @property
    def more_problems(self) -> int:
        return int(self.report["problems"]) - len(self.report["first_problems"])


def preview(membership: Membership, staged: Staged) -> PreviewPage:
    report = staged.load("report")
    header, found = _table(report)
    form = reading_form(header, staged.load("wishes"), found)
    return PreviewPage(membership, staged.token, report, form)


def header_of(staged: Staged) -> list[str]:
    return _table(staged.load("report"))[0]


def _table(report: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """The header of the first table, and which columns are which fields."""
    for file in report["first_files"]:
        if file["header"]:
            return file["header"], file["columns"]
    return [], {}


@dataclass(frozen=True, slots=True)
class ExportPage:
    """``losses``: what CSV would leave out of all that the person may take."""

    membership: Membership
    form: ExportForm
    losses: list[str]


def export(membership: Membership, data: Any = None) -> ExportPage:
    project = membership.project
    everybodys = membership.role != Role.ANNOTATOR
    people = annotating(project) if everybodys else None
    form = ExportForm(data, project=project, by=membership.user, people=people)
    selection = Selection(project, owner_id=None if everybodys else membership.user_id)
    return ExportPage(membership, form, losses(selection, Format.CSV))

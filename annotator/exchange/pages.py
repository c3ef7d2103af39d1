"""What the pages of import and export show."""

from dataclasses import dataclass
from typing import Any

from annotator.exchange import options
from annotator.exchange.exporting import LOOKED_AT
from annotator.exchange.forms import ExportForm, ReadingForm, UploadForm, reading_form
from annotator.exchange.queries import annotating
from annotator.exchange.staging import Staged
from annotator.formats.registry import WRITTEN
from annotator.projects.models import Membership, Role


@dataclass(frozen=True, slots=True)
class ImportPage:
    membership: Membership
    form: UploadForm


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """``report`` is a Report as JSON values, with its sentences; ``missing`` was not fetched."""

    membership: Membership
    token: str
    report: dict[str, Any]
    missing: int
    form: ReadingForm

    @property
    def reads_otherwise(self) -> bool:
        """Whether there are problems that another way of reading may solve."""
        return int(self.report["problems"]) > self.missing

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
    return PreviewPage(membership, staged.token, report, len(staged.missing()), form)


def header_of(staged: Staged) -> list[str]:
    return _table(staged.load("report"))[0]


def _table(report: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """The header of the first table, and which columns are which fields."""
    for file in report["first_files"]:
        if file["header"]:
            return file["header"], file["columns"]
    return [], {}


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format and what it has a place for, in the order of ``options.HOLDS``."""

    title: Any
    is_chosen: bool
    holds: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Losses:
    """What a format would leave out, found in ``most`` articles at most."""

    sentences: list[str]
    most: int = LOOKED_AT


@dataclass(frozen=True, slots=True)
class ExportPage:
    """``losses``: None until somebody asks."""

    membership: Membership
    form: ExportForm
    columns: tuple[Any, ...]
    formats: tuple[FormatRow, ...]
    losses: Losses | None = None

    @property
    def purpose(self) -> Any:
        return options.PURPOSES[self.form.chosen.name]

    @property
    def holds(self) -> list[Any]:
        """What the chosen format has a place for."""
        return self._which(True)

    @property
    def lacks(self) -> list[Any]:
        return self._which(False)

    def _which(self, wanted: bool) -> list[Any]:
        row = next(row for row in self.formats if row.is_chosen)
        found = zip(self.columns, row.holds, strict=True)
        return [column for column, holds in found if holds == wanted]


def export(membership: Membership, data: Any = None, *, bound: bool = False) -> ExportPage:
    """``data`` fills the form; it is only checked where it is ``bound``."""
    form = _export_form(membership, data, bound=bound)
    names = (name for _use, own in options.USES for name in own)
    rows = tuple(_format_row(name, form) for name in names)
    return ExportPage(membership, form, tuple(options.HOLDS.values()), rows)


def _format_row(name: str, form: ExportForm) -> FormatRow:
    holds = (getattr(WRITTEN[name].holds, column) for column in options.HOLDS)
    return FormatRow(options.TITLES[name], name == form.chosen.name, tuple(holds))


def _export_form(membership: Membership, data: Any, *, bound: bool) -> ExportForm:
    project = membership.project
    people = annotating(project) if membership.role != Role.ANNOTATOR else None
    if bound:
        return ExportForm(data, project=project, by=membership.user, people=people)
    initial = dict((data or {}).items())
    for name in ("states", "labels"):
        if name in initial:
            initial[name] = data.getlist(name)
    return ExportForm(initial=initial, project=project, by=membership.user, people=people)

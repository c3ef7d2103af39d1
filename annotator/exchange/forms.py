"""What is sent for an import and for an export, as typed values."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.accounts.models import User
from annotator.annotations.states import Kind, State
from annotator.errors import InvalidInput
from annotator.exchange import options
from annotator.exchange.choices import KnownTexts, Selection, TakenIds, UnknownLabels
from annotator.exchange.staging import Received
from annotator.formats.registry import WRITTEN, Format
from annotator.formats.sniffing import KINDS
from annotator.projects.models import Project
from annotator.schemes.queries import labels_of
from annotator.web.forms import valid

ENCODINGS = {
    "utf-8": _("UTF-8"),
    "utf-16-le": _("UTF-16, little-endian"),
    "utf-16-be": _("UTF-16, big-endian"),
    "cp1252": _("Western (Windows-1252)"),
    "iso8859-1": _("Western (ISO 8859-1)"),
    "iso8859-15": _("Western (ISO 8859-15)"),
    "mac-roman": _("Western (Mac Roman)"),
    "cp1250": _("Central European (Windows-1250)"),
    "iso8859-2": _("Central European (ISO 8859-2)"),
    "cp1257": _("Baltic (Windows-1257)"),
    "cp1251": _("Cyrillic (Windows-1251)"),
    "koi8-r": _("Cyrillic (KOI8-R)"),
    "cp1253": _("Greek (Windows-1253)"),
    "cp1254": _("Turkish (Windows-1254)"),
    "cp1255": _("Hebrew (Windows-1255)"),
    "cp1256": _("Arabic (Windows-1256)"),
    "cp1258": _("Vietnamese (Windows-1258)"),
    "cp874": _("Thai (Windows-874)"),
    "shift_jis": _("Japanese (Shift JIS)"),
    "euc_jp": _("Japanese (EUC-JP)"),
    "gb18030": _("Chinese (GB 18030)"),
    "big5": _("Chinese (Big5)"),
    "euc_kr": _("Korean (EUC-KR)"),
}
MAX_ADDRESSES = 50
FIELDS = {
    "text": _("Text"),
    "uid": _("Id"),
    "title": _("Title"),
    "url": _("Address"),
    "source": _("Source"),
    "byline": _("By"),
    "published": _("Published"),
    "lang": _("Language"),
}


class SeveralFiles(forms.FileField):
    """The files that came, in their order; there may be none."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[Received]:
        return [file for file in data or [] if isinstance(file, Received)]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class UploadForm(forms.Form):
    uploads = SeveralFiles(
        label=_("Files"),
        required=False,
        widget=FilesInput({"accept": ",".join(KINDS)}),
        help_text=_(
            "Text, JSONL, CSV, web pages, feeds, DOCX, PDF; files of Label Studio, doccano, "
            "Prodigy, brat, INCEpTION, WebAnno, CoNLL, spaCy, Hugging Face or Web Annotation; or "
            "zip archives of these. Several at once, if you like."
        ),
    )
    addresses = forms.CharField(
        label=_("Or addresses, one a line"),
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "ltr", "autocapitalize": "off"}),
        help_text=_("Of web pages, feeds, PDF or Word documents; at most %(most)d.")
        % {"most": MAX_ADDRESSES},
    )
    text = forms.CharField(
        label=_("Or paste a text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "dir": "auto"}),
    )
    title = forms.BooleanField(label=_("The first line of a text is its title"), required=False)

    def clean_addresses(self) -> list[str]:
        """Each once; one without a scheme is one of the web."""
        lines = filter(None, map(str.strip, self.cleaned_data["addresses"].splitlines()))
        found = list(dict.fromkeys(line if "://" in line else f"https://{line}" for line in lines))
        if len(found) > MAX_ADDRESSES:
            message = _("These are %(number)d addresses; %(most)d can be fetched at once.")
            raise forms.ValidationError(
                message, params={"number": len(found), "most": MAX_ADDRESSES}
            )
        return found

    def clean_text(self) -> str:
        # Browsers send every line end as two characters.
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        text = self.cleaned_data.get("text", "").strip()
        if not (
            self.errors or text or self.cleaned_data["uploads"] or self.cleaned_data["addresses"]
        ):
            raise forms.ValidationError(_("Choose files, give addresses, or paste a text."))
        return self.cleaned_data

    def sent(self) -> tuple[list[Received], str, list[str]]:
        """Files, a text and addresses."""
        values = valid(self)
        return values["uploads"], values["text"], values["addresses"]


class ReadingForm(forms.Form):
    """How files are read. ``header`` are the columns of a table, if there is one."""

    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=lambda: [("", _("As detected")), *options.readable()],
        help_text=_("Of all files together."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("As detected")), *ENCODINGS.items()],
        help_text=_("Of files that don't tell it themselves."),
    )
    title = forms.BooleanField(label=_("The first line of a text is its title"), required=False)
    labels = forms.ChoiceField(
        label=_("Labels and links that the project doesn't have"),
        choices=UnknownLabels.choices,
        initial=UnknownLabels.REFUSE,
    )
    ids = forms.ChoiceField(
        label=_("Articles whose id another text has"),
        choices=TakenIds.choices,
        initial=TakenIds.REFUSE,
    )
    known = forms.ChoiceField(
        label=_("Articles that the project has already"),
        choices=KnownTexts.choices,
        initial=KnownTexts.SKIP,
        help_text=_("Only imported and suggested sets are added, and none replaces another."),
    )

    def __init__(self, *args: Any, header: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No column")), *((name, name) for name in header)]
        for name, label in FIELDS.items() if header else ():
            self.fields[_column(name)] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )

    def general(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith(_column(""))]

    def columns(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(_column(""))]

    def wishes(self) -> dict[str, Any]:
        """What was chosen, as JSON values; of the columns only if there is a table."""
        values = valid(self)
        names = ("format", "encoding", "title", "labels", "ids", "known")
        own = {name: values[name] for name in names}
        columns = {name: values[_column(name)] for name in FIELDS if _column(name) in values}
        return own | {"columns": columns}


def reading_form(
    header: Sequence[str], wishes: dict[str, Any], found: dict[str, str]
) -> ReadingForm:
    """The form as it was filled in, with the columns that were guessed."""
    columns = {_column(name): column for name, column in (found | wishes["columns"]).items()}
    return ReadingForm(initial=wishes | columns, header=header)


def first_wishes(*, title: bool) -> dict[str, Any]:
    rules = {
        "labels": UnknownLabels.REFUSE.value,
        "ids": TakenIds.REFUSE.value,
        "known": KnownTexts.SKIP.value,
    }
    return {"format": "", "encoding": "", "title": title, "columns": {}, **rules}


def _column(field: str) -> str:
    return f"column_{field}"


class WritingForm(forms.Form):
    good_ones = forms.BooleanField(required=False)


HOW = ("variant", "unit", "borders", "mark")
WHAT = ("states", "labels", "since", "until", "sources", "annotated_only")


class SelectionForm(forms.Form):
    """Which sets and articles; ``people`` are those who have sets; None where only the own ones
    may be taken."""

    whose = forms.ChoiceField(label=_("Annotations of"), required=False)
    states = forms.MultipleChoiceField(
        label=_("States"),
        required=False,
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    labels = forms.MultipleChoiceField(
        label=_("Labels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all."),
    )
    since = forms.DateField(
        label=_("Published from"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Published to"), required=False, widget=forms.DateInput({"type": "date"})
    )
    sources = forms.CharField(
        label=_("Sources"),
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("One a line, as articles name them."),
    )
    annotated_only = forms.BooleanField(
        label=_("Leave out articles without such annotation sets"), required=False
    )

    def __init__(
        self, *args: Any, project: Project, by: User, people: Sequence[User] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._project = project
        self._choose("whose", _whose(by, people))
        self._choose("labels", [(str(one.pk), one.name) for one in labels_of(project)])

    def clean_until(self) -> date | None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise forms.ValidationError(_("This day is before the first one."))
        return cast(date | None, until)

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices
        if choices and not isinstance(field, forms.MultipleChoiceField):
            field.initial = choices[0][0]

    def selection(self) -> Selection:
        values = valid(self)
        kind, _colon, person = values["whose"].partition(":")
        return Selection(
            project=self._project,
            owner_id=int(person) if person else None,
            kinds=(Kind(kind),) if kind else (),
            states=tuple(map(State, values["states"])),
            label_ids=tuple(map(int, values["labels"])),
            since=values["since"],
            until=values["until"],
            sources=tuple(line.strip() for line in values["sources"].splitlines() if line.strip()),
            annotated_only=values["annotated_only"],
        )


class ExportForm(SelectionForm):
    """Only the options that make a difference to the format are there."""

    format = forms.ChoiceField(label=_("Format"), choices=options.writable, initial="jsonl")
    variant = forms.ChoiceField(label=_("Written"), required=False)
    unit = forms.ChoiceField(
        label=_("Offsets count"), required=False, choices=list(options.UNITS.items())
    )
    borders = forms.ChoiceField(
        label=_("Annotations that end inside a word"),
        required=False,
        choices=list(options.EDGES.items()),
    )
    mark = forms.BooleanField(label=_("For Excel"), required=False)

    field_order = ("format", "variant", "unit", "borders", "mark")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = _format((self.data or self.initial).get("format"))
        self._choose("variant", options.variants(self.chosen))
        for name in ("unit", "borders", "mark"):
            if name not in self.chosen.choices:
                del self.fields[name]
        if not self.chosen.variants:
            del self.fields["variant"]

    def clean_format(self) -> str:
        try:
            self.chosen.check_installed()
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from None
        return self.chosen.name

    def asked(self) -> tuple[Selection, Format, dict[str, Any]]:
        """What to take, as what, and those fields of ``Writing`` that were chosen."""
        values = valid(self)
        wishes = {name: values[name] for name in HOW if values.get(name)}
        return self.selection(), self.chosen, wishes

    def how(self) -> list[forms.BoundField]:
        """The options that the format has."""
        return [self[name] for name in HOW if name in self.fields]

    def what(self) -> list[forms.BoundField]:
        """What leaves something out."""
        return [self[name] for name in WHAT]

    def narrows(self) -> bool:
        return any(self[name].value() for name in WHAT)


def _format(name: Any) -> Format:
    """The format whose options are shown; a name that is none is told by the field."""
    return WRITTEN.get(str(name), WRITTEN["jsonl"])


def _whose(by: User, people: Sequence[User] | None) -> list[tuple[str, Any]]:
    if people is None:
        return [(f"{Kind.ANNOTATOR.value}:{by.pk}", _("Mine"))]
    everybody = [("", _("Everybody, and all that was imported")), *Kind.choices]
    return everybody + [(f"{Kind.ANNOTATOR.value}:{one.pk}", str(one)) for one in people]

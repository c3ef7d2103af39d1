"""The pictures of the page, with the tables behind them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from annotator.insights.agreement import pictures, words
from annotator.insights.agreement.differences import KINDS
from annotator.insights.agreement.listed import NOTHING
from annotator.insights.agreement.numbers import Plain
from annotator.insights.agreement.pictures import Bars, Cell, Grid, Lines
from annotator.insights.agreement.trend import BINS
from annotator.insights.agreement.words import Shown, shown

if TYPE_CHECKING:
    from annotator.insights.agreement.pages import AgreementPage


@dataclass(frozen=True, slots=True)
class PairRow:
    a: str
    b: str
    number: Shown
    query: str


@dataclass(frozen=True, slots=True)
class CountRow:
    name: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    one: str
    other: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class WindowRow:
    name: str
    articles: int
    f1: Shown
    u: Shown
    query: str


@dataclass(frozen=True, slots=True)
class LongerRow:
    person: str
    longer: CountRow
    shorter: CountRow


class Drawn:
    def __init__(self, page: "AgreementPage") -> None:
        self.page = page

    @property
    def measure(self) -> str:
        return str(words.NAMES[self.page.view.measure])

    @property
    def pairs(self) -> list[PairRow]:
        """The best first."""
        found = self.page.part["pairs"][self.page.view.measure]
        ordered = sorted(found, key=lambda one: -one.get("value", -2))
        return [
            PairRow(
                self.page.name_of(one["a"]),
                self.page.name_of(one["b"]),
                shown(one, alpha=self.page.view.measure == "u"),
                self._of_pair(one),
            )
            for one in ordered
        ]

    @property
    def matrix(self) -> Grid:
        """Annotators × annotators. Both halves say the same: a row is read from end to end."""
        places = sorted({who for one in self._measured for who in (one["a"], one["b"])})
        names = {at: self._unique(at) for at in places}
        cells = []
        for one in self._measured:
            for a, b in ((one["a"], one["b"]), (one["b"], one["a"])):
                number = shown(one)
                title = f"{names[a]} – {names[b]}: {number.value or number.reason} (n = {number.n})"
                level = pictures.level(one["value"]) if "value" in one else None
                cells.append(
                    Cell(names[a], names[b], str(number), title, level, self._of_pair(one))
                )
        return pictures.grid(list(names.values()), list(names.values()), cells)

    @property
    def confusion(self) -> Grid:
        """Label × label, with nothing; shades are shares of a row."""
        counts = {(one, other): n for one, other, n in self.page.result["confusion"]}
        labels = [*self.page.labels, ""]
        cells = []
        for row in labels:
            of_row = [counts.get((min(row, one), max(row, one)), 0) for one in labels]
            for column, n in zip(labels, of_row, strict=True):
                if not row and not column:
                    continue
                share = n / (sum(of_row) or 1)
                cells.append(
                    Cell(
                        row=self._label(row),
                        column=self._label(column),
                        text=words.count(n),
                        title=f"{self._label(row)} – {self._label(column)}: {words.count(n)}",
                        level=pictures.level(share) if n else 0,
                        query=self._of_labels(row, column) if row != column and n else "",
                    )
                )
        names = [self._label(one) for one in labels]
        return pictures.grid(names, names, cells)

    @property
    def confused(self) -> list[ConfusionRow]:
        """The table behind it, the most frequent first."""
        found = sorted(self.page.result["confusion"], key=lambda one: -one[2])
        return [
            ConfusionRow(
                self._label(one),
                self._label(other),
                n,
                self._of_labels(one, other) if one != other else "",
            )
            for one, other, n in found
        ]

    @property
    def edges(self) -> Bars:
        return pictures.rows([(one.name, one.count, one.query) for one in self.edge_rows])

    @property
    def edge_rows(self) -> list[CountRow]:
        return [
            CountRow(
                str(words.EDGES[kind]),
                self.page.part["edges"]["kinds"][kind],
                self.page.disagreements(kind="boundary", detail=kind),
            )
            for kind in KINDS
        ]

    @property
    def met(self) -> int:
        return int(self.page.part["edges"]["met"])

    @property
    def moved(self) -> int:
        """Of those that both marked with the same label, how many have other borders."""
        return self.met - int(self.page.part["edges"]["same"])

    @property
    def longer(self) -> list[LongerRow]:
        found = []
        for at, (longer, shorter) in enumerate(self.page.part["edges"]["longer"]):
            if longer or shorter:
                key, name = self.page.people[at]["key"], self.page.name_of(at)
                found.append(
                    LongerRow(
                        name,
                        CountRow(name, longer, self._edge(key, "longer")),
                        CountRow(name, shorter, self._edge(key, "shorter")),
                    )
                )
        return found

    @property
    def trend(self) -> Lines:
        rows = self.windows
        parts = self.page.part["trend"]
        f1 = [
            (part["f1"].get("value"), f"{row.name}: {row.f1}", row.query)
            for row, part in zip(rows, parts, strict=True)
        ]
        u = [
            (part["u"].get("value"), f"{row.name}: {row.u}", row.query)
            for row, part in zip(rows, parts, strict=True)
        ]
        names = [date_format(one, "j M") for one in self._begins]
        return pictures.lines(names, {str(words.NAMES["strict"]): f1, "uα": u})

    @property
    def windows(self) -> list[WindowRow]:
        windows = self.page.result["trend"]["windows"]
        return [
            WindowRow(
                name=_days(window),
                articles=len(window["articles"]),
                f1=shown(part["f1"]),
                u=shown(part["u"], alpha=True),
                query=self.page.disagreements(window=n),
            )
            for n, (window, part) in enumerate(zip(windows, self.page.part["trend"], strict=True))
        ]

    @property
    def by_week(self) -> bool:
        return bool(self.page.result["trend"]["weeks"])

    @property
    def distribution(self) -> Bars:
        return pictures.columns([(one.name, one.count, one.query) for one in self.bins])

    @property
    def bins(self) -> list[CountRow]:
        return [
            CountRow(
                f"{words.decimal(n / BINS)}–{words.decimal((n + 1) / BINS)}",
                len(articles),
                self.page.disagreements(bin=n),
            )
            for n, articles in enumerate(self.page.part["bins"])
        ]

    @property
    def none(self) -> int:
        return len(self.page.part["none"])

    @property
    def _measured(self) -> list[Plain]:
        return list(self.page.part["pairs"][self.page.view.measure])

    @property
    def _begins(self) -> list[date]:
        return [date.fromisoformat(one["since"]) for one in self.page.result["trend"]["windows"]]

    def _of_pair(self, one: Plain) -> str:
        a, b = (self.page.people[one[side]]["key"] for side in ("a", "b"))
        return self.page.disagreements(a=a, b=b, measure=self.page.view.measure)

    def _unique(self, place: int) -> str:
        """Two of the same name are told apart."""
        name = self.page.name_of(place)
        same = [at for at, one in enumerate(self.page.people) if one["name"] == name]
        return name if len(same) < 2 else f"{name} {same.index(place) + 1}"

    def _label(self, name: str) -> str:
        return name or _("nothing")

    def _of_labels(self, one: str, other: str) -> str:
        return self.page.disagreements(label=one or NOTHING, other=other or NOTHING)

    def _edge(self, key: str, detail: str) -> str:
        return self.page.disagreements(a=key, kind="boundary", detail=detail)


def _days(window: Plain) -> str:
    since, until = (date.fromisoformat(window[name]) for name in ("since", "until"))
    first, last = date_format(since, "j M Y"), date_format(until, "j M Y")
    return first if since == until else f"{first} – {last}"

"""The numbers of the page in rows, each with where its disagreements are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from annotator.insights.agreement import words
from annotator.insights.agreement.counting import ALL
from annotator.insights.agreement.listed import ATTRIBUTE, GOLD
from annotator.insights.agreement.numbers import Plain
from annotator.insights.agreement.words import Shown, shown

if TYPE_CHECKING:
    from annotator.insights.agreement.pages import AgreementPage

F1 = ("strict", "exact", "type", "partial", "character")
UNITS = ("u", "binary", "cu")


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    query: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """``clean`` is the same without noise at the borders, where it was asked for; ``note`` says
    what else belongs to the number. ``query``: the disagreements behind it."""

    name: str
    answers: str
    number: Shown
    query: str
    clean: Shown | None = None
    note: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    label: Link
    strict: Shown
    u: Shown
    queries: tuple[str, str]
    both_empty: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    type: str
    given: Shown
    end: Shown
    query: str


@dataclass(frozen=True, slots=True)
class GoldRow:
    person: str
    label: str
    articles: int
    precision: Shown
    recall: Shown
    query: str


def overview(page: "AgreementPage") -> list[Overview]:
    """All labels together, then each."""
    found = []
    for label in (ALL, *page.labels):
        part = page.result["parts"][label]
        found.append(
            Overview(
                label=Link(label or _("All labels"), page.here(label=label or None)),
                strict=shown(part["f1"]["strict"]),
                u=shown(part["u"]["u"], alpha=True),
                queries=(
                    page.disagreements(label=label or None, measure="strict"),
                    page.disagreements(label=label or None, measure="u"),
                ),
                both_empty=part["both_empty"],
            )
        )
    return found


def measures(page: "AgreementPage") -> list[MeasureRow]:
    """Of the label that is looked at."""
    return [*_f1(page), *_units(page), _gamma(page), *_attributes(page), *_boundary(page)]


def _row(page: "AgreementPage", name: str, number: Shown, **more: object) -> MeasureRow:
    return MeasureRow(
        name=str(words.NAMES[name]),
        answers=str(words.ANSWERS[name]),
        number=number,
        query=page.disagreements(measure=name),
        unit=words.unit_of(name),
        **more,  # type: ignore[arg-type]
    )


def _f1(page: "AgreementPage") -> list[MeasureRow]:
    """Of a single label, exact is the same as strict."""
    ways = [way for way in F1 if way != "exact" or page.label == ALL]
    return [
        _row(
            page, way, shown(page.part["f1"][way]),
            clean=shown(page.part["f1_clean"][way]) if page.view.without_noise else None,
        )
        for way in ways
    ]  # fmt: skip


def _units(page: "AgreementPage") -> list[MeasureRow]:
    """Of a single label there are no values to tell apart, and uα is |uα."""
    part, clean = page.part["u"], page.part["u_clean"]
    found = []
    for name in UNITS if page.label == ALL else UNITS[:1]:
        without = shown(clean[name], alpha=True) if page.view.without_noise else None
        note = _coverage(part["coverage"]) if name == "cu" else ""
        found.append(_row(page, name, shown(part[name], alpha=True), clean=without, note=note))
    return found + (_of_values(page) if page.label == ALL else [])


def _of_values(page: "AgreementPage") -> list[MeasureRow]:
    """(k)uα of every label."""
    clean = {one["name"]: one["k"] for one in page.part["u_clean"]["values"]}
    return [
        MeasureRow(
            name=f"({one['name']})uα",
            answers=str(words.ANSWERS["k"]),
            number=shown(one["k"], alpha=True),
            query=page.disagreements(label=one["name"], kind="label"),
            unit=words.unit_of("u"),
            clean=shown(clean[one["name"]], alpha=True)
            if page.view.without_noise and one["name"] in clean
            else None,
            note=_coverage(one["coverage"]),
        )
        for one in page.part["u"]["values"]
    ]


def _coverage(share: Plain) -> str:
    if "value" not in share:
        return ""
    return _("rests on %(share)s %% of the text") % {"share": round(share["value"] * 100, 1)}


def _gamma(page: "AgreementPage") -> MeasureRow:
    found = page.part["gamma"]
    note = _(
        "of %(n)s articles, evenly spread; α = %(alpha)g, β = %(beta)g, chance by shuffling"
    ) % {
        "n": found["articles"],
        "alpha": found["alpha"],
        "beta": found["beta"],
    }
    if not found["exact"]:
        note += _("; crowded articles by a narrower search")
    return _row(page, "gamma", shown(found), note=note)


def _attributes(page: "AgreementPage") -> list[MeasureRow]:
    return [
        MeasureRow(
            name=f"{words.NAMES[measure]}: {words.said(one['name'])}",
            answers=str(words.ANSWERS[measure]),
            number=shown(one[measure], alpha=measure == "alpha"),
            query=page.disagreements(measure=f"{ATTRIBUTE}{_field(one['name'])}"),
            unit=words.unit_of(measure),
        )
        for one in page.part["attributes"]
        for measure in ("alpha", "ac1")
        if measure in one
    ]


def _field(name: str) -> str:
    """As differences have it: number and unit are what the value of a figure says."""
    return name.removeprefix("=") if name.startswith("=") else "value"


def _boundary(page: "AgreementPage") -> list[MeasureRow]:
    found = page.part["boundary"]
    return [_row(page, "boundary", shown(found))] if found else []


def links(page: "AgreementPage") -> list[LinkRow]:
    return [
        LinkRow(
            type=one["type"],
            given=shown(one["given"]),
            end=shown(one["end"]),
            query=page.disagreements(label=None, measure="links"),
        )
        for one in page.result["links"]
    ]


def gold(page: "AgreementPage") -> list[GoldRow]:
    """Of the label that is looked at."""
    return [
        GoldRow(
            person=page.name_of(one["who"]),
            label=one["label"],
            articles=one["articles"],
            precision=shown(one["precision"]),
            recall=shown(one["recall"]),
            query=page.disagreements(a=page.people[one["who"]]["key"], b=GOLD, measure="strict"),
        )
        for one in page.result["gold"]
        if one["label"] == page.label
    ]

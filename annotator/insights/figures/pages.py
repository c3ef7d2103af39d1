"""What the page of figures shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.http import QueryDict
from django.utils.translation import gettext as _

from annotator.insights.figures import forms
from annotator.insights.figures.details import Detail, Said, Story, beside, details, said
from annotator.insights.figures.differing import differing
from annotator.insights.figures.found import FEW
from annotator.insights.figures.listed import DRAWN, Listed, listed
from annotator.insights.figures.plot import Plot, plot
from annotator.insights.figures.points import Point, point
from annotator.insights.figures.scope import Scope, Sort
from annotator.insights.figures.words import number
from annotator.insights.visibility import View, view
from annotator.projects.models import Membership
from annotator.schemes.models import Label, Meaning
from annotator.speakers import queries
from annotator.speakers.models import Speaker


@dataclass(frozen=True, slots=True)
class Row:
    """``number`` is the value without unit and what is counted; ``claimed`` whether it is in a
    claim, and ``said`` by whom."""

    point: Point
    detail: Detail
    number: str
    differs: bool
    claimed: bool
    said: list[Said]

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Unit and what is counted, each with what an address calls it and the text; rates stand
        behind what is counted."""
        unit, counted = self.point.quantity_words
        found = [("unit", forms.written(unit), unit), ("words", counted, counted)]
        return [one for one in (found[::-1] if unit.startswith("/") else found) if one[2]]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: a story's, or a unit's. ``apart`` is the first without a date where
    dates are the order."""

    story: Story | None
    unit: str
    rows: list[Row]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """``unit`` is the one that is drawn; ``speaker`` who is asked for, if anybody."""

    membership: Membership
    view: View
    form: forms.SearchForm
    scope: Scope
    speaker: Speaker | None
    listed: Listed
    groups: list[Group]
    plot: Plot | None

    MANY = FEW
    DRAWN = DRAWN

    @property
    def words(self) -> str:
        return self.scope.words

    @property
    def by_value(self) -> bool:
        return self.scope.sort == Sort.VALUE

    @property
    def unit(self) -> str:
        return self.listed.unit or _("plain counts")

    @property
    def ids(self) -> set[int]:
        """Of the figures on this page."""
        return {one.id for one in self.listed.points}


def figures(membership: Membership, data: QueryDict) -> FiguresPage:
    """Ten queries at most, however many figures there are."""
    form, chosen = forms.SearchForm(data), view(membership, data.get("whose", ""))
    speaker = _speaker(membership.project_id, forms.number(data.get("speaker", "")), chosen.alone)
    scope = _scope(membership.project_id, chosen, form, speaker)
    found = listed(scope, *forms.place(data))
    return FiguresPage(
        membership=membership,
        view=chosen,
        form=forms.SearchForm(data, _units(found, scope.unit)),
        scope=scope,
        speaker=speaker,
        listed=found,
        groups=_groups(_rows(found.points, scope), scope.sort),
        plot=plot(found.drawn),
    )


def _scope(project_id: int, chosen: View, form: forms.SearchForm, speaker: Speaker | None) -> Scope:
    labels = Label.objects.filter(project=project_id, meaning=Meaning.FIGURE)
    sort = form.asked("sort")
    return Scope(
        project_id=project_id,
        labels=tuple(labels.values_list("pk", flat=True)),
        view=chosen,
        sort=Sort(sort) if sort in Sort else Sort.STORY,
        unit=forms.unit(form.asked("unit")),
        words=form.asked("words"),
        speakers=tuple(one.pk for one in queries.group_of(speaker)) if speaker else (),
    )


def _speaker(project_id: int, speaker_id: int, alone: int | None) -> Speaker | None:
    if not speaker_id:
        return None
    found = queries.speaker_of(project_id, speaker_id, alone)
    return found.merged_into or found


def _units(found: Listed, asked: str | None) -> list[tuple[str, str]]:
    """To choose from, most frequent first; the one that is asked for even if nothing has it."""
    names = [unit for unit, _count in found.units]
    if asked is not None and asked not in names:
        names.append(asked)
    return [(forms.written(unit), unit or _("Plain counts")) for unit in names]


def _rows(points: Sequence[Point], scope: Scope) -> list[Row]:
    """Three queries."""
    ids = [one.id for one in points]
    shown, claims = details(ids, scope.view.user_id), said(ids)
    stories = list({one.article_id for one in points})
    differs = differing(point(*row) for row in beside(stories, scope.labels, scope.view))
    return [
        Row(
            point=one,
            detail=shown[one.id],
            number=number(one.quantity) if one.quantity else "",
            differs=one.id in differs,
            claimed=one.id in claims,
            said=claims.get(one.id, []),
        )
        for one in points
        if one.id in shown
    ]


def _groups(rows: Sequence[Row], sort: Sort) -> list[Group]:
    if sort == Sort.VALUE:
        return [Group(None, unit, list(some)) for unit, some in groupby(rows, _unit_of)]
    undated = next((row for row in rows if sort == Sort.PUBLISHED and not row.point.day), None)
    stories = [(story, list(some)) for story, some in groupby(rows, _story_of)]
    return [Group(story, "", some, apart=undated is some[0]) for story, some in stories]


def _unit_of(row: Row) -> str:
    if not row.point.quantity:
        return _("No value was read")
    return row.point.unit or _("Plain counts")


def _story_of(row: Row) -> Story:
    return row.detail.story

"""What the pages about speakers show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from annotator.insights.speakers import forms, listed, summary
from annotator.insights.speakers.claims import Claims, claims
from annotator.insights.speakers.history import Line, history
from annotator.insights.speakers.listed import Listed, Said
from annotator.insights.timeline import Timeline, timeline
from annotator.insights.visibility import View, view
from annotator.projects.models import Membership
from annotator.speakers import permissions, queries
from annotator.speakers.models import Alias, Speaker


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """``keeps``: whether this person may merge entries."""

    membership: Membership
    view: View
    search: forms.SearchForm
    words: str
    listed: Listed
    form: forms.NewForm
    keeps: bool

    @property
    def full(self) -> bool:
        return len(self.listed.entries) == listed.SIZE


def register(membership: Membership, data: QueryDict, form: forms.NewForm) -> RegisterPage:
    chosen, search = view(membership, data.get("whose", "")), forms.SearchForm(data)
    words, project_id = search.asked(), membership.project_id
    places = {name: forms.name_place(data, name) for name in ("after", "before")}
    return RegisterPage(
        membership=membership,
        view=chosen,
        search=search,
        words=words,
        listed=listed.searched(project_id, chosen, words)
        if words
        else listed.in_order(project_id, chosen, **places),
        form=form,
        keeps=permissions.keeps(membership.role),
    )


@dataclass(frozen=True, slots=True)
class MergePage:
    """``chosen`` are to be merged, ``found`` could be as well."""

    membership: Membership
    chosen: list[Speaker]
    search: forms.SearchForm
    words: str
    found: list[Speaker]


def merge(membership: Membership, data: QueryDict) -> MergePage:
    search, ids = forms.SearchForm(data), forms.chosen(data)
    words = search.asked()
    there = queries.register_of(membership.project_id).filter(pk__in=ids).in_bulk()
    found = listed.search(membership.project_id, words, 20) if words else []
    return MergePage(
        membership=membership,
        chosen=[there[one] for one in ids if one in there],
        search=search,
        words=words,
        found=[one for one in found if one.pk not in there],
    )


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """``merged`` are the entries that have become part of this one."""

    membership: Membership
    view: View
    speaker: Speaker
    merged: list[Speaker]
    aliases: list[str]
    said: Said
    claims: Claims
    figures: list[summary.FigureUsed]
    timeline: Timeline
    names: list[summary.NameInUse]
    log: list[Line]
    keeps: bool
    form: forms.EntryForm
    split: forms.SplitForm

    @property
    def can_split(self) -> bool:
        return self.keeps and len(self.names) > 1

    @property
    def counted(self) -> int:
        """Names are counted in so many of the newest annotations; 0 where these are all."""
        many = sum(one.count for one in self.names) >= summary.COUNTED
        return summary.COUNTED if many else 0

    @property
    def is_unused(self) -> bool:
        return not self.names and not self.merged


def speaker(
    membership: Membership,
    speaker: Speaker,
    data: QueryDict,
    *,
    form: forms.EntryForm | None = None,
    split: forms.SplitForm | None = None,
) -> SpeakerPage:
    chosen, group = view(membership, data.get("whose", "")), queries.group_of(speaker)
    ids = [one.pk for one in group]
    aliases = _aliases(ids)
    own = [alias.name for alias in aliases if alias.speaker_id == speaker.pk]
    places = {name: forms.claim_place(data, name) for name in ("after", "before")}
    return SpeakerPage(
        membership=membership,
        view=chosen,
        speaker=speaker,
        merged=[one for one in group if one.pk != speaker.pk],
        aliases=_others(aliases, speaker.name),
        said=listed.said([speaker.pk], chosen).get(speaker.pk, Said()),
        claims=claims(ids, chosen, **places),
        figures=summary.figures_used(ids, chosen),
        timeline=timeline(summary.months(membership.project_id, ids, chosen)),
        names=summary.names_in_use(ids, chosen),
        log=history(membership.project_id, group, chosen.alone),
        keeps=permissions.keeps(membership.role),
        form=form or forms.EntryForm(initial=forms.about(speaker, own)),
        split=split or forms.SplitForm(),
    )


def _aliases(ids: Sequence[int]) -> list[Alias]:
    return list(Alias.objects.filter(speaker__in=ids))


def _others(aliases: Sequence[Alias], name: str) -> list[str]:
    return [one for one in dict.fromkeys(alias.name for alias in aliases) if one != name]

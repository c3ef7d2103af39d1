"""A conflict as it is shown: its versions in context, and where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from annotator.annotations.cards import described, shortened
from annotator.annotations.queries import MarkLabel
from annotator.reviews.adjudication import fields, wording
from annotator.reviews.adjudication.comparing import Conflict
from annotator.reviews.adjudication.fields import Field
from annotator.reviews.adjudication.passages import Piece, passages
from annotator.reviews.adjudication.settling import FRAGMENTS, Choice
from annotator.text import spans
from annotator.text.spans import Fragments

SHOWN_QUOTE = 90
"""Characters of the quote in the list."""


@dataclass(frozen=True, slots=True)
class Version:
    """What some annotators have exactly alike. ``set``: one of theirs, which stands for it."""

    number: int
    set: int
    sets: tuple[int, ...]
    who: tuple[str, ...]
    majority: bool
    taken: bool
    preselected: bool
    fragments: Fragments
    pieces: list[Piece]
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class Shown:
    """One conflict with all that the page says about it.

    ``extent``: all that one of the versions marks. ``alike``: what all versions say. ``lacking``:
    who has nothing here. ``choice``: what was decided, or what is preselected.
    """

    conflict: Conflict
    label: MarkLabel
    quote: str
    said: str
    extent: Fragments
    versions: list[Version]
    alike: list[Field]
    lacking: tuple[str, ...]
    choice: Choice
    outcome: str

    @property
    def cluster(self) -> UUID:
        return self.conflict.cluster

    @property
    def is_open(self) -> bool:
        return not self.conflict.settled

    @property
    def unanimous(self) -> bool:
        return self.conflict.unanimous

    @property
    def base(self) -> int:
        """The set whose version a field from another would be joined to."""
        return self.choice.take or next(iter(self.choice.both), self.conflict.versions[0][0])

    @property
    def can_join(self) -> bool:
        """Whether borders differ, so that there is a union and maybe an intersection."""
        return FRAGMENTS in self.conflict.fields


def shown(conflict: Conflict, text: str, names: Mapping[int, str], *, pieces: bool = True) -> Shown:
    """``names``: letters, or people, by set. Without ``pieces`` it is for the list only."""
    first = conflict.marks[conflict.versions[0][0]]
    choice = chosen(conflict)
    union = spans.normalise(part for mark in conflict.marks.values() for part in mark.fragments)
    return Shown(
        conflict=conflict,
        label=first.label,
        quote=shortened(first.quote, SHOWN_QUOTE),
        said=described([first]),
        extent=union,
        versions=_versions(conflict, text, names, choice, union) if pieces else [],
        alike=fields.alike(conflict) if pieces else [],
        lacking=tuple(names[one] for one in names if one not in conflict.marks),
        choice=choice,
        outcome=wording.outcome(
            conflict.settled,
            choice if conflict.decision else None,
            lambda of: _number(conflict, of),
        ),
    )


def chosen(conflict: Conflict) -> Choice:
    """What was decided; before that what is preselected: the majority's version, or the first."""
    if conflict.decision:
        return Choice.from_json(conflict.decision.choice)
    return Choice(take=conflict.versions[0][0])


def _number(conflict: Conflict, of: int) -> int:
    places = (place for place, sets in enumerate(conflict.versions, 1) if of in sets)
    return next(places, 0)


def _versions(
    conflict: Conflict, text: str, names: Mapping[int, str], choice: Choice, union: Fragments
) -> list[Version]:
    differing = list(fields.differing(conflict))
    settled = bool(conflict.settled)
    return [
        Version(
            number=number,
            set=sets[0],
            sets=sets,
            who=tuple(names[one] for one in names if one in sets),
            majority=conflict.majority in sets,
            taken=settled and (choice.take in sets or any(one in sets for one in choice.both)),
            preselected=not settled and choice.take in sets,
            fragments=conflict.marks[sets[0]].fragments,
            pieces=pieces,
            fields=fields.fields_of(conflict, sets, choice, differing),
        )
        for number, (sets, pieces) in enumerate(
            zip(conflict.versions, passages(conflict, text, union), strict=True), 1
        )
    ]

"""A conflict as it is shown: its versions in context, and where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from annotator.agreement.disagreements import UNANIMOUS
from annotator.annotations.cards import described, said, shortened
from annotator.annotations.queries import Mark, MarkLabel
from annotator.reviews.adjudication import wording
from annotator.reviews.adjudication.comparing import Conflict
from annotator.reviews.adjudication.settling import (
    ATTRIBUTE,
    FRAGMENTS,
    LABEL,
    LINKS,
    SPEAKER,
    VALUE,
    Choice,
)
from annotator.text import spans
from annotator.text.spans import Fragments

AROUND = 40
"""Characters shown before and after the versions."""

LONGEST = 150
"""Characters of a stretch that is alike in all versions; a longer one is shown by its ends."""

SHOWN_QUOTE = 90
"""Characters of the quote in the list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``kind`` is "same" (all marked it), "more" (this version did, others
    didn't), "less" (the other way round), or "" (nobody did)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Field:
    """What a version says. ``chosen``: it is what stands or would stand. ``can_pick``: it can be
    taken by itself."""

    name: str
    title: str
    shown: str
    can_pick: bool = False
    chosen: bool = False


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
        return self.conflict.kinds == (UNANIMOUS,)

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
        alike=_alike(conflict) if pieces else [],
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
    differing = list(_differing(conflict))
    cuts = _cuts(conflict, text, union)
    common = [set(_covered(conflict.marks[sets[0]].fragments, cuts)) for sets in conflict.versions]
    shared = set.intersection(*common)
    anybody = set.union(*common)
    found = []
    for number, sets in enumerate(conflict.versions, 1):
        mark = conflict.marks[sets[0]]
        mine = common[number - 1]
        found.append(
            Version(
                number=number,
                set=sets[0],
                sets=sets,
                who=tuple(names[one] for one in names if one in sets),
                majority=conflict.majority in sets,
                taken=bool(conflict.settled)
                and (choice.take in sets or any(one in sets for one in choice.both)),
                preselected=not conflict.settled and choice.take in sets,
                fragments=mark.fragments,
                pieces=[
                    Piece(_ends(text[a:b], _side(a, b, union)), _kind(a, mine, shared, anybody))
                    for a, b in cuts
                ],
                fields=[
                    Field(
                        name,
                        wording.field_name(name),
                        _said(conflict, sets[0], name),
                        can_pick=can_pick,
                        chosen=choice.fields.get(name, choice.take) in sets,
                    )
                    for name, can_pick in differing
                ],
            )
        )
    return found


def _cuts(conflict: Conflict, text: str, union: Fragments) -> list[tuple[int, int]]:
    """The text about a conflict, cut at every border of a version."""
    start, end = spans.extent(union)
    before, after = _before(text, start), _after(text, end)
    borders = {at for mark in conflict.marks.values() for part in mark.fragments for at in part}
    return list(pairwise(sorted({before, after, *borders})))


def _before(text: str, start: int) -> int:
    """Where the context begins: at a word, and in the same paragraph."""
    line = text.rfind("\n", 0, start) + 1
    at = max(line, start - AROUND)
    if at == line:
        return at
    space = text.find(" ", at, start)
    return space + 1 if space >= 0 else at


def _after(text: str, end: int) -> int:
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    at = min(line, end + AROUND)
    if at == line:
        return at
    space = text.rfind(" ", end, at)
    return space if space > end else at


def _covered(fragments: Fragments, cuts: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The starts of the stretches that are marked."""
    for start, end in cuts:
        if any(a <= start and end <= b for a, b in fragments):
            yield start


def _kind(start: int, mine: set[int], shared: set[int], anybody: set[int]) -> str:
    if start in shared:
        return "same"
    if start in mine:
        return "more"
    return "less" if start in anybody else ""


def _side(start: int, end: int, union: Fragments) -> bool:
    """Whether it lies within the versions, and not before or after them."""
    return union[0][0] <= start and end <= union[-1][1]


def _ends(text: str, inside: bool) -> str:
    return shortened(text, LONGEST) if inside else text


def _differing(conflict: Conflict) -> Iterator[tuple[str, bool]]:
    """The fields that versions differ in, with whether each can be taken by itself."""
    several = len(conflict.versions) > 1
    pickable = {_key(name) for name in conflict.fields}
    for name in _asked(conflict):
        if name in pickable:
            yield name, several
        elif name != FRAGMENTS and not _is_alike(conflict, name):
            yield name, False


def _alike(conflict: Conflict) -> list[Field]:
    pickable = {_key(name) for name in conflict.fields}
    first = conflict.versions[0][0]
    found = [
        Field(name, wording.field_name(name), _said(conflict, first, name))
        for name in _asked(conflict)
        if name not in pickable and name != FRAGMENTS and _is_alike(conflict, name)
    ]
    return [one for one in found if one.shown]


def _is_alike(conflict: Conflict, name: str) -> bool:
    return len({_said(conflict, sets[0], name) for sets in conflict.versions}) == 1


def _key(name: str) -> str:
    """A field of ``agreement`` as choices name it."""
    known = (FRAGMENTS, LABEL, VALUE, SPEAKER, LINKS)
    return name if name in known else f"{ATTRIBUTE}{name}"


def _asked(conflict: Conflict) -> list[str]:
    """Whatever one of the versions says something about."""
    marks = [conflict.marks[sets[0]] for sets in conflict.versions]
    names = dict.fromkeys(name for mark in marks for name in mark.attributes)
    return [
        LABEL,
        FRAGMENTS,
        *([VALUE] if any(mark.value for mark in marks) else []),
        *([SPEAKER] if any(mark.speaker for mark in marks) else []),
        *(f"{ATTRIBUTE}{name}" for name in names),
        *([LINKS] if any(conflict.links.values()) else []),
    ]


def _said(conflict: Conflict, of: int, name: str) -> str:
    mark = conflict.marks[of]
    if name.startswith(ATTRIBUTE):
        return wording.attribute(mark.attributes.get(name.removeprefix(ATTRIBUTE)))
    if name == LINKS:
        return " · ".join(said(tie) for tie in conflict.links[of])
    return _plain(mark, name)


def _plain(mark: Mark, name: str) -> str:
    if name == LABEL:
        return mark.label.name
    if name == FRAGMENTS:
        return wording.words(len(mark.quote.split()))
    return wording.value(mark) if name == VALUE else mark.speaker_name or ""

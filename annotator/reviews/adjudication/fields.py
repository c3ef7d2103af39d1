"""What versions of a conflict say, field by field: what they differ in, and what is alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.annotations.cards import said
from annotator.annotations.queries import Mark
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


@dataclass(frozen=True, slots=True)
class Field:
    """What a version says. ``chosen``: it is what stands or would stand. ``can_pick``: it can be
    taken by itself."""

    name: str
    title: str
    shown: str
    can_pick: bool = False
    chosen: bool = False


def fields_of(
    conflict: Conflict, sets: tuple[int, ...], choice: Choice, names: list[tuple[str, bool]]
) -> list[Field]:
    """What one version says where versions differ."""
    return [
        Field(
            name,
            wording.field_name(name),
            _said(conflict, sets[0], name),
            can_pick=can_pick,
            chosen=choice.fields.get(name, choice.take) in sets,
        )
        for name, can_pick in names
    ]


def differing(conflict: Conflict) -> Iterator[tuple[str, bool]]:
    """The fields that versions differ in, with whether each can be taken by itself."""
    several = len(conflict.versions) > 1
    pickable = {_key(name) for name in conflict.fields}
    for name in _asked(conflict):
        if name in pickable:
            yield name, several
        elif name != FRAGMENTS and not _is_alike(conflict, name):
            yield name, False


def alike(conflict: Conflict) -> list[Field]:
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

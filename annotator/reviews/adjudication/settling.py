"""What a decision makes of a conflict: what stands in the gold set, and where it came from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from annotator.agreement.overlaps import common
from annotator.annotations.queries import Mark, MarkLabel
from annotator.annotations.states import Provenance
from annotator.errors import InvalidInput
from annotator.reviews.adjudication.comparing import Conflict
from annotator.schemes import attributes as described
from annotator.schemes.models import Meaning
from annotator.text import spans
from annotator.text.spans import Fragments

FRAGMENTS, LABEL, VALUE, SPEAKER, LINKS = "fragments", "label", "value", "speaker", "links"
ATTRIBUTE = "attribute:"
UNION, INTERSECTION = "union", "intersection"
OTHER_LABEL = "label:"
DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about a cluster.

    ``take``: the set whose version it is. ``fields``: the sets from which some fields come; for
    FRAGMENTS also UNION, INTERSECTION, or borders of one's own as "120-163"; for LABEL also one
    that no version has, as "label:7". ``nothing``: there is nothing here. ``both``: the versions of
    these sets stay side by side.
    """

    take: int | None = None
    fields: Mapping[str, int | str] = field(default_factory=dict)
    nothing: bool = False
    both: tuple[int, ...] = ()

    @property
    def other_label(self) -> int | None:
        """The number of a label that it gives whatever the versions have."""
        written = self.fields.get(LABEL)
        if isinstance(written, str) and written.startswith(OTHER_LABEL):
            number = written.removeprefix(OTHER_LABEL)
            return int(number) if number.isdecimal() and len(number) < 19 else 0
        return None

    def as_json(self) -> dict[str, Any]:
        return {
            "take": self.take,
            "fields": dict(self.fields),
            "nothing": self.nothing,
            "both": list(self.both),
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        return cls(
            take=written.get("take"),
            fields=written.get("fields", {}),
            nothing=written.get("nothing", False),
            both=tuple(written.get("both", ())),
        )


@dataclass(frozen=True, slots=True)
class OtherLabel:
    """A label of the scheme, with the attributes that it asks for."""

    label: MarkLabel
    attributes: Sequence[described.Described]


@dataclass(frozen=True, slots=True)
class Settled:
    """One annotation for the gold set. ``of``: the set whose links it has. ``reread``: its borders
    are not those that the value was read in."""

    uid: UUID
    of: int
    fragments: Fragments
    label: MarkLabel
    attributes: dict[str, Any]
    value: dict[str, Any] | None
    speaker: int | None
    provenance: Provenance
    reread: bool = False


def gold_uid(cluster: UUID, of: int | None = None) -> UUID:
    """Under which a cluster stands in the gold set; ``of``: where several versions are kept."""
    return uuid5(cluster, "gold" if of is None else f"gold of {of}")


def possible_uids(conflict: Conflict) -> list[UUID]:
    """All under which it may stand there."""
    return [gold_uid(conflict.cluster), *(gold_uid(conflict.cluster, of) for of in conflict.marks)]


def agreed(conflict: Conflict, *, majority: bool) -> Settled | None:
    """What needs no decision: unanimous, or with ``majority`` what two thirds have alike."""
    if conflict.unanimous:
        alone = conflict.annotators == 1
        return _taken(conflict, Provenance.ACCEPTED if alone else Provenance.UNANIMOUS)
    if majority and conflict.two_thirds:
        return _taken(conflict, Provenance.MAJORITY)
    return None


def _taken(conflict: Conflict, provenance: Provenance) -> Settled:
    """The largest group's version; of its values one that somebody has confirmed."""
    of, *others = conflict.versions[0]
    mark = conflict.marks[of]
    confirmed = [conflict.marks[one].value for one in (of, *others)]
    value = next((one for one in confirmed if one and one.get("confirmed")), mark.value)
    return _settled(gold_uid(conflict.cluster), of, mark, provenance, {"value": value})


def decided(
    conflict: Conflict, choice: Choice, length: int, others: Mapping[int, OtherLabel]
) -> list[Settled]:
    """What a choice makes of a conflict; ``length``: of the text in code points, ``others``: the
    labels that may be given whatever the versions have.

    Raises InvalidInput where the choice names something that is not part of the conflict.
    """
    if choice.nothing:
        return []
    if choice.both:
        return [
            _settled(gold_uid(conflict.cluster, of), of, _version(conflict, of), _ADJUDICATED, {})
            for of in dict.fromkeys(choice.both)
        ]
    if choice.take is None:
        raise InvalidInput(_("Choose a version, or say that there is nothing here."))
    number = choice.other_label
    if number is None:
        return [_combined(conflict, choice, choice.take, length)]
    if number not in others:
        raise InvalidInput(_("This label is not part of the project."))
    fields = {name: one for name, one in choice.fields.items() if name != LABEL}
    combined = _combined(conflict, replace(choice, fields=fields), choice.take, length)
    return [_relabelled(combined, others[number])]


def _relabelled(one: Settled, other: OtherLabel) -> Settled:
    """Under another label: what that one has no place for goes."""
    if one.label.id == other.label.id:
        return one
    figure = other.label.meaning == Meaning.FIGURE
    kept = described.fitting(other.attributes, one.attributes)
    return replace(
        one,
        label=other.label,
        attributes=described.defaults(other.attributes) | kept,
        value=one.value if figure else None,
        speaker=one.speaker if other.label.meaning == Meaning.SPEAKER else None,
        provenance=Provenance.EDITED,
        reread=one.reread or (figure and one.value is None),
    )


_ADJUDICATED = Provenance.ADJUDICATED


def _combined(conflict: Conflict, choice: Choice, take: int, length: int) -> Settled:
    picked = {name: one for name, one in choice.fields.items() if name != FRAGMENTS}
    label_of = _number(picked.get(LABEL, take))
    base = _version(conflict, take)
    if _version(conflict, label_of).label.id != base.label.id:
        # What is said of it belongs to the label.
        fragments = base.fragments
        take, base = label_of, _version(conflict, label_of)._replace(fragments=fragments)
    wanted = choice.fields.get(FRAGMENTS)
    changes = dict(_from_others(conflict, picked, base))
    if wanted is not None:
        changes["fragments"] = borders(conflict, wanted, length)
        changes["reread"] = VALUE not in picked and changes["fragments"] != base.fragments
    own = isinstance(wanted, str) and wanted not in (UNION, INTERSECTION)
    provenance = Provenance.EDITED if own else _ADJUDICATED
    of = _number(picked.get(LINKS, take))
    _version(conflict, of)
    return _settled(gold_uid(conflict.cluster), of, base, provenance, changes)


def _from_others(
    conflict: Conflict, picked: Mapping[str, int | str], base: Mark
) -> Iterator[tuple[str, Any]]:
    """Value, speaker and attributes that come from other versions."""
    attributes = dict(base.attributes)
    for name, one in picked.items():
        other = _version(conflict, _number(one))
        if name in (VALUE, SPEAKER):
            yield name, getattr(other, name)
        elif name.startswith(ATTRIBUTE):
            name = name.removeprefix(ATTRIBUTE)
            attributes.pop(name, None)
            if name in other.attributes:
                attributes[name] = other.attributes[name]
        elif name not in (LABEL, LINKS):
            raise InvalidInput(_("“%(name)s” can’t be decided.") % {"name": name})
    yield "attributes", attributes


def _settled(
    uid: UUID, of: int, mark: Mark, provenance: Provenance, changes: Mapping[str, Any]
) -> Settled:
    given: dict[str, Any] = {
        "fragments": mark.fragments,
        "attributes": mark.attributes,
        "value": mark.value,
        "speaker": mark.speaker,
    }
    given |= changes
    return Settled(uid=uid, of=of, label=mark.label, provenance=provenance, **given)


def borders(conflict: Conflict, wanted: int | str, length: int) -> Fragments:
    """The fragments that a choice means."""
    if isinstance(wanted, int):
        return _version(conflict, wanted).fragments
    versions = [mark.fragments for mark in conflict.marks.values()]
    if wanted == UNION:
        return spans.normalise(piece for one in versions for piece in one)
    if wanted == INTERSECTION:
        shared = versions[0]
        for one in versions[1:]:
            shared = common(shared, one)
        if not shared:
            raise InvalidInput(_("The versions have no text in common."))
        return shared
    fragments = spans.parse(wanted)
    if fragments[-1][1] > length:
        raise InvalidInput(_("This span lies outside of the text."))
    return fragments


def _number(one: int | str) -> int:
    if not isinstance(one, int):
        raise InvalidInput(_("Choose whose version it is."))
    return one


def _version(conflict: Conflict, of: int) -> Mark:
    if of not in conflict.marks:
        raise InvalidInput(_("This version is not part of the conflict."))
    return conflict.marks[of]

"""The results of an annotation or a prediction: regions, what is said of them, and relations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import values
from annotator.formats.keeping import KEY, MORE
from annotator.formats.labelstudio.attributes import attribute_name, decoded
from annotator.formats.labelstudio.config import CONTINUED, HTML
from annotator.text.spans import SEPARATOR

Part = dict[str, Any]
_LABELS = "labels"


@dataclass(slots=True)
class Results:
    """``parts`` are annotations as ``formats.spans`` reads them, ``more`` what else is known of
    each; ``links`` are relations by the ids of parts. ``beside``: names of what was said of the
    whole task, for which an annotation set has no place.
    """

    parts: list[Part] = field(default_factory=list)
    more: list[Part] = field(default_factory=list)
    links: list[Part] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def read(results: list[Part]) -> Results:
    """InvalidInput where something else than a text is marked."""
    regions, relations, said = _by_kind(results)
    following = {
        str(one.get("from_id")): str(one.get("to_id")) for one in relations if _continues(one)
    }
    found = Results()
    controls = _sorted_out(said, regions, found)
    first: dict[str, str] = {}
    for chain in _chains(regions, following):
        uids = [str(one.get("id")) for one in chain]
        first |= dict.fromkeys(uids, uids[0])
        _add(found, chain, controls.get(uids[0], ()))
    found.links = [link for one in relations if not _continues(one) for link in _links(one, first)]
    return found


def _by_kind(results: list[Part]) -> tuple[dict[str, Part], list[Part], list[Part]]:
    """Regions by their ids, relations, and all else."""
    regions: dict[str, Part] = {}
    relations: list[Part] = []
    said: list[Part] = []
    for result in results:
        type_, uid = result.get("type"), str(result.get("id"))
        if type_ == _LABELS:
            regions[uid] = _with_labels_of(result, regions[uid]) if uid in regions else result
        elif type_ == "relation":
            relations.append(result)
        else:
            _check_is_text(type_)
            said.append(result)
    return regions, relations, said


def _with_labels_of(result: Part, before: Part) -> Part:
    """One region that several sets of labels were put on; each is a result with the same id."""
    labels = [*_labels(_value(before)), *_labels(_value(result))]
    return before | {"value": _value(before) | {_LABELS: labels}}


def _labels(value: Part) -> list[Any]:
    labels = value.get(_LABELS)
    return labels if isinstance(labels, list) else []


def _check_is_text(type_: Any) -> None:
    if type_ == "hypertextlabels":
        raise InvalidInput(HTML)
    if isinstance(type_, str) and type_.endswith(_LABELS):
        raise InvalidInput(f"It has “{values.shown(type_)}”, and only labels of texts are read.")


def _continues(relation: Part) -> bool:
    return relation.get("labels") == [CONTINUED]


def _chains(regions: dict[str, Part], following: dict[str, str]) -> Iterator[list[Part]]:
    """Each region with those that go on with it; none is in two of them, or in none."""
    later = {target for source, target in following.items() if source in regions}
    seen: set[str] = set()
    for uid in sorted(regions, key=later.__contains__):  # a ring has no beginning but the first
        chain = []
        while uid in regions and uid not in seen:
            seen.add(uid)
            chain.append(regions[uid])
            uid = following.get(uid, "")
        if chain:
            yield chain


def _sorted_out(
    said: list[Part], regions: dict[str, Part], found: Results
) -> dict[str, list[Part]]:
    """What is said of each region."""
    controls: dict[str, list[Part]] = {}
    for result in said:
        uid = str(result.get("id"))
        if uid in regions:
            controls.setdefault(uid, []).append(result)
        else:
            found.beside.append(str(result.get("from_name")))
    return controls


def _add(found: Results, chain: list[Part], controls: Iterable[Part]) -> None:
    """One part for each label of the first region of a chain."""
    marks = [_value(one) for one in chain]
    region, uid = chain[0], str(chain[0].get("id"))
    meta = _object(region.get("meta"))
    own = _object(meta.get(KEY))
    place = _place(marks)
    for number, label in enumerate(_labels(marks[0]) or [None]):
        attributes = _attributes(own, controls, str(label))
        if isinstance(region.get("score"), int | float):
            attributes.setdefault("score", region["score"])
        own_id = {"id": f"{uid} {number}" if number else uid}
        said = {"label": label, "note": _note(meta), "attributes": attributes}
        found.parts.append(own_id | place | said)
        found.more.append({key: own[key] for key in MORE if key in own})


def _object(value: Any) -> Part:
    return value if isinstance(value, dict) else {}


def _place(marks: list[Part]) -> Part:
    """Where the regions of a chain stand, and what they say stands there."""
    place: Part = {"start": marks[0].get("start"), "end": marks[0].get("end")}
    if len(marks) > 1:
        place["fragments"] = [[one.get("start"), one.get("end")] for one in marks]
    quotes = [one.get("text") for one in marks]
    if all(isinstance(quote, str) for quote in quotes):
        place["quote"] = SEPARATOR.join(map(str, quotes))
    return place


def _value(region: Part) -> Part:
    value = region.get("value")
    if not isinstance(value, dict):
        raise InvalidInput("A region has no “value”.")
    if isinstance(value.get("start"), str):
        raise InvalidInput(HTML)  # paths of elements instead of offsets
    return value


def _note(meta: Part) -> str:
    text = meta.get("text")
    return "\n".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _attributes(own: Part, controls: Iterable[Part], label: str) -> Part:
    attributes = values.meta(own.get("attributes"), "attributes")
    kinds = _object(own.get("kinds"))
    said = {}
    for result in controls:
        name = attribute_name(label, str(result.get("from_name")))
        said[name] = decoded(_value(result), str(result.get("type")), kinds.get(name, ""))
    return attributes | said


def _links(relation: Part, first: dict[str, str]) -> list[Part]:
    """One for each of its labels, in the direction of its arrow, or in both.

    A link that ends at any fragment ends at its annotation, whose id is that of the ``first``.
    """
    ids = str(relation.get("from_id")), str(relation.get("to_id"))
    source, target = (first.get(uid, uid) for uid in ids)
    direction = relation.get("direction")
    ends = [(target, source)] if direction == "left" else [(source, target)]
    if direction == "bi":
        ends.append((target, source))
    labels = relation.get("labels")
    names = labels if isinstance(labels, list) and labels else ["relation"]
    return [
        {"id": relation.get("id", ""), "from": a, "to": b, "type": name}
        for name in names
        for a, b in ends
    ]

"""Annotations and relations under the names that others give them, under ours."""

from typing import Any

Part = dict[str, Any]
_SPANS = ("entities", "ents", "annotations", "label", "labels")
_STARTS = ("start", "start_offset", "start_char", "begin")
_ENDS = ("end", "end_offset", "end_char", "stop")
_LABELS = ("label", "labels", "entity", "entity_group", "entity_type", "type", "category", "tag")
_LINKS = "links"


def renamed(given: Part) -> Part:
    """The object with “spans” and “relations”, as far as it has such lists under other names.

    A list is only taken for annotations if each of its members is understood as one.
    """
    found = dict(given)
    key = next((key for key in _SPANS if _are_spans(given.get(key))), "")
    if given.get("spans") is not None:
        found["spans"] = _renamed(given["spans"])
    elif key:
        found["spans"] = _renamed(found.pop(key))
    if found.get("spans") and "relations" not in given and _are_objects(given.get(_LINKS)):
        found["relations"] = found.pop(_LINKS)
    return found


def _renamed(parts: Any) -> Any:
    """The list, in which what isn't understood is as it came."""
    if not isinstance(parts, list):
        return parts
    return [made for part in parts for made in _each(part) or [part]]


def _are_spans(parts: Any) -> bool:
    return isinstance(parts, list) and bool(parts) and all(map(_each, parts))


def _are_objects(parts: Any) -> bool:
    return isinstance(parts, list) and bool(parts) and all(isinstance(one, dict) for one in parts)


def _each(part: Any) -> list[Part]:
    """What is marked at one place: an annotation for each label; none if it isn't understood."""
    if isinstance(part, list) and len(part) == 3:
        part = dict(zip(("start", "end", "label"), part, strict=True))
    if not isinstance(part, dict):
        return []
    made = dict(part)
    for name, others in (("start", _STARTS), ("end", _ENDS), ("label", _LABELS)):
        key = next((key for key in others if key in made), "")
        if key:
            made[name] = made.pop(key)
    labels = made.get("label")
    several = labels if isinstance(labels, list) else [labels]
    if not _is_placed(made) or not all(isinstance(label, str) for label in several):
        return []
    return [made | {"label": label} for label in several]


def _is_placed(part: Part) -> bool:
    return "fragments" in part or all(type(part.get(end)) is int for end in ("start", "end"))

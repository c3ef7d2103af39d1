"""Attributes as the controls of a region, and back."""

from collections.abc import Mapping
from typing import Any

from annotator.formats.records import SchemeAttribute

CONTROLS = {
    "choice": "choices",
    "choices": "choices",
    "boolean": "choices",
    "text": "textarea",
    "number": "number",
}
"""The type of result that each kind of attribute becomes."""

YES, NO = "yes", "no"


def control_name(label: str, attribute: str) -> str:
    """What the control is called; so it is known without the configuration whose it is."""
    return f"{label}.{attribute}"


def attribute_name(label: str, control: str) -> str:
    return control.removeprefix(f"{label}.")


def encoded(attribute: SchemeAttribute, value: Any) -> dict[str, Any] | None:
    """What the control has for the value; None if it can't have it."""
    kind = attribute.kind
    if kind == "boolean":
        return {"choices": [YES if value else NO]} if isinstance(value, bool) else None
    if kind == "number":
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return {"number": value} if fits else None
    if kind == "text":
        return {"text": [value]} if isinstance(value, str) and value else None
    chosen = [value] if kind == "choice" else value
    if not isinstance(chosen, list) or not chosen:
        return None
    fits = all(isinstance(one, str) and one in attribute.options for one in chosen)
    return {"choices": chosen} if fits else None


def hint(attribute: SchemeAttribute, value: Any) -> bool:
    """Whether the kind has to be told, because ``decoded`` would take it for another."""
    kind = attribute.kind
    return kind == "boolean" or (kind == "choices" and len(value) == 1)


def decoded(value: Mapping[str, Any], type_: str, kind: str) -> Any:
    """The attribute's value; ``kind`` is what ``hint`` asked for, or nothing."""
    found = value.get("text" if type_ == "textarea" else type_)
    if not isinstance(found, list):
        return found
    if kind == "boolean":
        return found == [YES]
    if type_ == "textarea":
        return "\n".join(map(str, found))
    return found[0] if len(found) == 1 and not kind else found

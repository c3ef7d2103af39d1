"""Single annotations of anybody, as parts that ``formats.spans`` reads, and as links."""

from collections.abc import Iterator
from typing import Any

from annotator.errors import InvalidInput
from annotator.formats import values
from annotator.formats.records import MAX_LABEL
from annotator.formats.webannotation import terms
from annotator.text.spans import SEPARATOR

Part = dict[str, Any]
_TAGS = ("tagging", "classifying")
_COMMENTS = ("commenting", "replying", "describing", "")


def listed(value: Any) -> list[Any]:
    """What may be one or several in JSON-LD, as several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_link(annotation: Part) -> bool:
    """Whether it joins two annotations; other links lead elsewhere and are no relations."""
    return "linking" in listed(annotation.get("motivation")) and any(
        isinstance(one, str) or (isinstance(one, dict) and "selector" not in one)
        for one in listed(annotation.get("target"))
    )


def link(annotation: Part) -> Part:
    """From the first target to what the body links to, or else to the second target."""
    bodies = [one for one in listed(annotation.get("body")) if isinstance(one, dict)]
    ends = [*map(_source, listed(annotation.get("target")))]
    ends += [_source(one) for one in bodies if one.get("purpose") == "linking"]
    names = [one.get("value") for one in bodies if one.get("purpose") in _TAGS]
    return {
        "id": terms.last_of(str(annotation.get("id", ""))),
        "from": ends[0] if ends else "",
        "to": ends[1] if len(ends) > 1 else "",
        "type": names[0] if names else "related",
    }


def _source(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("source", value.get("id"))
    return str(value or "")


def part(annotation: Part, text: str) -> tuple[Part, Part]:
    """What stands where and how it is labelled, and what only annotations of ours have."""
    places = [_place(target, text) for target in listed(annotation.get("target"))]
    if not places:
        raise InvalidInput("It has no target.")
    found: Part = {
        "id": str(annotation.get("id", "")),
        "start": places[0][0],
        "end": places[0][1],
        "label": "",
        "note": "",
        "attributes": {},
    }
    if len(places) > 1:
        found["fragments"] = [[start, end] for start, end, _quote in places]
    quotes = [quote for *_pair, quote in places if quote is not None]
    if len(quotes) == len(places):
        found["quote"] = SEPARATOR.join(quotes)
    more: Part = {}
    for body in _bodies(annotation):
        _add(body, found, more)
    if not found["label"]:
        found["label"] = str(next(iter(listed(annotation.get("motivation"))), "annotation"))
    return found, more


def _bodies(annotation: Part) -> Iterator[Part]:
    """Each with its purpose: its own, or what the annotation was made for."""
    motivation = next(iter(listed(annotation.get("motivation"))), "")
    if isinstance(annotation.get("bodyValue"), str):
        yield {"purpose": motivation, "value": annotation["bodyValue"]}
    for body in listed(annotation.get("body")):
        if isinstance(body, dict):
            yield {"purpose": motivation} | body
        elif isinstance(body, str):
            yield {"purpose": motivation, "value": body}


def _add(body: Part, found: Part, more: Part) -> None:
    purpose, value = body.get("purpose"), body.get("value")
    if terms.ATTRIBUTE in body:
        found["attributes"][str(body[terms.ATTRIBUTE])] = body.get(terms.JSON, value)
    elif terms.FIGURE in body:
        more["value"] = body[terms.FIGURE]
    elif terms.SPEAKER in body:
        more["speaker"] = body[terms.SPEAKER]
    elif purpose == "assessing":
        more["provenance"] = value
    elif not isinstance(value, str):
        found["attributes"].setdefault(str(purpose or "body"), body)
    elif purpose in _TAGS and not found["label"] and len(value) <= MAX_LABEL:
        found["label"] = value
    elif purpose in _COMMENTS and not found["note"]:
        found["note"] = value
    else:
        found["attributes"].setdefault(str(purpose or "body"), value)


def _place(target: Any, text: str) -> tuple[Any, Any, str | None]:
    """Start, end and quote; the place of a quote is looked for where no other is given."""
    selectors = listed(target.get("selector")) if isinstance(target, dict) else []
    by_type = {str(one.get("type")): one for one in selectors if isinstance(one, dict)}
    place, quoted = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    exact = quoted.get("exact") if quoted else None
    exact = exact if isinstance(exact, str) else None
    if place:
        return place.get("start"), place.get("end"), exact
    if not exact or quoted is None:
        raise InvalidInput("Its target has no selector with offsets or a quote.")
    start = _found(text, exact, values.string(quoted, "prefix"), values.string(quoted, "suffix"))
    return start, start + len(exact), exact


def _found(text: str, exact: str, prefix: str, suffix: str) -> int:
    """Where a quote stands; InvalidInput unless that is one place only."""
    wanted = prefix + exact + suffix
    at = text.find(wanted)
    if at < 0 or text.find(wanted, at + 1) >= 0:
        raise InvalidInput(f"The quote “{values.shown(exact)}” is not found exactly once.")
    return at + len(prefix)

"""A document as pieces and arcs."""

import re
from collections.abc import Mapping
from keyword import kwlist
from typing import Any

import orjson

from annotator.formats import companion
from annotator.formats.documents import Document
from annotator.formats.layers.model import (
    FEATURES,
    RELATION_FEATURES,
    RELATIONS,
    SPANS,
    Arc,
    Piece,
    form_of,
)
from annotator.formats.records import Span

_RESERVED = {*FEATURES, "id", "sofa", "begin", "end", "Governor", "Dependent", "value"}
# Tools make fields of the features.
_RESERVED |= {*kwlist, "type", "self", "xmiID", "public", "private", "int", "float", "boolean"}
_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


class Names(dict[str, str]):
    """Features for the names of attributes: letters and digits, and no two the same."""

    def __missing__(self, name: str) -> str:
        taken = {*self.values(), *_RESERVED}
        wanted, number = _safe(name), 1
        while (found := wanted if number == 1 else f"{wanted}_{number}") in taken:
            number += 1
        self[name] = found
        return found


def _safe(name: str) -> str:
    plain = _UNSAFE.sub("_", name).strip("_")[:60]
    return plain if plain[:1].isalpha() else f"attribute_{plain}"


def pieces(document: Document, names: Names, *, trimmed: bool) -> list[list[Piece]]:
    """The pieces of each annotation, in code points.

    ``trimmed``: without white space at the ends, where a layer may have none.
    """
    known = {entry.id: entry.name for entry in document.record.speakers}
    text = document.record.text
    return [
        _pieces(str(number), span, text if trimmed else "", _features(span, known, names))
        for number, span in enumerate(document.spans, 1)
    ]


def _pieces(key: str, span: Span, text: str, features: dict[str, str]) -> list[Piece]:
    """White space at the ends of what stands in ``text`` stays outside."""
    made = []
    several = len(span.fragments) > 1
    for part, (begin, end) in enumerate(span.fragments, 1):
        marked = text[begin:end]
        begin, end = (
            begin + len(marked) - len(marked.lstrip()),
            end + len(marked.rstrip()) - len(marked),
        )
        own = features if part == 1 else {name: features[name] for name in RELATION_FEATURES}
        said = {**own, "part": str(part) if several else ""}
        name = key if part == 1 else f"{key}.{part}"
        made.append(Piece(name, SPANS, begin, end, {n: v for n, v in said.items() if v}))
    return made


def _features(span: Span, known: Mapping[str, str], names: Names) -> dict[str, str]:
    attributes = {names[name]: _shown(value) for name, value in sorted(span.attributes.items())}
    return {
        "label": span.label,
        "uid": span.id,
        "note": span.note,
        "speaker": known.get(span.speaker, ""),
        "figure": _shown(span.value) if span.value else "",
        **attributes,
    }


def _shown(value: Any) -> str:
    """A value as the string of a feature; several words are put one after the other."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return orjson.dumps(value).decode()


def arcs(document: Document) -> list[Arc]:
    """The relations, between the first pieces of their ends."""
    keys = {span.id: str(number) for number, span in enumerate(document.spans, 1)}
    return [
        Arc(RELATIONS, keys[link.source], keys[link.target], {"label": link.type, "uid": link.id})
        for link in document.relations
    ]


def beside(document: Document, form: str, made: list[list[Piece]]) -> dict[str, Any]:
    """What else there is to keep of the document, see ``companion``."""
    marks = {
        span.id: (companion.mark_of(form_of(own)), span)
        for span, own in zip(document.spans, made, strict=True)
    }
    relations = {link.id: (link.type, link) for link in document.relations}
    return companion.written(document, form, marks, relations)

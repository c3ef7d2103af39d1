"""The columns: as Parquet has them, and as Hugging Face describes them."""

from typing import Any

import pyarrow as pa

from annotator.formats.records import Scheme
from annotator.formats.writing import safe

TAGS = "ner_tags"
SPLITS = {"train": "train", "dev": "validation", "test": "test"}
"""Our splits, and what they are usually called there."""

JSON_OF_SPANS = ("attributes", "value")

Shape = str | list[Any] | dict[str, Any]
"""“string” and the like; a list of one shape; an object; a list of names is a class."""

_PLACE = {"start": "int64", "end": "int64"}
_ARTICLE: dict[str, Shape] = {
    "schema": "string",
    "id": "string",
    "title": "string",
    "url": "string",
    "source": "string",
    "byline": "string",
    "published": "string",
    "lang": "string",
    "revision": "int64",
    "content_sha256": "string",
    "text": "string",
    "meta": "string",
    "tokens": ["string"],
    "token_starts": ["int64"],
    "token_ends": ["int64"],
    "sets": [
        {
            "id": "string",
            "kind": "string",
            "name": "string",
            "state": "string",
            "created": "string",
            "updated": "string",
            "submitted": "string",
        }
    ],
    "spans": [
        {
            "id": "string",
            "set": "string",
            "label": "string",
            **_PLACE,
            "fragments": [_PLACE],
            "quote": "string",
            "note": "string",
            "attributes": "string",
            "speaker": "string",
            "value": "string",
            "provenance": "string",
        }
    ],
    "relations": [
        {"id": "string", "set": "string", "type": "string", "from": "string", "to": "string"}
    ],
    "speakers": [
        {
            "id": "string",
            "name": "string",
            "kind": "string",
            "role": "string",
            "wikidata": "string",
            "notes": "string",
            "aliases": ["string"],
        }
    ],
}


class Features:
    """All columns for the labels of a scheme."""

    def __init__(self, scheme: Scheme) -> None:
        labels = [label.name for label in scheme.labels]
        self.tags = {TAGS: labels}
        for label in labels:
            column = name = f"{TAGS}_{safe(label)}"
            while column in self.tags:
                column = f"{name}_{len(self.tags)}"
            self.tags[column] = [label]

    def classes(self, column: str) -> list[str]:
        """The names of a column's tags, by their number."""
        return ["O", *(f"{part}-{label}" for label in self.tags[column] for part in "BI")]

    def schema(self) -> pa.Schema:
        columns = [(name, _arrow(shape)) for name, shape in _ARTICLE.items()]
        return pa.schema(columns + [(name, pa.list_(pa.int64())) for name in self.tags])

    def json(self) -> dict[str, Any]:
        """As the metadata of a Parquet file say it."""
        tags = {name: [_class(self.classes(name))] for name in self.tags}
        return {name: _json(shape) for name, shape in _ARTICLE.items()} | tags

    def yaml(self) -> list[dict[str, Any]]:
        """As the data card says it."""
        return _yaml(_ARTICLE) + [
            {"name": name, "list": {"class_label": {"names": _numbered(self.classes(name))}}}
            for name in self.tags
        ]


def _arrow(shape: Shape) -> pa.DataType:
    if isinstance(shape, list):
        return pa.list_(_arrow(shape[0]))
    if isinstance(shape, dict):
        return pa.struct([(name, _arrow(part)) for name, part in shape.items()])
    return pa.string() if shape == "string" else pa.int64()


def _json(shape: Shape) -> Any:
    if isinstance(shape, list):
        return [_json(shape[0])]
    if isinstance(shape, dict):
        return {name: _json(part) for name, part in shape.items()}
    return {"dtype": shape, "_type": "Value"}


def _class(names: list[str]) -> dict[str, Any]:
    return {"names": names, "_type": "ClassLabel"}


def _yaml(shapes: dict[str, Shape]) -> list[dict[str, Any]]:
    return [{"name": name} | _yaml_of(shape) for name, shape in shapes.items()]


def _yaml_of(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, str):
        return {"dtype": shape}
    if isinstance(shape, dict):
        return {"struct": _yaml(shape)}
    (inner,) = shape
    if isinstance(inner, dict):
        return {"list": _yaml(inner)}
    return {"list": inner}


def _numbered(names: list[str]) -> dict[str, str]:
    return {str(number): name for number, name in enumerate(names)}

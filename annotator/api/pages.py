"""What the reference shows: the OpenAPI document, in an order for reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.api import examples
from annotator.api.problems import TITLES

Json = dict[str, Any]
METHODS = ("get", "post", "put", "delete")
LARGE = 10**9


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a part of a schema. ``schema``: the name of one that is described apart."""

    name: str
    type: str
    description: str
    required: bool
    where: str = ""
    schema: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    description: str
    schema: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """``body`` and ``body_types`` are empty where nothing is sent; ``refusals`` are statuses."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: tuple[Field, ...]
    body: str
    body_types: tuple[str, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True, slots=True)
class Described:
    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class ReferencePage:
    description: str
    groups: tuple[Group, ...]
    schemas: tuple[Described, ...]
    problems: tuple[tuple[int, str], ...]


def reference(document: Json, root: str) -> ReferencePage:
    """``root``: the address of this server, for examples."""
    groups: dict[str, list[Endpoint]] = {}
    for path, methods in document["paths"].items():
        for method in (one for one in METHODS if one in methods):
            made = _endpoint(method, path, methods[method], root)
            groups.setdefault(methods[method]["tags"][0], []).append(made)
    return ReferencePage(
        description=document["info"]["description"],
        groups=tuple(Group(name, tuple(found)) for name, found in groups.items()),
        schemas=tuple(_described(document["components"]["schemas"])),
        problems=tuple(TITLES.items()),
    )


def _endpoint(method: str, path: str, operation: Json, root: str) -> Endpoint:
    answers = operation["responses"].items()
    content = operation.get("requestBody", {}).get("content", {})
    return Endpoint(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        scope=operation["security"][0]["token"][0],
        parameters=tuple(map(_parameter, operation["parameters"])),
        body=_named(content),
        body_types=tuple(content),
        answers=tuple(_answer(status, told) for status, told in answers if status < "3"),
        refusals=tuple(status for status, _told in answers if status >= "4"),
        example=examples.command(method, root.rstrip("/") + path, content),
    )


def _parameter(one: Json) -> Field:
    described = one.get("description", "")
    return Field(one["name"], _type(one["schema"]), described, one["required"], one["in"])


def _answer(status: str, told: Json) -> Answer:
    return Answer(status, told["description"], _named(told.get("content", {})))


def _described(schemas: Json) -> Iterator[Described]:
    for name, schema in sorted(schemas.items()):
        needed = schema.get("required", ())
        fields = (
            Field(key, _type(part), part.get("description", ""), key in needed, "", _ref(part))
            for key, part in schema.get("properties", {}).items()
        )
        yield Described(name, schema.get("description", ""), tuple(fields))


def _named(content: Json) -> str:
    return next((_ref(one["schema"]) for one in content.values()), "")


def _ref(schema: Json) -> str:
    """The name of the schema that it is, or is a list of."""
    reference: str = schema.get("$ref") or schema.get("items", {}).get("$ref", "")
    return reference.rsplit("/", 1)[-1]


def _type(schema: Json) -> str:
    """In a few words: “integer, 1–200”, “array of string”."""
    if "anyOf" in schema:
        return " | ".join(map(_type, schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return " | ".join(f"“{one}”" for one in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"array of {_ref(schema) or _type(schema.get('items', {}))}"
    plain = str(schema.get("format", schema.get("type", "any")))
    return _ref(schema) or plain + _range(schema)


def _range(schema: Json) -> str:
    least, most = schema.get("minimum"), schema.get("maximum", LARGE)
    return f", {least}–{most}" if least is not None and most < LARGE else ""

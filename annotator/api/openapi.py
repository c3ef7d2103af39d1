"""The OpenAPI 3.1 document: what the library makes of the endpoints, and what it can't know."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ninja.operation import Operation

from annotator.api.api import api
from annotator.api.auth import Bearer
from annotator.api.described import IDEMPOTENCY, PATHS
from annotator.api.problems import TITLES, TYPE
from annotator.api.schemas.parts import Problem

PREFIX = "/api/v1/"
SCHEME = "token"
CHANGING = ("post", "put", "delete")


@cache
def document() -> dict[str, Any]:
    """Made once: it only changes with the program."""
    made: dict[str, Any] = api.get_openapi_schema(path_prefix=PREFIX)
    scopes = {api.get_openapi_operation_id(one): _scope(one) for one in operations()}
    for path, methods in made["paths"].items():
        methods.pop("head", None)  # the same as GET, without a body
        for method, operation in methods.items():
            _complete(operation, path, method, scopes[operation["operationId"]])
    components = made["components"]
    components["schemas"]["Problem"] = Problem.model_json_schema()
    components["securitySchemes"] = {SCHEME: _security()}
    made["servers"] = [{"url": "/"}]
    return made


def operations() -> Iterator[Operation]:
    for router in api._get_bound_routers():  # noqa: SLF001  # as the library's own document does
        for view in router.path_operations.values():
            yield from view.operations


def _scope(operation: Operation) -> str:
    bearer = next(auth for auth in operation.auth_callbacks if isinstance(auth, Bearer))
    return bearer.scope.value


def _security() -> dict[str, str]:
    return {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of yours: it begins with `na_`.",
    }


def _complete(operation: dict[str, Any], path: str, method: str, scope: str) -> None:
    """Scopes stand where OpenAPI 3.1 has a place for roles that a token needs."""
    operation["security"] = [{SCHEME: [scope]}]
    for parameter in operation["parameters"]:
        parameter["schema"] = _without_null(parameter["schema"])
        if parameter["in"] == "path":
            parameter["description"] = PATHS[parameter["name"]]
    if method in CHANGING:
        operation["parameters"].append(IDEMPOTENCY)
    for status in _failures(operation, path, method):
        operation["responses"].setdefault(status, _problem(status))
    operation["responses"] = {
        str(status): told for status, told in sorted(operation["responses"].items())
    }


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out can't be null."""
    choices = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    return schema | choices[0] if choices else schema


def _failures(operation: dict[str, Any], path: str, method: str) -> list[int]:
    found = [401, 403, 422, 500, 503]
    if "{" in path:
        found.append(404)
    if method in CHANGING:
        found += [400, 409, 413]
    if "requestBody" in operation:
        found += [411, 415]
    if "206" in map(str, operation["responses"]):
        found.append(416)
    return found


def _problem(status: int) -> dict[str, Any]:
    content = {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": TITLES[status], "content": content}

"""Parts of the OpenAPI document that stand beside an endpoint, because no type says them."""

from typing import Any

from annotator.api.media import JSON_LINES
from annotator.formats.registry import WRITTEN

_EXAMPLE = '{"id": "flood-7", "text": "The minister said so.", "source": "Gazette"}\n'
_VERSION = {"type": "string", "pattern": '^"[0-9]{1,9}"$', "examples": ['"7"']}
_BYTES = {"type": "string", "format": "binary"}


def _header(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": False,
        "description": description,
        "schema": schema,
    }


IDEMPOTENCY = _header(
    "Idempotency-Key",
    "The same request under the same key is done once, for a day.",
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
)
_IF_MATCH = _header("If-Match", "Only if the set is at this version: its ETag.", _VERSION)
_IF_NONE = _header(
    "If-None-Match", "Only if there is no such set yet.", {"type": "string", "enum": ["*"]}
)
_RANGE = _header(
    "Range", "Some of the bytes.", {"type": "string", "pattern": "^bytes=[0-9]{1,9}-[0-9]{0,9}$"}
)
_LOCATION = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
_ETAG = {"ETag": {"description": "The version of the set.", "schema": _VERSION}}

PATHS = {
    "slug": "The address of a project.",
    "article_id": "The number of an article.",
    "kind": "The kind of an annotation set.",
    "name": "Of a set the annotator's username, or the name of an import or a model; of a file "
    "the path that the release gives.",
    "number": "The number of a release.",
    "webhook_id": "The number of a webhook.",
    "delivery_id": "The number of what it was told.",
}
"""What stands in addresses; the library passes over what its type says."""

SET: dict[str, Any] = {"responses": {200: {"headers": _ETAG}}}
DELETED: dict[str, Any] = {"parameters": [_IF_MATCH]}
REPLACED: dict[str, Any] = {
    "parameters": [_IF_MATCH, _IF_NONE],
    "responses": {200: {"headers": _ETAG}, 201: {"headers": _ETAG}},
}
BROUGHT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "One article a line.",
        "content": {
            type_: {"schema": {"type": "string"}, "example": _EXAMPLE} for type_ in JSON_LINES
        },
    },
}
EXPORTED: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file.",
            "headers": {"Content-Disposition": {"schema": {"type": "string"}}},
            "content": {
                type_: {"schema": _BYTES}
                for type_ in sorted({one.type for one in WRITTEN.values()})
            },
        }
    }
}
REQUESTED: dict[str, Any] = {"responses": {202: {"headers": _LOCATION}}}
MADE: dict[str, Any] = {"responses": {201: {"headers": _LOCATION}}}
_FILE = {"content": {"*/*": {"schema": _BYTES}}}
DOWNLOADED: dict[str, Any] = {
    "parameters": [_RANGE],
    "responses": {
        200: {"description": "The whole file.", **_FILE},
        206: {"description": "A part of it.", **_FILE},
        304: {"description": "It is the one that If-None-Match names."},
    },
}

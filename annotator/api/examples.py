"""Commands to try endpoints with."""

import json
from typing import Any

VALUES = {
    "slug": "floods",
    "article_id": "41",
    "kind": "suggested",
    "number": "3",
    "webhook_id": "5",
    "delivery_id": "77",
    "files/{name}": "files/corpus.jsonl",
    "name": "my-model",
}
BODIES: dict[str, dict[str, Any]] = {
    "SetGiven": {
        "spans": [{"id": "1", "label": "Claim", "fragments": [[4, 12]], "quote": "minister"}]
    },
    "ReleaseGiven": {"name": "For training", "formats": [{"format": "csv"}]},
    "WebhookGiven": {"url": "https://example.org/hook", "events": ["release.made"]},
    "ActivationGiven": {"active": True},
}
"""By the schema that a body has."""

BREAK = " \\\n  "
FILE = "--data-binary @articles.jsonl"


def command(method: str, address: str, content: dict[str, Any]) -> str:
    """``content``: what the body may be, by type, as the OpenAPI document has it."""
    for name, value in VALUES.items():
        address = address.replace(name if "{" in name else f"{{{name}}}", value)
    asked = f"curl {address}" if method == "get" else f"curl -X {method.upper()} {address}"
    return BREAK.join([asked, '-H "Authorization: Bearer $TOKEN"', *_body(content)])


def _body(content: dict[str, Any]) -> list[str]:
    for kind, told in content.items():
        named = told["schema"].get("$ref", "").rsplit("/", 1)[-1]
        sent = f"-d '{json.dumps(BODIES[named])}'" if named else FILE
        return [f'-H "Content-Type: {kind}"', sent]
    return []

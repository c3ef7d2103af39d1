"""Commands to try endpoints with."""

import json
from typing import Any

VALUES = {"slug": "floods", "article_id": "41", "kind": "suggested", "name": "my-model"}
SPAN = {"id": "1", "label": "Claim", "fragments": [[4, 12]], "quote": "minister"}
BREAK = " \\\n  "


def command(method: str, address: str, content: dict[str, Any]) -> str:
    """``content``: what the body may be, by type, as the OpenAPI document has it."""
    for name, value in VALUES.items():
        address = address.replace(f"{{{name}}}", value)
    asked = f"curl {address}" if method == "get" else f"curl -X {method.upper()} {address}"
    return BREAK.join([asked, '-H "Authorization: Bearer $TOKEN"', *_body(content)])


def _body(content: dict[str, Any]) -> list[str]:
    if not content:
        return []
    kind = next(iter(content))
    sent = f"-d '{json.dumps({'spans': [SPAN]})}'" if kind == "application/json" else _FILE
    return [f'-H "Content-Type: {kind}"', sent]


_FILE = "--data-binary @articles.jsonl"

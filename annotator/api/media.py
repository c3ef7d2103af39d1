"""What bodies may be: JSON, or JSON lines."""

from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from annotator.api.problems import Refused

JSON = ("application/json",)
JSON_LINES = ("application/jsonl", "application/x-ndjson", "application/json-lines")


def check_type(request: HttpRequest, types: tuple[str, ...]) -> None:
    if request.content_type not in types:
        detail = _("The body must be %(types)s, and its Content-Type must say so.")
        raise Refused(415, detail % {"types": " or ".join(types)}, Accept=", ".join(types))


class StrictParser(Parser):
    """JSON of RFC 8259, and only where the request says that it is JSON."""

    def parse_body(self, request: HttpRequest) -> Any:
        check_type(request, JSON)
        return orjson.loads(request.body)

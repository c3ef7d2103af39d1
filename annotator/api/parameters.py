"""Parameters of a query: one that is not known is a mistake, and not passed over.

A filter that is misspelt would otherwise choose everything.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from annotator.api import problems
from annotator.api.openapi import PREFIX, document

_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def path_of(route: str) -> str:
    """How the OpenAPI document names it."""
    return PREFIX + _PLACE.sub(r"{\1}", route)


def refusal(request: HttpRequest, path: str) -> HttpResponse | None:
    """What is answered if there are unknown ones."""
    method = "get" if request.method == "HEAD" else str(request.method).lower()
    operation = document()["paths"][path].get(method)
    if not operation:
        return None
    known = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
    detail = _("There is no such parameter here.")
    errors = [
        {"parameter": name, "in": "query", "detail": detail}
        for name in request.GET
        if name not in known
    ]
    return problems.answer(request, 422, detail, errors) if errors else None

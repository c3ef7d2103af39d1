"""Addresses of the API, of its reference, and of the page of one's tokens."""

from collections.abc import Iterator

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from annotator.api import views
from annotator.api.api import api
from annotator.api.handling import handled
from annotator.api.tokens import views as tokens


class AnythingConverter(StringConverter):
    """Also what no address has in it, such as the end of a line."""

    regex = r"[\s\S]+"


register_converter(AnythingConverter, "anything")

BASE = "api/v1/"
ROOT = "api-root"


def endpoints() -> Iterator[URLPattern]:
    """Each address once, under the name of its first endpoint."""
    seen: set[str] = set()
    for pattern in api.urls[0]:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern) and pattern.name != ROOT and route not in seen:
            seen.add(route)
            yield path(f"{BASE}{route}", handled(pattern.callback, route), name=pattern.name)


app_name = "api"
urlpatterns = [
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token_id>/revocation/", tokens.revocation, name="revocation"),
    path(BASE, views.reference, name="reference"),
    path(f"{BASE}openapi.json", views.openapi, name="openapi"),
    *endpoints(),
    path("api/<anything:rest>", views.nothing, name="nothing"),
]

"""Addresses of things, in full."""

from django.http import HttpRequest
from django.urls import reverse


def to(request: HttpRequest, name: str, *arguments: object) -> str:
    return request.build_absolute_uri(reverse(f"api:{name}", args=arguments))


def to_set(request: HttpRequest, article_id: int, kind: str, name: str) -> str:
    named = ("get_set", article_id, kind, name) if name else ("get_nameless_set", article_id, kind)
    return to(request, *named)

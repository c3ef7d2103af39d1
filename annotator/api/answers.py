"""Answers that are made here and not by the library: those that may be kept."""

from typing import Any

from django.http import HttpResponse
from ninja import Schema
from ninja.renderers import JSONRenderer

_renderer = JSONRenderer()


def json(body: Schema, status: int = 200, **headers: str) -> HttpResponse:
    values: dict[str, Any] = body.model_dump(by_alias=True)
    content = _renderer.render(None, values, response_status=status)  # type: ignore[arg-type]
    return HttpResponse(content, "application/json; charset=utf-8", status, headers=headers)


def nothing() -> HttpResponse:
    return HttpResponse(status=204)

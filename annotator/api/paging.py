"""Long lists, a page at a time: from an id on, which costs the same on every page."""

from typing import Annotated, Any

from django.http import HttpRequest
from pydantic import Field

MOST_ROWS = 200
HIGHEST_ID = 2**63 - 1

Limit = Annotated[
    int, Field(ge=1, le=MOST_ROWS, description=f"How many at most, up to {MOST_ROWS}.")
]
After = Annotated[
    int, Field(ge=0, le=HIGHEST_ID, description="What comes after this id; see “next”.")
]


def next_of(request: HttpRequest, after: int) -> str | None:
    """The address of the next page, with all that was asked; None after the last."""
    if not after:
        return None
    asked = request.GET.copy()
    asked["after"] = str(after)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def page(request: HttpRequest, items: list[Any], after: int) -> dict[str, Any]:
    return {"items": items, "next": next_of(request, after)}

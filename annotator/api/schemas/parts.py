"""What several schemas have parts of."""

import re
from datetime import date
from typing import Annotated, Any

import pydantic
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from annotator.api.paging import HIGHEST_ID, After, Limit

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$", max_length=60),
    Field(examples=["floods"]),
]
Id = Annotated[int, Field(ge=1, le=HIGHEST_ID)]
Positive = Annotated[int, Field(ge=1, le=2**31 - 1)]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=300)]
"""Words that somebody looks for."""


def _only_iso(value: Any) -> Any:
    """Not the numbers that would be taken for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("a day is written as 2026-03-01")
    return value


def _only_words(value: Any) -> Any:
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("it is true or false")
    return value


Day = Annotated[date, BeforeValidator(_only_iso), Field(examples=["2026-03-01"])]
Flag = Annotated[bool, BeforeValidator(_only_words)]
Number = Annotated[int, pydantic.Strict()]
"""In a body, where "1" is not 1."""
Yes = pydantic.StrictBool


class Strict(Schema):
    """What is sent: a key that is not known is a mistake, and not passed over."""

    model_config = ConfigDict(extra="forbid")


class PageAsked(Schema):
    after: After = 0
    limit: Limit = 50


class Problem(Schema):
    """What went wrong, as RFC 9457 has it (`application/problem+json`)."""

    type: str = Field(examples=["/api/v1/#problem-404"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["This project is not here."])
    instance: str = Field(examples=["/api/v1/projects/floods"])
    errors: list[dict[str, Any]] = Field(
        description="Each thing that is wrong: `detail`, and where: `pointer` into the body, "
        "`parameter` or `line`.",
    )

"""Projects, with their schemes and how much is in them."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

RoleName = Literal["owner", "reviewer", "annotator"]


class ProjectRow(Schema):
    slug: str = Field(description="Its address.", examples=["floods"])
    name: str = Field(examples=["Floods"])
    role: RoleName = Field(description="Yours in it.", examples=["owner"])
    created: datetime
    url: str = Field(examples=["https://example.org/api/v1/projects/floods"])


class Projects(Schema):
    items: list[ProjectRow]


class Counts(Schema):
    """`sets` counts annotation sets by kind and state: of an annotator only their own."""

    articles: int = Field(examples=[1200])
    sets: dict[str, dict[str, int]] = Field(
        examples=[{"annotator": {"submitted": 40}, "gold": {"accepted": 12}}]
    )


class Project(ProjectRow):
    """`scheme` has the form of a scheme file: `labels` with their attributes, and `relations`."""

    guidelines: str = Field(description="Markdown.")
    scheme: dict[str, Any] = Field(
        examples=[{"labels": [{"name": "Claim", "meaning": "claim"}], "relations": []}]
    )
    counts: Counts

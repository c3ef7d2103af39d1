"""Annotation sets, with what is in them in the form of the JSON lines export."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from annotator.api.paging import HIGHEST_ID
from annotator.api.schemas.articles import LabelRule
from annotator.api.schemas.parts import Number, Strict
from annotator.formats.records import (
    LENGTHS,
    MAX_ALIASES,
    MAX_LABEL,
    MAX_NAME,
    MAX_NOTE,
    MAX_SPEAKER,
    MAX_TYPE,
)
from annotator.text.spans import MAX_FRAGMENTS

MOST_SPANS = 50_000
HIGHEST = 999_999_999

KindName = Literal["annotator", "gold", "imported", "suggested"]
StateName = Literal["open", "in_progress", "submitted", "returned", "accepted"]
Given = Annotated[str, StringConstraints(min_length=1, max_length=LENGTHS["uid"])]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_NAME, pattern=r"^[^\x00-\x1f\x7f]+$")
]
Offset = Annotated[Number, Field(ge=0, le=HIGHEST)]


class Span(Strict):
    """An annotation: a label, where it stands, and the words that stand there."""

    id: Given = Field(description="Unique in the set. What is no UUID becomes one.")
    label: Annotated[str, StringConstraints(min_length=1, max_length=MAX_LABEL)] = Field(
        examples=["Claim"]
    )
    fragments: list[Annotated[list[Offset], Field(min_length=2, max_length=2)]] = Field(
        min_length=1,
        max_length=MAX_FRAGMENTS,
        description="Half-open pairs of offsets in Unicode code points.",
        examples=[[[120, 163]]],
    )
    quote: str = Field(
        min_length=1,
        description="The marked words, those of several fragments joined by “ … ”. If the text "
        "has others there, the whole set is refused.",
        examples=["more than 1,200 people had left"],
    )
    set: str | None = Field(None, description="`kind:name`; need not be sent.")
    note: Annotated[str, StringConstraints(max_length=MAX_NOTE)] = ""
    attributes: dict[str, Any] = Field({}, description="By name.")
    speaker: Annotated[str, StringConstraints(max_length=LENGTHS["uid"])] = Field(
        "", description="The id of one of `speakers`."
    )
    value: dict[str, Any] | None = Field(None, description="What a figure says.")
    provenance: str = Field("", description="How it came into a gold set; empty elsewhere.")


class Relation(Strict):
    """A link from one span of the set to another."""

    id: Given
    type: Annotated[str, StringConstraints(min_length=1, max_length=MAX_TYPE)] = Field(
        examples=["said by"]
    )
    source: str = Field(alias="from", description="The id of a span.")
    target: str = Field(alias="to", description="The id of another span.")
    set: str | None = None


class Speaker(Strict):
    """An entry of the project's register that spans point to."""

    id: Given
    name: Annotated[str, StringConstraints(min_length=1, max_length=MAX_SPEAKER["name"])]
    kind: Literal["", "person", "organisation", "anonymous", "document"] = ""
    role: Annotated[str, StringConstraints(max_length=MAX_SPEAKER["role"])] = ""
    wikidata: Annotated[str, StringConstraints(pattern=r"^(Q[1-9][0-9]*)?$", max_length=20)] = ""
    notes: Annotated[str, StringConstraints(max_length=MAX_SPEAKER["notes"])] = ""
    aliases: list[Annotated[str, StringConstraints(max_length=MAX_SPEAKER["name"])]] = Field(
        [], max_length=MAX_ALIASES
    )


class SetRow(Schema):
    """An annotation set without what is in it."""

    kind: KindName
    name: str = Field(description="The annotator's username, or the name of an import or a model.")
    state: StateName
    version: int = Field(description="Moves on with every change.", examples=[7])
    created: datetime
    updated: datetime
    submitted: datetime | None
    annotations: int
    url: str


class Sets(Schema):
    items: list[SetRow]


class Set(Schema):
    """An annotation set with everything in it. `ETag` is its version."""

    article: int = Field(examples=[41])
    content_sha256: str
    offset_unit: Literal["codepoint"] = "codepoint"
    kind: KindName
    name: str
    state: StateName
    version: int
    created: datetime
    updated: datetime
    submitted: datetime | None
    spans: list[dict[str, Any]] = Field(description="Each as `Span`, in reading order.")
    relations: list[dict[str, Any]] = Field(description="Each as `Relation`.")
    speakers: list[dict[str, Any]] = Field(description="Each as `Speaker`.")


class SetGiven(Strict):
    """What a set shall hold. The answer to GET can be changed and sent back: what is not of the
    sender's to say (`article`, `created` …) is passed over, and `version` must be the present one.
    """

    spans: list[Span] = Field(max_length=MOST_SPANS)
    relations: list[Relation] = Field([], max_length=MOST_SPANS)
    speakers: list[Speaker] = Field([], max_length=MOST_SPANS)
    state: Literal["open", "in_progress", "submitted", "returned"] = Field(
        "submitted", description="Submitted is what reviewers look at."
    )
    version: Offset | None = Field(
        None, description="Only if the set is at this one; 0: if there is none."
    )
    article: Annotated[Number, Field(ge=1, le=HIGHEST_ID)] | None = None
    content_sha256: str | None = Field(
        None, description="If it is sent, it must be the one of the article's text."
    )
    offset_unit: Literal["codepoint"] = "codepoint"
    kind: KindName | None = None
    name: str | None = None
    created: datetime | None = None
    updated: datetime | None = None
    submitted: datetime | None = None


class SetAsked(Schema):
    labels: LabelRule = Field(
        "refuse",
        description="Labels and links that the project doesn't have: refused, added to it (takes "
        "the scope “manage”), or left out with their annotations.",
    )


class SetWritten(Schema):
    """What came of it."""

    kind: KindName
    name: str
    state: StateName
    version: int
    annotations: int
    relations: int
    speakers: int = Field(description="New in the register.")
    left_out: int = Field(description="Annotations with labels that the project doesn't have.")
    links_left_out: int
    new_labels: list[str]
    url: str

"""Releases: what is asked for, how far it is, and what it came to."""

from datetime import datetime
from typing import Annotated, Any, Literal

import pydantic
from ninja import Schema
from pydantic import Field, StringConstraints

from annotator.api.schemas.exports import MOST, Lines
from annotator.api.schemas.parts import Day, Line, Number, Strict, Yes
from annotator.api.schemas.sets import KindName, StateName
from annotator.releases.choices import OFFERED
from annotator.splitting.rules import THRESHOLD

Share = Annotated[Number, Field(ge=0, le=100)]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Split(Strict):
    """How articles are divided into sides for training, development and test."""

    by: Literal["ratio", "source", "date", "nothing"] = Field(
        "ratio",
        description="In shares; in shares, no source on two sides; by day of publication; not.",
    )
    shares: list[Share] = Field(
        [80, 10, 10], min_length=3, max_length=3, description="Per cent, 100 together."
    )
    seed: Annotated[Number, Field(ge=0, le=2**31 - 1)] = 1
    dev_from: Day | None = None
    test_from: Day | None = None
    alike: Annotated[float, pydantic.Strict(), Field(ge=0.5, le=1)] = Field(
        THRESHOLD,
        description="The Jaccard similarity from which on articles stay on one side.",
    )


class FormatGiven(Strict):
    format: str = Field(
        description="Beside `corpus.jsonl`, which is always there.",
        json_schema_extra={"enum": list(OFFERED)},
    )
    variant: Literal["", "relations", "spans", "iob2", "bilou", "conll2003"] = ""


class ReleaseGiven(Strict):
    """What a release shall hold: by default all articles with accepted gold, also as CSV."""

    name: Words = Field("", description="Beside its number, for people.")
    kind: list[KindName] = Field(["gold"], max_length=MOST)
    annotator: Line | None = None
    state: list[StateName] = Field(["accepted"], max_length=MOST)
    label: Lines = Field([])
    since: Day | None = None
    until: Day | None = None
    source: Lines = Field([])
    annotated_only: Yes = True
    formats: list[FormatGiven] = Field([FormatGiven(format="csv")], max_length=len(OFFERED))
    unit: Literal["codepoint", "utf16"] | None = None
    borders: Literal["expand", "contract", "skip"] | None = None
    mark: Yes = Field(False, alias="bom", description="CSV for Excel.")
    split: Split = Field(Split.model_validate({}))
    texts: Yes = Field(True, description="With the words of the articles.")
    soft_labels: Yes = Field(False, description="Every annotator's finished set beside them.")
    licence: Annotated[Words, StringConstraints(max_length=500)] = ""


class ReleaseRow(Schema):
    number: int = Field(examples=[3])
    name: str
    state: Literal["waiting", "ready", "failed", "deleted"]
    failure: str = Field(description="Why there is none, if that is known.")
    created: datetime
    built: datetime | None
    size: int = Field(description="Bytes of all files.")
    url: str


class Releases(Schema):
    items: list[ReleaseRow]


class ReleaseFile(Schema):
    name: str = Field(examples=["corpus.jsonl"])
    bytes: int
    sha256: str
    url: str


class Release(ReleaseRow):
    """`manifest` says everything about one that is ready; `done` of `total` articles are written of
    one that is being built."""

    done: int
    total: int
    files: list[ReleaseFile]
    manifest: dict[str, Any] | None

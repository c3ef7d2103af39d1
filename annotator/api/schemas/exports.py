"""What can be chosen for an export: the words of the command."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, Field

from annotator.api.schemas.parts import Day, Flag, Line
from annotator.api.schemas.sets import KindName, StateName
from annotator.formats.registry import WRITTEN

MOST = 50

Lines = Annotated[list[Line], Field(max_length=MOST)]


def _known(name: str) -> str:
    if name not in WRITTEN:
        raise ValueError(f"there is {', '.join(WRITTEN)}")
    return name


class Chosen(Schema):
    """Which articles and sets are taken."""

    kind: Annotated[list[KindName], Field(max_length=MOST)] = Field(
        [], description="Only sets of these kinds."
    )
    annotator: Line | None = Field(
        None, description="Only this person's sets. Annotators must name themselves."
    )
    state: Annotated[list[StateName], Field(max_length=MOST)] = Field(
        [], description="Only sets in these states."
    )
    label: Lines = Field([], description="Only annotations with these labels.")
    since: Day | None = Field(None, description="Published on this day or later.")
    until: Day | None = Field(None, description="Published on this day or before.")
    source: Lines = Field([], description="Only articles of these sources.")
    annotated_only: Flag = Field(False, description="Leave out articles without such sets.")


class ExportAsked(Chosen):
    format: Annotated[str, AfterValidator(_known)] = Field(
        "jsonl",
        description="The native form, `jsonl`, loses nothing.",
        json_schema_extra={"enum": list(WRITTEN)},
    )
    variant: Literal["relations", "spans", "iob2", "bilou", "conll2003"] | None = Field(
        None, description="Of doccano (`relations`, `spans`) or CoNLL; the first if none is given."
    )
    unit: Literal["codepoint", "utf16"] | None = Field(
        None, description="What doccano's offsets count."
    )
    borders: Literal["expand", "contract", "skip"] | None = Field(
        None, description="What becomes of annotations that end inside a word in CoNLL, spaCy, …"
    )
    mark: Flag = Field(
        False, alias="bom", description="CSV for Excel: begin with a byte-order mark."
    )


class Loss(Schema):
    loss: str = Field(examples=["fragments"])
    number: int = Field(examples=[12])
    sentence: str


class Losses(Schema):
    """Found by writing the first articles. An empty list: nothing is lost in these."""

    format: str
    looked_at: int = Field(description="So many articles are written to find out.", examples=[1000])
    losses: list[Loss]

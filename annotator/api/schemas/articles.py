"""Articles, and what comes of bringing some in."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from annotator.api.schemas.parts import Day, Flag, Line, PageAsked

States = Literal["returned", "open", "in_progress", "submitted", "accepted", "unbegun", "nobody"]
LabelRule = Literal["refuse", "create", "skip"]
IdRule = Literal["refuse", "rename"]
KnownRule = Literal["skip", "add"]


class ArticlesAsked(PageAsked):
    state: States | None = Field(
        None,
        description="By your own set's state; `unbegun` and `nobody` (submitted by nobody) for "
        "who sees everybody's work.",
        examples=["submitted"],
    )
    label: Line | None = Field(
        None, description="With an annotation of this label, among those that you may see."
    )
    source: Line | None = Field(None, description="Where they come from.", examples=["Gazette"])
    since: Day | None = Field(None, description="Published on this day or later.")
    until: Day | None = Field(None, description="Published on this day or before.")
    q: Line | None = Field(None, description="With these words, or with this very string.")


class ArticleRow(Schema):
    """`state` is that of your own set. How many have submitted and whether there is accepted gold
    is null where you don't see others' work."""

    id: int = Field(examples=[41])
    uid: str = Field(description="What files call it, once in a project.", examples=["flood-7"])
    title: str
    source: str
    published: str = Field(description="As it came.", examples=["2026-03-01"])
    lang: str = Field(examples=["en"])
    words: int
    state: str = Field(examples=["in_progress"])
    submitted: int | None = None
    gold: bool | None = None
    url: str = Field(examples=["https://example.org/api/v1/articles/41"])


class Articles(Schema):
    items: list[ArticleRow]
    next: str | None = Field(description="The address of the next page; null after the last.")


class Article(Schema):
    """A text, and what is known about it. Offsets count its Unicode code points."""

    id: int = Field(examples=[41])
    uid: str
    project: str = Field(description="The address of its project.", examples=["floods"])
    title: str
    text: str
    url: str
    source: str
    byline: str
    published: str
    lang: str
    meta: dict[str, Any]
    content_sha256: str = Field(description="Of the text in UTF-8.")
    words: int
    revision: int
    created: datetime
    sets: str = Field(description="The address of its annotation sets.")


class ImportAsked(Schema):
    good_ones: Flag = Field(
        False, description="Write what can be written, even if there are problems."
    )
    dry_run: Flag = Field(False, description="Only say what would be done.")
    labels: LabelRule = Field(
        "refuse",
        description="Labels and links that the project doesn't have: a problem, added to it, or "
        "left out with their annotations.",
    )
    ids: IdRule = Field(
        "refuse",
        description="Articles whose id another text has: a problem, or given a new one.",
    )
    known: KnownRule = Field(
        "skip",
        description="Articles that the project has already: skipped, or given the imported and "
        "suggested sets that come with them and that they don't have yet.",
    )


class LineProblem(Schema):
    line: int = Field(description="From 1; 0 is the whole body.", examples=[3])
    detail: str = Field(examples=["There is no “text”."])


class Report(Schema):
    """What came of the lines. All problems are counted; the first 200 are told."""

    written: bool = Field(description="Whether anything is in the project now that was not before.")
    articles: int = Field(examples=[100])
    words: int
    sets: int
    annotations: int
    relations: int
    speakers: int = Field(description="New in the register.")
    known_speakers: int
    duplicates: int = Field(description="Articles that the project has already.")
    repeated: int = Field(description="Articles that came twice.")
    left_behind: int = Field(description="Annotations of those articles.")
    left_out: int = Field(description="Annotations with labels that the project doesn't have.")
    links_left_out: int
    added_to: int = Field(description="Articles that were there and got annotation sets.")
    renamed: int = Field(description="Articles that got another id.")
    problems: int
    notes: int
    new_labels: list[str]
    first_problems: list[LineProblem]
    first_notes: list[LineProblem]
    summary: list[str] = Field(description="The same in sentences.")

"""What is read from a file and written to one: articles with their annotation sets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from annotator.text.spans import Fragments

LENGTHS = {
    "uid": 200,
    "title": 500,
    "url": 2000,
    "source": 200,
    "byline": 200,
    "published": 40,
    "lang": 35,
}
"""The fields of an article that are one line of text, and how many characters each may have."""

FIELDS = tuple(name for name in LENGTHS if name != "uid")
"""Those that say something of it."""

MAX_META = 1_000_000
MAX_LABEL = 60
MAX_NOTE = 5_000
MAX_NAME = 150
MAX_TYPE = 60
MAX_SPEAKER = {"name": 200, "role": 300, "wikidata": 20, "notes": 5_000}
MAX_ALIASES = 1_000


@dataclass(slots=True)
class Span:
    """An annotation. ``id`` is as it came, and empty where none was given.

    ``speaker`` is the id of one of the record's speakers, ``value`` what a figure says. ``said_by``
    is worked out for tables: the quote of each who says it, and the name in the register.
    ``provenance``: how it came into the gold set; empty in all other sets.
    """

    id: str
    label: str
    fragments: Fragments
    quote: str
    note: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    speaker: str = ""
    value: dict[str, Any] | None = None
    said_by: tuple[tuple[str, str], ...] = ()
    provenance: str = ""


@dataclass(slots=True)
class Link:
    """A relation between two spans of a set, which are named by their ids."""

    id: str
    type: str
    source: str
    target: str


@dataclass(slots=True)
class Entry:
    """An entry of the register of speakers; ``aliases`` are its other names."""

    id: str
    name: str
    kind: str = ""
    role: str = ""
    wikidata: str = ""
    notes: str = ""
    aliases: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Set:
    """An annotation set; times that are not known are None."""

    kind: str
    name: str
    state: str
    spans: list[Span]
    created: datetime | None = None
    updated: datetime | None = None
    submitted: datetime | None = None
    relations: list[Link] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """An article as it will be stored.

    ``uid`` is empty where the file gives none; ``stem`` is then what to make one from. ``raw`` is
    what was read, so that it can be given back. ``speakers`` are those its spans point to.
    ``split`` is “train”, “dev” or “test” in a release, and empty elsewhere.
    """

    file: str
    line: int
    uid: str
    text: str
    digest: str
    words: int
    title: str = ""
    url: str = ""
    source: str = ""
    byline: str = ""
    published: str = ""
    lang: str = ""
    revision: int = 1
    meta: dict[str, Any] = field(default_factory=dict)
    sets: list[Set] = field(default_factory=list)
    speakers: list[Entry] = field(default_factory=list)
    stem: str = ""
    raw: bytes = b""
    split: str = ""


@dataclass(frozen=True, slots=True)
class SchemeAttribute:
    """Something that can be said of a label's annotations; ``options`` where it is a choice."""

    name: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeLabel:
    name: str
    meaning: str = ""
    hue: int = 1
    attributes: tuple[SchemeAttribute, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeRelation:
    """A type of relation, and the labels that it can lead from and to."""

    name: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """The labels and links of a project, for formats that say what there can be."""

    labels: tuple[SchemeLabel, ...] = ()
    relations: tuple[SchemeRelation, ...] = ()


@dataclass(slots=True)
class Problem:
    """Something that can't be imported. ``line`` is 0 where the whole file is meant."""

    file: str
    line: int
    reason: str
    raw: bytes = b""


@dataclass(slots=True)
class Note:
    """Something that was imported otherwise than it came."""

    file: str
    line: int
    sentence: str


@dataclass(slots=True)
class Opened:
    """A file that is about to be read, and how it is understood.

    ``columns`` maps our fields to the names of a table's columns; ``head`` is what a file of the
    refused must begin with.
    """

    file: str
    kind: str
    encoding: str
    header: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    head: bytes = b""


Item = Opened | Record | Problem | Note


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, which may be opened several times. ``url`` is where it was fetched from."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes; ``ratio`` is how many bytes one byte of an archive may unpack to."""

    file: int = 1024**3
    unzipped: int = 1024**3
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Options:
    """How to read. An empty encoding is guessed; so are the columns that are not given, and the
    format, which is “text”, “csv” or one of the names in ``registry``."""

    encoding: str = ""
    format: str = ""
    first_line_is_title: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    limits: Limits = Limits()


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def words_in(text: str) -> int:
    """Strings between white space: the quick count that is kept with an article."""
    return len(text.split())

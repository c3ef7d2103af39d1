"""What was read, and what came, or would come, of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.formats.records import Item, Note, Opened, Problem, Record

SHOWN_PROBLEMS = 200
SHOWN_NOTES = 50
SHOWN_FILES = 50
SHOWN_ROWS = 5
_SHOWN_TEXT = 300

Shown = TypeVar("Shown")


@dataclass
class Row:
    """An article as a preview shows it."""

    uid: str
    title: str
    lang: str
    beginning: str
    words: int
    annotations: int


@dataclass
class Report:
    """Counts of an import. The lists hold the first ones only.

    ``duplicates`` are articles the project has, ``repeated`` those that came twice, and
    ``left_behind`` the annotations that came with these. ``left_out`` counts annotations whose
    labels are unknown, ``links_left_out`` links with them and links that don't fit the scheme,
    ``renamed`` articles whose id another text has, ``added_to`` those that were there and get sets.
    ``speakers`` are those that are new in the register; ``kinds`` are the kinds of links, with
    whether they are new or wider than they were.
    """

    articles: int = 0
    words: int = 0
    sets: int = 0
    annotations: int = 0
    relations: int = 0
    speakers: int = 0
    known_speakers: int = 0
    duplicates: int = 0
    repeated: int = 0
    left_behind: int = 0
    left_out: int = 0
    links_left_out: int = 0
    renamed: int = 0
    added_to: int = 0
    problems: int = 0
    notes: int = 0
    files: int = 0
    written: bool = False
    new_labels: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    first_files: list[Opened] = field(default_factory=list)
    first_rows: list[Row] = field(default_factory=list)
    first_problems: list[Problem] = field(default_factory=list)
    first_notes: list[Note] = field(default_factory=list)

    def tell(self, item: Item) -> None:
        """A file that was opened, a problem, a note, or an article that can be written."""
        if isinstance(item, Record):
            self._count(item)
        elif isinstance(item, Problem):
            self.problems += 1
            _keep(self.first_problems, replace(item, raw=b""), SHOWN_PROBLEMS)
        elif isinstance(item, Note):
            self.notes += 1
            _keep(self.first_notes, item, SHOWN_NOTES)
        else:
            self.files += 1
            _keep(self.first_files, replace(item, head=b""), SHOWN_FILES)

    def tell_added(self, record: Record) -> None:
        """Sets for an article that is there already."""
        self.added_to += 1
        self._count_sets(record)

    def _count(self, record: Record) -> None:
        self.articles += 1
        self.words += record.words
        self._count_sets(record)

    def _count_sets(self, record: Record) -> None:
        annotations = spans_of(record)
        self.sets += len(record.sets)
        self.annotations += annotations
        self.relations += sum(len(one.relations) for one in record.sets)
        if len(self.first_rows) < SHOWN_ROWS:
            beginning = record.text[:_SHOWN_TEXT]
            self.first_rows.append(
                Row(record.uid, record.title, record.lang, beginning, record.words, annotations)
            )


class Listener:
    """Hears of everything that is found but the articles; this one lets it pass."""

    def hear(self, item: Item) -> None: ...

    def watch(self, items: Iterable[Item]) -> Iterable[Item]:
        """Everything as it is read, to be given on."""
        return items


def spans_of(record: Record) -> int:
    """How many annotations came with an article."""
    return sum(len(one.spans) for one in record.sets)


def _keep(shown: list[Shown], item: Shown, most: int) -> None:
    if len(shown) < most:
        shown.append(item)

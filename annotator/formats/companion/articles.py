"""An article of what was read of its document, and what was kept of it."""

from collections.abc import Generator, Iterable
from dataclasses import replace

from annotator.formats import plain
from annotator.formats.companion.kept import Companion
from annotator.formats.foreign import set_name
from annotator.formats.records import Entry, Link, Note, Record, Set, Span, digest_of, words_in
from annotator.text.clean import Cleaned, clean, clean_with_map

_EDITED = "The text is not the one that was exported; what stood beside it is left out."


def cleaned(text: str, companion: Companion | None) -> Cleaned:
    """The text as it is kept. A byte-order mark that belongs to a text of ours stays."""
    if companion and companion.record.digest == digest_of(text):
        return Cleaned(clean("\ufeff" + text), lambda offset: offset)
    return clean_with_map(text)


def still_of(
    companion: Companion | None, text: str, file: str
) -> Generator[Note, None, Companion | None]:
    """What was kept, or nothing but a note where the text has been changed since."""
    if is_of(companion, text):
        return companion
    yield Note(file, 0, _EDITED)
    return None


def is_of(companion: Companion | None, text: str) -> bool:
    """Whether the text is still the one that the companion was written for."""
    return companion is None or companion.record.digest == digest_of(text)


def article(
    companion: Companion | None,
    text: str,
    file: str,
    found: tuple[list[Span], list[Link]] | None,
    *,
    raw: bytes = b"",
    speakers: Iterable[Entry] = (),
    line: int = 1,
) -> Record:
    """The article with one set of what was found in its document; None if it has no set.

    ``speakers`` are those that the document itself tells of.
    """
    head = companion.record if companion else Record(file, line, "", "", "", 0)
    made = replace(
        head,
        file=file,
        line=line,
        text=text,
        digest=digest_of(text),
        words=words_in(text),
        stem="" if head.uid else plain.stem_of(file),
        raw=raw,
        sets=[],
    )
    if found and (companion is None or companion.one or found[0]):
        one = companion.one if companion else None
        made.sets = [_filled(one or Set("imported", set_name(file), "submitted", []), *found)]
    used = {span.speaker for one in made.sets for span in one.spans}
    made.speakers = [entry for entry in (*head.speakers, *speakers) if entry.id in used]
    return made


def _filled(one: Set, found: list[Span], relations: list[Link]) -> Set:
    one.spans, one.relations = found, relations
    return one

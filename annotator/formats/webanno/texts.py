"""The text of a document, put together from its sentences."""

from collections.abc import Callable, Generator, Iterator, Sequence

from annotator.errors import InvalidInput
from annotator.formats.records import Note, Problem
from annotator.formats.webanno import escapes
from annotator.formats.webanno.table import Row, Sentence, Table
from annotator.text.clean import MAX_LENGTH
from annotator.text.offsets import known_from_utf16, utf16_length

_PADDED = "What stands between the sentences isn't in the file; it became line ends and spaces."
_CHARACTERS = "The offsets count characters, and not UTF-16 code units as WebAnno does."


def text_of(found: Table, file: str, before: str) -> Generator[Note | Problem, None, str]:
    """The text. The offsets of all rows are in code points of it afterwards, and rows that don't
    fit it are gone. ``before``: the white space that the text is known to begin with."""
    if not any(sentence.rows for sentence in found.sentences):
        raise InvalidInput("There are no sentences with tokens in this file.")
    text, padded = _joined(found.sentences, utf16_length)
    rows = [row for sentence in found.sentences for row in sentence.rows]
    places = _from_utf16(text, rows)
    if _fits(text, rows, places) < len(rows) and utf16_length(text) > len(text):
        plain = [(row.begin, row.end) for row in rows]
        other, other_padded = _joined(found.sentences, len)
        if _fits(other, rows, plain) > _fits(text, rows, places):
            yield Note(file, 0, _CHARACTERS)
            text, padded, places = other, other_padded, plain
    yield from _place(found, text, dict(zip(map(id, rows), places, strict=True)), file)
    if not (before + text[: len(before)]).strip():
        text = before + text[len(before) :]
    if padded:
        yield Note(file, 0, _PADDED)
    return text


def _joined(sentences: Sequence[Sentence], measure: Callable[[str], int]) -> tuple[str, bool]:
    """The text in which each sentence begins where its first token does, and whether anything had
    to be put between two of them. WebAnno puts a line end first, and then spaces."""
    parts: list[str] = []
    length, padded = 0, False
    for sentence in sentences:
        gap = sentence.rows[0].begin - length if sentence.rows else int(bool(parts))
        if length + gap > 2 * MAX_LENGTH:
            raise InvalidInput(f"A sentence begins at {length + gap:,}, where no text can be.")
        if gap > 0:
            parts.append("\n" + " " * (gap - 1) if parts else " " * gap)
            padded = padded or len(parts) > 1
        parts.append(sentence.text)
        length += max(gap, 0) + measure(sentence.text)
    return "".join(parts), padded


def _from_utf16(text: str, rows: list[Row]) -> list[tuple[int, int]]:
    """An empty place for a row that has none in the text."""
    moved = iter(known_from_utf16(text, (at for row in rows for at in (row.begin, row.end))))
    return [(next(moved) or 0, next(moved) or 0) for _ in rows]


def _fits(text: str, rows: list[Row], places: list[tuple[int, int]]) -> int:
    """How many of the rows have their word at their place."""
    return sum(_is_at(text, *place, row) for row, place in zip(rows, places, strict=True))


def _is_at(text: str, begin: int, end: int, row: Row) -> bool:
    here = text[begin:end]
    return here in (row.word, escapes.plain(row.word))


def _place(
    found: Table, text: str, places: dict[int, tuple[int, int]], file: str
) -> Iterator[Problem]:
    for sentence in found.sentences:
        fitting = []
        for row in sentence.rows:
            begin, end = places[id(row)]
            if begin < end and _is_at(text, begin, end, row):
                row.begin, row.end = begin, end
                fitting.append(row)
            else:
                reason = f"The text at {row.begin}–{row.end} is not “{row.word[:60]}”."
                yield Problem(file, row.line, reason)
        sentence.rows = fitting

"""Plain text: one article a file."""

from pathlib import PurePosixPath
from typing import IO

from annotator.errors import InvalidInput
from annotator.formats import encodings
from annotator.formats.records import LENGTHS, Item, Problem, Record, digest_of, words_in
from annotator.text.clean import MAX_LENGTH, clean

MAX_BYTES = 4 * MAX_LENGTH + 4


def read(stream: IO[bytes], file: str, encoding: str, *, first_line_is_title: bool) -> Item:
    """The article; the title's line and the empty ones after it are then no part of the text."""
    data = stream.read(MAX_BYTES + 1)
    try:
        if len(data) > MAX_BYTES:
            raise InvalidInput(f"An article may have {MAX_LENGTH:,} characters; this has more.")
        text = clean(encodings.decode(data, encoding))
        title = ""
        if first_line_is_title:
            title, text = split_title(text)
            text = clean(text)
    except InvalidInput as error:
        return Problem(file, error.details.get("line", 0), error.message, data)
    return Record(
        file=file,
        line=1,
        uid="",
        stem=stem_of(file),
        title=title,
        text=text,
        digest=digest_of(text),
        words=words_in(text),
        raw=data,
    )


def split_title(text: str) -> tuple[str, str]:
    """The first line that isn't empty, and what comes after it."""
    line, _, rest = text.lstrip().partition("\n")
    title = " ".join(line.split())
    if len(title) > LENGTHS["title"]:
        raise InvalidInput(
            f"The first line is no title: it has {len(title):,} characters "
            f"and may have {LENGTHS['title']}."
        )
    return title, rest.lstrip("\n")


def stem_of(file: str) -> str:
    """The file's name without its ending, to name the article after."""
    stem = "".join(char for char in PurePosixPath(file).stem if char.isprintable())
    return stem.strip()[: LENGTHS["uid"] - 20]

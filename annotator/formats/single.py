"""Files that are one article each: what a page, a Word document or a PDF says, as a record."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from annotator.errors import InvalidInput
from annotator.formats import foreign, plain
from annotator.formats.records import Item, Options, Problem, Record, Source
from annotator.text.clean import clean

ReadOne = Callable[[Source, bytes, Options], Iterator[Item]]
"""What makes items of a file and what is in it."""


def each(
    sources: Iterable[Source], options: Options, most: int, read_one: ReadOne
) -> Iterator[Item]:
    """What ``read_one`` makes of each file; one of more than ``most`` bytes is a problem."""
    for source in sources:
        raw = b""
        try:
            raw = _content(source, most)
            yield from read_one(source, raw, options)
        except InvalidInput as error:
            yield Problem(source.name, error.details.get("line", 0), error.message, raw)


def _content(source: Source, most: int) -> bytes:
    with source.open() as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise InvalidInput(f"A file of this kind may have {most:,} bytes; this has more.")
    return data


def article(
    text: str, file: str, raw: bytes, fields: Mapping[str, str], options: Options | None = None
) -> Record:
    """What doesn't fit our fields becomes metadata.

    Where the title is known, it is not said again by the first line of the text. With ``options``
    given, the first line may have to be the title.
    """
    text = clean(_storable(text))
    fields = {name: _storable(value) for name, value in fields.items() if value}
    title = fields.get("title", "")
    if not title and options and options.first_line_is_title:
        fields["title"], text = plain.split_title(text)
    elif title:
        text = _without(title, text)
    kept = {name: foreign.fitting(name, value) for name, value in fields.items()}
    rest = {name: value for name, value in fields.items() if not kept[name]}
    record = foreign.record(clean(text), file, 1, raw, kept, rest, [])
    record.stem = plain.stem_of(file)
    return record


def _without(title: str, text: str) -> str:
    first, _end, rest = text.lstrip("\n").partition("\n")
    same = first.split() == title.split()
    return rest.lstrip("\n") if same and rest.strip() else text


def _storable(text: str) -> str:
    """Characters that can't be stored are shown to be missing."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()

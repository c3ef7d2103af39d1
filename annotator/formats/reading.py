"""One way to read every kind of file."""

from collections.abc import Iterable, Iterator

from annotator.errors import InvalidInput
from annotator.formats import archives, encodings, lines, plain, sniffing, tables
from annotator.formats.records import Item, Opened, Options, Problem, Source


def read(sources: Iterable[Source], options: Options) -> Iterator[Item]:
    """What is in the files, in their order: one article in memory at a time.

    Nothing that is wrong with a file raises; it becomes a Problem.
    """
    for source in sources:
        try:
            yield from _read(source, options)
        except InvalidInput as error:
            yield Problem(source.name, error.details.get("line", 0), error.message)


def _read(source: Source, options: Options) -> Iterator[Item]:
    if source.size > options.limits.file:
        raise InvalidInput(
            f"The file has {source.size:,} bytes, and {options.limits.file:,} are read at most."
        )
    with source.open() as stream:
        sample = stream.read(encodings.SAMPLE)
    if not sample:
        raise InvalidInput("There is nothing in this file.")
    kind = sniffing.kind_of(source.name, sample[: sniffing.HEAD])
    if kind == "zip":
        yield from _read_archive(source, options)
        return
    encoding = _encoding(sample, source.size, options.encoding)
    yield from _READERS[kind](source, encoding, options)


def _encoding(sample: bytes, size: int, wanted: str) -> str:
    """A byte-order mark tells more than a choice that was made for all files together."""
    found = encodings.marked(sample)
    if found:
        return found
    if wanted:
        return encodings.lookup(wanted)
    return encodings.detect(sample, whole=len(sample) >= size)


def _read_archive(source: Source, options: Options) -> Iterator[Item]:
    for member in archives.members(source, options.limits):
        if isinstance(member, Problem):
            yield member
            continue
        try:
            yield from _read(member, options)
        except InvalidInput as error:
            yield Problem(member.name, error.details.get("line", 0), error.message)


def _read_text(source: Source, encoding: str, options: Options) -> Iterator[Item]:
    yield Opened(source.name, "text", encoding)
    with source.open() as stream:
        yield plain.read(
            stream, source.name, encoding, first_line_is_title=options.first_line_is_title
        )


def _read_lines(source: Source, encoding: str, _: Options) -> Iterator[Item]:
    yield Opened(source.name, "jsonl", encoding, head=encodings.mark_of(encoding))
    with source.open() as stream:
        yield from lines.read(stream, source.name, encoding)


def _read_json(source: Source, encoding: str, options: Options) -> Iterator[Item]:
    """One JSON list or object, or JSON lines under another name."""
    with source.open() as stream:
        found = lines.read_piece(stream, source.name, encoding)
    if found is None:
        yield from _read_lines(source, encoding, options)
        return
    yield Opened(source.name, "json", encoding)
    yield from found


def _read_table(source: Source, encoding: str, options: Options) -> Iterator[Item]:
    return tables.read(source, encoding, options.columns)


_READERS = {
    "text": _read_text,
    "jsonl": _read_lines,
    "json": _read_json,
    "csv": _read_table,
}

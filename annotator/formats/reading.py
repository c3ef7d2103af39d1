"""One way to read every kind of file."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from annotator.errors import InvalidInput
from annotator.formats import archives, encodings, lines, plain, registry, sniffing, tables
from annotator.formats.records import Item, Note, Opened, Options, Problem, Record, Source

_REMEMBERED = 10_000
_SPLIT = "How the articles were split is left out; a new release divides them anew."


def read(sources: Iterable[Source], options: Options) -> Iterator[Item]:
    """What is in the files: one article in memory at a time, as far as their formats allow.

    Nothing that is wrong with a file raises; it becomes a Problem. Formats may say the same of
    each article; it is told once a file.
    """
    told: set[tuple[str, str]] = set()
    for item in _each(sources, options):
        if not isinstance(item, Note):
            yield item
        for note in _notes(item):
            if (note.file, note.sentence) not in told:
                told.add((note.file, note.sentence))
                yield note
        if len(told) > _REMEMBERED:
            told.clear()


def _notes(item: Item) -> Iterator[Note]:
    """What there is to be told: the note itself, or something of a record."""
    if isinstance(item, Note):
        yield item
    elif isinstance(item, Record) and item.split:
        yield Note(item.file, item.line, _SPLIT)


def _each(sources: Iterable[Source], options: Options) -> Iterator[Item]:
    given: list[Source] = []
    for source in sources:
        if _is_archive(source):
            yield from _guarded(_read_archive(source, options), source.name)
        else:
            given.append(source)
    yield from _read_all(given, options)


def _read_all(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """First what stands alone, in its order, then what formats need together."""
    fitting: list[Source] = []
    for source in sources:
        try:
            _check_size(source, options)
            fitting.append(source)
        except InvalidInput as error:
            yield Problem(source.name, 0, error.message)
    if options.format in _READERS:
        for source in fitting:
            yield from _guarded(_read_one(options.format, source, options), source.name)
        return
    if options.format and fitting:
        yield from _guarded(_read_as(options.format, fitting, options), fitting[0].name)
        return
    for form, own in sniffing.sort_out(fitting).items():
        if form:
            yield from _guarded(_read_as(form, own, options), own[0].name)
        for source in own if not form else ():
            yield from _guarded(_read(source, options), source.name)


def _read_as(form: str, sources: Sequence[Source], options: Options) -> Iterator[Item]:
    known = registry.format_named(form)
    if not known.reads:
        raise InvalidInput(f"{known.title} can be written, and not read.")
    yield from known.read(sources, options)


def _guarded(items: Iterator[Item], file: str) -> Iterator[Item]:
    try:
        yield from items
    except InvalidInput as error:
        yield Problem(error.details.get("file", file), error.details.get("line", 0), error.message)


def _check_size(source: Source, options: Options) -> None:
    if source.size > options.limits.file:
        raise InvalidInput(
            f"The file has {source.size:,} bytes, and {options.limits.file:,} are read at most."
        )
    if not source.size and PurePosixPath(source.name.lower()).suffix not in sniffing.MAY_BE_EMPTY:
        raise InvalidInput("There is nothing in this file.")


def _is_archive(source: Source) -> bool:
    return sniffing.KINDS.get(PurePosixPath(source.name.lower()).suffix) == "zip"


def _read(source: Source, options: Options) -> Iterator[Item]:
    with source.open() as stream:
        kind = sniffing.kind_of(source.name, stream.read(sniffing.HEAD))
    if kind in _READERS:
        yield from _read_one(kind, source, options)
    else:
        yield from _read_as(kind, [source], options)


def _read_one(kind: str, source: Source, options: Options) -> Iterator[Item]:
    return _READERS[kind](source, encodings.of(source, options), options)


def _read_archive(source: Source, options: Options) -> Iterator[Item]:
    _check_size(source, options)
    with source.open() as stream:
        sniffing.kind_of(source.name, stream.read(sniffing.HEAD))
    with archives.opened(source, options.limits) as members:
        yield from (one for one in members if isinstance(one, Problem))
        yield from _read_all([one for one in members if isinstance(one, Source)], options)


def _read_text(source: Source, encoding: str, options: Options) -> Iterator[Item]:
    yield Opened(source.name, "text", encoding)
    title = options.first_line_is_title
    with source.open() as stream:
        found = plain.read(stream, source.name, encoding, first_line_is_title=title)
    if isinstance(found, Record):
        found.url = source.url
    yield found


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

"""WebAnno TSV in: the text out of its sentences, annotations out of the columns."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from annotator.errors import InvalidInput
from annotator.formats import companion, encodings
from annotator.formats.documents import joined
from annotator.formats.layers import Layers
from annotator.formats.records import Item, Opened, Options, Problem, Source
from annotator.formats.text_lines import lines_of
from annotator.formats.webanno import columns, table, texts
from annotator.formats.webanno.table import Table

NAME = "webanno"
MAX_BYTES = 32 * 1024 * 1024
_TABLES = (".tsv", ".csv", ".txt")


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """The articles, in the order of their files; the sets of one article are put together."""
    return joined(_documents(sources, options))


def _documents(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    by_path = {PurePosixPath(source.name): source for source in sources}
    for path, source in by_path.items():
        if path.suffix.lower() == ".json":
            if not any(path.with_suffix(ending) in by_path for ending in _TABLES):
                yield Problem(source.name, 0, f"There is no table “{path.stem}.tsv” beside it.")
            continue
        try:
            yield from _document(source, by_path.get(path.with_suffix(".json")), options)
        except InvalidInput as error:
            yield Problem(source.name, error.details.get("line", 0), error.message)


def _document(source: Source, beside: Source | None, options: Options) -> Iterator[Item]:
    encoding = encodings.of(source, options)
    yield Opened(source.name, NAME, encoding)
    if source.size > MAX_BYTES:
        raise InvalidInput(f"A document may have {MAX_BYTES:,} bytes; this has {source.size:,}.")
    found = Table()
    yield from table.parse(lines_of(source, encoding), encoding, source.name, found)
    kept = yield from companion.beside(beside, NAME)
    text = yield from texts.text_of(found, source.name, kept.before if kept else "")
    kept = yield from companion.still_of(kept, text, source.name)
    cleaned = companion.cleaned(text, kept)
    layers = Layers()
    yield from columns.read(found, layers, source.name)
    for piece in layers.pieces:
        piece.begin, piece.end = cleaned.move(piece.begin), cleaned.move(piece.end)
    yield from layers.assemble(cleaned.text, source.name, kept)
    content = layers.spans, layers.relations
    with source.open() as stream:
        raw = stream.read(MAX_BYTES)
    yield companion.article(kept, cleaned.text, source.name, content, raw=raw)

"""brat in: texts with the .ann files beside them, whoever wrote them."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from annotator.errors import InvalidInput
from annotator.formats import companion, encodings, plain
from annotator.formats.brat import annotations, placing, saying
from annotator.formats.brat.annotations import Standoff
from annotator.formats.brat.names import shown_names
from annotator.formats.documents import joined
from annotator.formats.records import Item, Opened, Options, Problem, Source
from annotator.formats.text_lines import lines_of
from annotator.text.clean import MAX_LENGTH

NAME = "brat"
_NAMES = "visual.conf"
_TEXTS = (".txt", ".text")


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """The articles, in the order of their files; the sets of one article are put together."""
    return joined(_documents(sources, options))


def _documents(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    by_path = {PurePosixPath(source.name): source for source in sources}
    texts = {path.with_suffix("") for path in by_path if path.suffix.lower() in _TEXTS}
    names = {
        path.parent: shown_names(lines_of(source, encodings.of(source, options)))
        for path, source in by_path.items()
        if path.name.lower() == _NAMES
    }
    for path, source in by_path.items():
        if path.suffix.lower() in _TEXTS:
            own = by_path.get(path.with_suffix(".ann"))
            beside = by_path.get(path.with_suffix(".json"))
            try:
                near = next((names[one] for one in path.parents if one in names), {})
                yield from _document(source, own, beside, options, near)
            except InvalidInput as error:
                yield Problem(source.name, error.details.get("line", 0), error.message)
        elif path.suffix.lower() in (".ann", ".json") and path.with_suffix("") not in texts:
            yield Problem(source.name, 0, f"There is no text “{path.stem}.txt” beside it.")


def _document(
    source: Source,
    own: Source | None,
    beside: Source | None,
    options: Options,
    names: dict[str, str],
) -> Iterator[Item]:
    encoding = encodings.of(source, options)
    yield Opened(source.name, NAME, encoding)
    with source.open() as stream:
        data = stream.read(plain.MAX_BYTES + 1)
    if len(data) > plain.MAX_BYTES:
        raise InvalidInput(f"An article may have {MAX_LENGTH:,} characters; this has more.")
    original = encodings.decode(data, encoding)
    kept = yield from companion.beside(beside, NAME)
    kept = yield from companion.still_of(kept, original, source.name)
    cleaned = companion.cleaned(original, kept)
    if own is None:
        yield companion.article(kept, cleaned.text, source.name, None, raw=data)
        return
    found = Standoff()
    yield from annotations.parse(own, encodings.of(own, options), found)
    yield from placing.placed(list(found.spans.values()), original, cleaned, own.name)
    said = yield from saying.said(found, cleaned.text, own.name, kept, names)
    yield companion.article(
        kept, cleaned.text, source.name, said.content, raw=data, speakers=said.speakers
    )

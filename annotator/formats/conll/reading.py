"""CoNLL in: files with the same tokens are layers of the same articles, read side by side."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from annotator.errors import InvalidInput
from annotator.formats import companion, encodings, values
from annotator.formats import spans as labels
from annotator.formats.companion import Companion
from annotator.formats.conll import rows, tags
from annotator.formats.conll.rows import Found, Tokens
from annotator.formats.conll.stems import Stem, stems
from annotator.formats.conll.texts import aligned, joined_up
from annotator.formats.documents import joined
from annotator.formats.records import Item, Note, Opened, Options, Problem, Record, Source, Span
from annotator.formats.text_lines import lines_of
from annotator.text.spans import Fragment, check, quote_of

NAME = "conll"
_JOINED = "The text was put together from the tokens: a space between two, a line for a sentence."


@dataclass(slots=True)
class Beside:
    """What is known of a document: its text, and what its tags stand for."""

    kept: Companion
    text: str
    labels: dict[str, str] = field(default_factory=dict)


def read(sources: Sequence[Source], options: Options) -> Iterator[Item]:
    """The articles, stem by stem; the sets of one article are put together."""
    for stem in stems(sources, options):
        yield from joined(_articles(stem, options))


def _articles(stem: Stem, options: Options) -> Iterator[Item]:
    if stem.beside and not stem.layers:
        yield Problem(stem.beside.name, 0, "There are no files of tokens beside this one.")
        return
    for source in stem.layers:
        yield Opened(source.name, NAME, encodings.of(source, options))
    readers = [rows.documents(source, options) for source in stem.layers]
    besides = _besides(stem.beside)
    for number in count(1):
        layers: list[Tokens | None] = []
        for reader in readers:
            document = yield from _next(reader)
            layers.append(document)
        if not any(layers):
            return
        beside = yield from _next_beside(besides)
        article = _Article(stem, layers, number)
        yield from article.read(beside)
        if article.made:
            if not article.is_exact:
                yield Note(stem.layers[0].name, article.made.line, _JOINED)
            yield article.made


def _next(reader: Iterator[Found]) -> Generator[Problem | Note, None, Tokens | None]:
    for one in reader:
        if isinstance(one, Tokens):
            return one
        yield one
    return None


def _next_beside(besides: Iterator[Beside | Problem]) -> Generator[Problem, None, Beside | None]:
    one = next(besides, None)
    if isinstance(one, Problem):
        yield one
        return None
    return one


def _besides(source: Source | None) -> Iterator[Beside | Problem]:
    """One for each document, in their order."""
    if source is None:
        return
    for number, line in enumerate(lines_of(source, encodings.UTF_8, companion.MAX_BYTES), 1):
        try:
            given = companion.parsed(line, NAME)
            said = given.get("labels")
            known = said if isinstance(said, dict) else {}
            text = values.string(given, "text")
            yield Beside(companion.understood(given), text, {k: str(v) for k, v in known.items()})
        except InvalidInput as error:
            yield Problem(source.name, number, error.message)


class _Article:
    """The same document in all layers; ``made`` is the article, if it can be one."""

    def __init__(self, stem: Stem, layers: list[Tokens | None], number: int) -> None:
        self._stem = stem
        self._layers = layers
        self._number = number
        self.made: Record | None = None
        self.is_exact = False

    def read(self, beside: Beside | None) -> Iterator[Problem]:
        source, first = self._stem.layers[0], self._layers[0]
        known: dict[str, str] = {}
        kept, text, places = None, "", None
        words = first.words if first else []
        if beside:
            text, places = beside.text, aligned(beside.text, words)
        if beside and places and companion.is_of(beside.kept, text):
            kept, known, self.is_exact = beside.kept, beside.labels, True
        else:
            text, places = joined_up(words, first.breaks if first else set())
        found: list[Span] = []
        for layer, tokens in zip(self._stem.layers, self._layers, strict=True):
            if tokens is None or tokens.words != words:
                line = tokens.line if tokens else 0
                reason = f"Document {self._number} has not the tokens that {source.name} has."
                yield Problem(layer.name, line, reason)
            else:
                yield from _spans(tokens, places, text, known, layer.name, found)
        if first is None:
            return
        try:
            self.made = self._record(kept, text, found, first.line)
        except InvalidInput as error:
            yield Problem(source.name, first.line, error.message)

    def _record(self, kept: Companion | None, text: str, found: list[Span], line: int) -> Record:
        file = self._stem.layers[0].name
        cleaned = companion.cleaned(text, kept)
        for span in found:
            span.fragments = tuple((cleaned.move(a), cleaned.move(b)) for a, b in span.fragments)
            span.quote = quote_of(cleaned.text, span.fragments)
            check(cleaned.text, span.fragments, span.quote)
        made = companion.article(kept, cleaned.text, file, (found, []), line=line)
        if made.stem:
            made.stem = f"{made.stem[:150]}-{self._number}"
        return made


def _spans(
    tokens: Tokens,
    places: list[Fragment],
    text: str,
    known: dict[str, str],
    file: str,
    into: list[Span],
) -> Iterator[Problem]:
    """Adds what the tags mark; one whose label can't be is a problem."""
    for tag, first, last in tags.decoded(tokens.tags, tokens.breaks):
        fragments = ((places[first][0], places[last - 1][1]),)
        try:
            label = labels.label({"label": known.get(tag, tag)})
            into.append(Span("", label, fragments, quote_of(text, fragments)))
        except InvalidInput as error:
            yield Problem(file, tokens.line, f"{error.message} (token {first + 1})")

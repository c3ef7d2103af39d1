"""CoNLL out: files for all labels grow side by side."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, cast

import orjson

from annotator.formats import companion
from annotator.formats.alignment import fit
from annotator.formats.conll import tags
from annotator.formats.documents import Document, count_article, count_unheld, documents
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record, Span
from annotator.formats.writing import CHUNK, Names, Piece, Spools, Writing, chosen, safe
from annotator.text.sentences import sentences
from annotator.text.spans import Fragment, length
from annotator.text.tokens import tokenize

NAME = "conll"
VARIANTS = ("iob2", "bilou", "conll2003")
DOCSTART = "-DOCSTART- -X- O O\n\n"
_SPACE = re.compile(r"\s+")
_BETWEEN = {"conll2003": " -X- O "}  # neither parts of speech nor chunks are known
_LOST = (*(Loss.RELATIONS, Loss.IDS, Loss.ATTRIBUTES, Loss.NOTES, Loss.VALUES, Loss.PROVENANCE),)


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """“corpus.train.Claim.conll” for each split and label, and “corpus.train.jsonl” beside them."""
    with Spools() as spools:
        stems: dict[str, _Stem] = {}
        for record in records:
            count_article(record, losses, Loss.SPEAKERS)
            name = f"{writing.name}.{record.split}" if record.split else writing.name
            if name not in stems:
                stems[name] = _Stem(name, spools, writing, losses)
            for document in documents(record):
                count_unheld(document, losses, *_LOST)
                stems[name].add(document)
        for stem in stems.values():
            stem.finish()
        yield from spools.pieces()


class _Stem:
    """The files of one split. ``_bare`` are all tokens without tags, for a label that is met late:
    its file must begin with the documents that have none of it."""

    def __init__(self, name: str, spools: Spools, writing: Writing, losses: Losses) -> None:
        self._name = name
        self._spools = spools
        self._losses = losses
        self._borders = writing.borders
        variant = chosen(VARIANTS, writing)
        self._tagged: Callable[..., list[str]] = tags.bilou if variant == "bilou" else tags.iob2
        self._between = _BETWEEN.get(variant, " ")
        self._bare = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 – closed when finished
        self._files: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._names = Names()
        for label in writing.scheme.labels:
            self._open(label.name)

    def add(self, document: Document) -> None:
        text = document.record.text
        tokens = tokenize(text)
        words = [text[start:end] for start, end in tokens]
        begins = {first for first, _last in sentences(text, tokens)}
        by_label: dict[str, list[Span]] = {}
        for span in document.spans:
            by_label.setdefault(span.label, []).append(span)
        for label in by_label:
            self._open(label)
        bare = self._rows(words, [tags.OUTSIDE] * len(words), begins)
        for label, file in self._files.items():
            found = self._stretches(tokens, by_label.get(label, []))
            written = self._tagged(len(words), found, self._labels[label])
            breaks = begins.difference(*(range(a + 1, b) for a, b in found))
            self._spools.add(file, self._rows(words, written, breaks) if found else bare)
        self._bare.write(bare)
        self._spools.add(f"{self._name}.jsonl", self._beside(document))

    def finish(self) -> None:
        """Where there is no label at all, the tokens alone are written."""
        if not self._files:
            self._copy(f"{self._name}.conll")
        self._bare.close()

    def _open(self, label: str) -> None:
        if label not in self._files:
            self._files[label] = f"{self._names.of(f'{self._name}.{safe(label)}')}.conll"
            self._labels[label] = self._tag_of(label)
            self._copy(self._files[label])

    def _tag_of(self, label: str) -> str:
        """The label without spaces, unlike all others."""
        wanted, number = _SPACE.sub("_", label.strip()), 1
        while (found := wanted if number == 1 else f"{wanted}-{number}") in self._labels.values():
            number += 1
        return found

    def _copy(self, file: str) -> None:
        target = self._spools.file(file)
        self._bare.seek(0)
        while data := self._bare.read(CHUNK):
            target.write(data)

    def _rows(self, words: Sequence[str], written: Sequence[str], begins: set[int]) -> bytes:
        pairs = zip(words, written, strict=True)
        rows = [f"{word}{self._between}{tag}\n" for word, tag in pairs]
        for number in begins - {0}:
            rows[number] = f"\n{rows[number]}"
        return f"{DOCSTART}{''.join(rows)}\n".encode()

    def _stretches(self, tokens: list[Fragment], spans: list[Span]) -> list[Fragment]:
        """The tokens of each piece of what is marked; of two that overlap the longer one stays."""
        taken: set[int] = set()
        found: list[Fragment] = []
        for span in sorted(spans, key=lambda one: -length(one.fragments)):
            own = self._fitted(tokens, span)
            covered = {at for first, last in own for at in range(first, last)}
            if covered & taken:
                self._losses.count(Loss.OVERLAPS)
                continue
            taken |= covered
            found += own
            self._losses.count(Loss.PIECES, int(len(own) > 1))
        return found

    def _fitted(self, tokens: list[Fragment], span: Span) -> list[Fragment]:
        """Its pieces on whole tokens; what happens to several of them is counted once."""
        here = Losses()
        fitted = [fit(tokens, start, end, self._borders, here) for start, end in span.fragments]
        for loss in here:
            self._losses.count(loss)
        return _apart(place for place in fitted if place)

    def _beside(self, document: Document) -> bytes:
        said = companion.written(document, NAME, {}, {}) | {
            "text": document.record.text,
            "labels": {tag: label for label, tag in self._labels.items() if tag != label},
            "speakers": [],
        }
        return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


def _apart(places: Iterable[Fragment]) -> list[Fragment]:
    """Pieces that came to share a token are one."""
    found: list[Fragment] = []
    for first, last in places:
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found

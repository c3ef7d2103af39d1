"""schema.org's Claim and ClaimReview out."""

from collections.abc import Iterable, Iterator

import orjson

from annotator.formats.claims import nodes
from annotator.formats.claims.nodes import Node
from annotator.formats.documents import Document, count_article, count_unheld, documents
from annotator.formats.losses import Loss, Losses
from annotator.formats.records import Record, Span
from annotator.formats.writing import Piece, Writing, one_file

_HEAD = b'{"@context":"https://schema.org","@graph":['
_UNHELD = (Loss.SETS, Loss.NAMES, Loss.RELATION_IDS)


def write(records: Iterable[Record], writing: Writing, losses: Losses) -> Iterator[Piece]:
    """One document with a claim or a review in each line."""
    return one_file(f"{writing.name}.jsonld", _lines(records, _Claims(writing, losses)))


def _lines(records: Iterable[Record], claims: "_Claims") -> Iterator[bytes]:
    yield _HEAD
    separator = b"\n"
    for record in records:
        for document in claims.documents(record):
            for node in claims.of(document):
                yield separator + orjson.dumps(node)
                separator = b",\n"
    yield b"\n]}\n"


class _Claims:
    def __init__(self, writing: Writing, losses: Losses) -> None:
        self._meanings = {label.name: label.meaning for label in writing.scheme.labels}
        self._losses = losses
        self._seen: set[str] = set()

    def documents(self, record: Record) -> Iterator[Document]:
        count_article(record, self._losses, Loss.TEXTS, Loss.META)
        more = {entry.id for entry in record.speakers if entry.notes} - self._seen
        self._losses.count(Loss.SPEAKERS, len(more))
        self._seen |= more
        return documents(record)

    def of(self, document: Document) -> Iterator[Node]:
        """The claims of a set, each with its review if there is one."""
        one = document.one
        claims = [span for span in document.spans if self._means(span, "claim")]
        self._losses.count(Loss.EMPTY, not claims)
        count_unheld(document, self._losses, *_UNHELD)
        authors = self._authors(document)
        self._count_left_out(document, claims, authors)
        known = {entry.id: entry for entry in document.record.speakers}
        for span in claims if one else ():
            assert one  # noqa: S101
            said = [nodes.speaker(who, known) for who in authors.get(span.id, ())]
            yield nodes.claim(document.record, one, span, said)
            rating = nodes.rated(span) if one.kind in nodes.RATED_IN else None
            self._count_lost(span, rating is not None)
            if rating:
                yield nodes.review(document.record, one, span, *rating)

    def _means(self, span: Span, meaning: str) -> bool:
        return self._meanings.get(span.label) == meaning

    def _authors(self, document: Document) -> dict[str, list[Span]]:
        """The speakers of each claim: whoever a relation joins with it, in either direction."""
        spans = {span.id: span for span in document.spans}
        found: dict[str, list[Span]] = {}
        for link in document.relations:
            ends = spans[link.source], spans[link.target]
            for claim, who in (ends, ends[::-1]):
                if self._means(claim, "claim") and self._means(who, "speaker"):
                    found.setdefault(claim.id, []).append(who)
        return found

    def _count_left_out(
        self, document: Document, claims: list[Span], authors: dict[str, list[Span]]
    ) -> None:
        said = sum(map(len, authors.values()))
        used = {who.id for found in authors.values() for who in found}
        self._losses.count(Loss.RELATIONS, len(document.relations) - said)
        self._losses.count(Loss.ANNOTATIONS, len(document.spans) - len(claims) - len(used))

    def _count_lost(self, span: Span, is_rated: bool) -> None:
        """A claim's words are written, and not where they stand."""
        self._losses.count(Loss.FRAGMENTS, len(span.fragments) > 1)
        self._losses.count(Loss.NOTES, bool(span.note))
        self._losses.count(Loss.ATTRIBUTES, len(span.attributes) > is_rated)
        self._losses.count(Loss.VALUES, span.value is not None)
        self._losses.count(Loss.PROVENANCE, bool(span.provenance))

"""Builders: the least that a test of agreement needs."""

from collections.abc import Mapping, Sequence
from itertools import count

from annotator.agreement.model import AnnotationSet, Annotator, Article, Link, Span

_numbers = count(1)


def span(label: str, *fragments: tuple[int, int], **values: object) -> Span:
    given = {"id": f"span-{next(_numbers)}"} | values
    return Span(label=label, fragments=fragments, **given)


def of(*spans: Span, links: Sequence[Link] = ()) -> AnnotationSet:
    return AnnotationSet(spans, tuple(links))


def article(
    sets: Mapping[Annotator, AnnotationSet], length: int = 200, key: object = None
) -> Article:
    return Article(key or f"article-{next(_numbers)}", length, sets)

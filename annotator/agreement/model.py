"""What is compared: articles with a set of spans and links for each annotator."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from annotator.text.spans import Fragments

# Opaque keys: nothing is asked of them but to be equal or not.
Annotator: TypeAlias = Hashable
Pair: TypeAlias = tuple[Annotator, Annotator]


@dataclass(frozen=True, slots=True)
class Span:
    """One annotation; ``fragments`` are normalised code points, half-open.

    ``attributes``: values by name, a list where several can be chosen. ``value``: what a figure
    says, in a form that ``==`` compares. ``speaker``: the register entry it points to, if any.
    ``head``: where the word begins that the others lean on, if the caller knows.
    """

    id: str
    label: str
    fragments: Fragments
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)
    value: object = field(default=None, hash=False)
    speaker: Hashable = None
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two spans of one set, by their ids: source –type→ target."""

    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """One annotator's version of an article."""

    spans: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """``length`` in code points; one set for every annotator who did it, an empty one too."""

    key: Hashable
    length: int
    sets: Mapping[Annotator, AnnotationSet] = field(hash=False)


def annotators(articles: Iterable[Article]) -> list[Annotator]:
    """Everybody who annotated one of them, in the order of first appearance."""
    return list(dict.fromkeys(who for article in articles for who in article.sets))


def pairs(articles: Iterable[Article]) -> list[Pair]:
    """Every two who have an article in common, in the order of first appearance."""
    articles = list(articles)
    place = {who: at for at, who in enumerate(annotators(articles))}
    found: dict[Pair, None] = {}
    for article in articles:
        found.update(dict.fromkeys(combinations(sorted(article.sets, key=place.__getitem__), 2)))
    return sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))


def labels(articles: Iterable[Article]) -> list[str]:
    """Every label that somebody used, sorted."""
    return sorted(
        {
            span.label
            for article in articles
            for made in article.sets.values()
            for span in made.spans
        }
    )

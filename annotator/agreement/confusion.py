"""What one annotator labelled this the other labelled that, or not at all: label × label."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from annotator.agreement.matching import Group, match, one_group
from annotator.agreement.model import Annotator, Article, Pair, Span, pairs

NOTHING = None


@dataclass(frozen=True, slots=True)
class Case:
    """Two spans of one article that are held to be the same thing; None where there is none."""

    article: Hashable
    a: Annotator
    b: Annotator
    span_a: str | None
    span_b: str | None
    iou: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """``counts``: by label of A and of B, NOTHING where one of them has none.

    ``cases``: what is behind every count of labels that differ, the closest first.
    """

    counts: dict[tuple[str | None, str | None], int]
    cases: dict[tuple[str | None, str | None], tuple[Case, ...]]

    @property
    def labels(self) -> tuple[str, ...]:
        """Sorted."""
        return tuple(sorted({label for pair in self.counts for label in pair if label}))

    def either(self, one: str | None, other: str | None) -> int:
        """Whichever of the two annotators said which."""
        there = self.counts.get((one, other), 0)
        return there if one == other else there + self.counts.get((other, one), 0)


def confusion(
    articles: Sequence[Article], pair: Pair | None = None, group: Group = one_group
) -> Confusion:
    """Of two annotators, the first being A; or of every two, A being who came first.

    Spans are matched as in ``matching.match``.
    """
    cases: defaultdict[tuple[str | None, str | None], list[Case]] = defaultdict(list)
    counts: defaultdict[tuple[str | None, str | None], int] = defaultdict(int)
    compared = [pair] if pair else pairs(articles)
    for article in articles:
        for a, b in compared:
            if a in article.sets and b in article.sets:
                for key, case in _cases(article, a, b, group):
                    counts[key] += 1
                    if key[0] != key[1]:
                        cases[key].append(case)
    return Confusion(dict(counts), {key: _closest_first(found) for key, found in cases.items()})


def _cases(
    article: Article, a: Annotator, b: Annotator, group: Group
) -> Iterable[tuple[tuple[str | None, str | None], Case]]:
    mine, theirs = article.sets[a].spans, article.sets[b].spans
    found = match(mine, theirs, group)
    met: list[tuple[Span | None, Span | None, float]] = [
        (mine[one.a], theirs[one.b], one.iou) for one in found.matches
    ]
    met += [(mine[at], None, 0.0) for at in found.only_a]
    met += [(None, theirs[at], 0.0) for at in found.only_b]
    for one, other, iou in met:
        key = one.label if one else NOTHING, other.label if other else NOTHING
        ids = one.id if one else None, other.id if other else None
        yield key, Case(article.key, a, b, *ids, iou)


def _closest_first(cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple(sorted(cases, key=lambda case: -case.iou))

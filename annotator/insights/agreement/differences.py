"""What is behind the numbers: the places at which two annotators differ, as rows to be kept."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from django.db import connection

from annotator.agreement import boundaries
from annotator.agreement.clusters import clusters
from annotator.agreement.disagreements import UNANIMOUS, Verdict, verdicts
from annotator.agreement.model import Annotator, Article, Pair, Span
from annotator.annotations.fields import multirange
from annotator.insights.agreement.loading import GOLD, Loaded

Row = tuple[Any, ...]

COLUMNS = (
    "comparison_id", "article_id", "a", "b", "label_a", "label_b", "fragments_a", "fragments_b",
    "kinds", "fields", "details", "distance",
)  # fmt: skip

KINDS = tuple(
    kind for kind in boundaries.KINDS if kind not in (boundaries.LONGER, boundaries.SHORTER)
)
"""Kinds of boundary errors that are the same from both sides."""

_LONGER = {boundaries.LONGER: 0, boundaries.SHORTER: 1}


class Tally:
    """Counts over all pairs of annotators; rows are given away article by article.

    ``confusion``: by the labels of both, in order, "" where one has nothing. ``met``: by label, how
    often two annotators marked the same thing with it, and with how many the same borders.
    ``edges``: by label and kind of boundary error. ``longer``: by label and person, how often
    theirs was longer and shorter.
    """

    def __init__(self) -> None:
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.met: Counter[str] = Counter()
        self.same: Counter[str] = Counter()
        self.edges: Counter[tuple[str, str]] = Counter()
        self.longer: Counter[tuple[str, Annotator, int]] = Counter()

    def rows(self, one: Loaded) -> Iterator[Row]:
        """The differences of an article, without the comparison that they belong to."""
        for pair in combinations(one.article.sets, 2):
            for verdict in of_pair(one.article, pair):
                self._count(one, pair, verdict)
                if verdict.kinds != (UNANIMOUS,):
                    yield _row(one, pair, verdict)
        if one.gold:
            for who in one.article.sets:
                for verdict in of_pair(one.gold, (who, GOLD)):
                    if verdict.kinds != (UNANIMOUS,):
                        yield _row(one, (who, GOLD), verdict)

    def _count(self, one: Loaded, pair: Pair, verdict: Verdict) -> None:
        a, b = (verdict.cluster.spans.get(who) for who in pair)
        labels = sorted(span.label if span else "" for span in (a, b))
        self.confusion[labels[0], labels[1]] += 1
        if a and b and a.label == b.label:
            self.met[a.label] += 1
            self.same[a.label] += a.fragments == b.fragments
            for kind in boundaries.kinds(one.text, a.fragments, b.fragments):
                self._count_edge(a.label, kind, pair)

    def _count_edge(self, label: str, kind: str, pair: Pair) -> None:
        self.edges[label, kind] += 1
        if kind in _LONGER:
            for side, who in enumerate(pair):
                self.longer[label, who, _LONGER[kind] ^ side] += 1


def of_pair(article: Article, pair: Pair) -> list[Verdict]:
    """As if the two were the only ones."""
    both = Article(article.key, article.length, {who: article.sets[who] for who in pair})
    return verdicts(both, clusters(both))


def copy(comparison_id: int, rows: Iterable[Row]) -> None:
    names = ", ".join(COLUMNS)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY insights_difference ({names}) FROM STDIN") as into,
    ):
        for row in rows:
            into.write_row((comparison_id, *row))


def _row(one: Loaded, pair: Pair, verdict: Verdict) -> Row:
    a, b = (verdict.cluster.spans.get(who) for who in pair)
    details = boundaries.kinds(one.text, a.fragments, b.fragments) if a and b else ()
    return (
        one.id,
        *pair,
        *(span.label if span else None for span in (a, b)),
        *(_written(span) for span in (a, b)),
        list(verdict.kinds),
        list(verdict.fields),
        list(details),
        verdict.distance,
    )


def _written(span: Span | None) -> Any:
    return multirange(span.fragments) if span else None


def folded(counts: Mapping[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    return [(one, other, n) for (one, other), n in sorted(counts.items())]


def of_label(
    counts: Mapping[tuple[str, str], int], label: str, kinds: Sequence[str]
) -> dict[str, int]:
    """By kind; of all labels together if ``label`` is empty."""
    return {
        kind: sum(n for (own, of), n in counts.items() if of == kind and label in ("", own))
        for kind in kinds
    }

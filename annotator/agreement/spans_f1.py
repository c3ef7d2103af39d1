"""Pairwise F1 of spans: strict, exact, type, partial and by characters.

Hripcsak and Rothschild, JAMIA 12(3), 2005: without a true version F1 of two annotators is
symmetric, and comes close to κ where nearly everything is left unmarked. The ways of counting are
those of SemEval-2013 task 9.1.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.agreement.assignment import best_assignment
from annotator.agreement.bootstrap import TIMES, interval
from annotator.agreement.model import Article, Pair, Span, labels, pairs
from annotator.agreement.overlaps import Shared, common_length, iou, shared, union
from annotator.agreement.scores import Score, mean, undefined, with_interval
from annotator.text.spans import length

STRICT, EXACT, TYPE, PARTIAL, CHARACTER = WAYS = (
    "strict", "exact", "type", "partial", "character",
)  # fmt: skip

# (way, label; None for all) to (matched, of A, of B), for one article and pair.
Tallies = dict[tuple[str, str | None], tuple[float, int, int]]
Counted = Mapping[Pair, Tallies]

_NONE = "Neither annotator marked anything of this kind."
_NO_PAIR = "No two annotators did the same article and marked something of this kind."


@dataclass(frozen=True, slots=True)
class F1:
    """One way of counting for one label, or all together (``label`` None).

    ``score``: the mean over pairs, each micro-averaged over its articles; ``n`` and that of each
    pair count the spans of both (for CHARACTER the marked code points). ``both_empty``: how often
    two people found nothing in an article that both did, which F1 leaves out.
    """

    way: str
    label: str | None
    score: Score
    by_pair: dict[Pair, Score]
    both_empty: int


def f1(matched: float, a: float, b: float, reason: str = _NONE) -> Score:
    """2PR/(P+R) with P = matched/a and R = matched/b; ``n`` = a + b."""
    n = round(a + b)
    return Score(2 * matched / (a + b), n) if n else undefined(reason)


def spans_f1(articles: Sequence[Article], *, times: int = TIMES, seed: int = 0) -> list[F1]:
    """Every way of WAYS for every label and for all together, with intervals over articles.

    For one label, EXACT and PARTIAL look only at spans of that label; for all together they look
    at all spans and do not ask for their labels. ``times`` 0: no intervals.
    """
    compared = pairs(articles)
    counted = [count(article, compared) for article in articles]
    return of_counted(counted, compared, labels(articles), times=times, seed=seed)


def count(article: Article, compared: Sequence[Pair]) -> dict[Pair, Tallies]:
    """What every two of an article's annotators have in common, for ``of_counted``."""
    return {pair: tallies(article, pair) for pair in compared if _did(article, pair)}


def of_counted(
    counted: Sequence[Counted],
    compared: Sequence[Pair],
    labels: Sequence[str],
    *,
    times: int = TIMES,
    seed: int = 0,
) -> list[F1]:
    """The same from what was counted article by article, so that spans need not be kept."""
    kinds = [(way, label) for label in (None, *labels) for way in WAYS]
    return [_report(kind, compared, counted, times, seed) for kind in kinds]


def one_way(
    counted: Sequence[Counted], compared: Sequence[Pair], way: str, label: str | None
) -> Score:
    """A single way for a single label, without an interval."""
    return _report((way, label), compared, counted, 0, 0).score


def tallies(article: Article, pair: Pair) -> Tallies:
    """What two annotators of an article have in common; kinds that neither has are left out."""
    a, b = (article.sets[who].spans for who in pair)
    common = shared(a, b)
    found: Tallies = {
        (EXACT, None): (_equal(a, b), len(a), len(b)),
        (PARTIAL, None): (_credit(a, b, common), len(a), len(b)),
    }
    for label in sorted({span.label for span in (*a, *b)}):
        found |= _of_label(label, a, b, common)
    for way in (STRICT, TYPE, CHARACTER):
        found[way, None] = _total(row for (own, _), row in found.items() if own == way)
    return found


def _of_label(label: str, a: Sequence[Span], b: Sequence[Span], common: Shared) -> Tallies:
    here = {(i, j): n for (i, j), n in common.items() if a[i].label == b[j].label == label}
    mine = [span for span in a if span.label == label]
    theirs = [span for span in b if span.label == label]
    counts = len(mine), len(theirs)
    marked, also = union(mine), union(theirs)
    return {
        (STRICT, label): (_equal(mine, theirs), *counts),
        (EXACT, label): (_equal(mine, theirs), *counts),
        (TYPE, label): (_most(a, b, here), *counts),
        (PARTIAL, label): (_credit(a, b, here), *counts),
        (CHARACTER, label): (common_length(marked, also), length(marked), length(also)),
    }


def _equal(a: Iterable[Span], b: Iterable[Span]) -> int:
    """How many of the same characters, one-to-one."""
    counts = Counter(span.fragments for span in a) & Counter(span.fragments for span in b)
    return counts.total()


def _most(a: Sequence[Span], b: Sequence[Span], common: Shared) -> int:
    """The greatest number of overlapping spans, one-to-one."""
    first = len(common) + 1
    weights = {(i, j): first + iou(a[i], b[j], n) for (i, j), n in common.items()}
    return len(best_assignment(weights))


def _credit(a: Sequence[Span], b: Sequence[Span], common: Shared) -> float:
    """The greatest sum, one-to-one, of 1 for the same characters and ½ for some of them."""
    credits_ = {(i, j): 1.0 if a[i].fragments == b[j].fragments else 0.5 for i, j in common}
    return sum(credits_[pair] for pair in best_assignment(credits_))


def _total(rows: Iterable[tuple[float, int, int]]) -> tuple[float, int, int]:
    matched, mine, theirs = 0.0, 0, 0
    for row in rows:
        matched, mine, theirs = matched + row[0], mine + row[1], theirs + row[2]
    return matched, mine, theirs


def _did(article: Article, pair: Pair) -> bool:
    return pair[0] in article.sets and pair[1] in article.sets


def _report(
    kind: tuple[str, str | None],
    compared: Sequence[Pair],
    counted: Sequence[Counted],
    times: int,
    seed: int,
) -> F1:
    nothing = (0.0, 0, 0)
    rows = [
        [n for pair in compared for n in tallies_of.get(pair, {}).get(kind, nothing)]
        for tallies_of in counted
    ]
    sums = [math.fsum(column) for column in zip(*rows, strict=True)]
    by_pair = dict(zip(compared, (f1(*triple) for triple in triples(sums)), strict=True))
    score = mean(list(by_pair.values()), _NO_PAIR)
    ends = interval(rows, mean_f1, times=times, seed=seed) if score.defined else None
    empty = sum(not any(t.get(kind, nothing)) for of in counted for t in of.values())
    return F1(*kind, with_interval(score, ends), by_pair, empty)


def triples(sums: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    """(matched, of A, of B) for one pair of annotators after the other."""
    return ((sums[at], sums[at + 1], sums[at + 2]) for at in range(0, len(sums), 3))


def mean_f1(sums: Sequence[float]) -> float | None:
    """Over the pairs for which F1 is defined; for the bootstrap."""
    values = [2 * matched / (a + b) for matched, a, b in triples(sums) if a + b]
    return sum(values) / len(values) if values else None

"""Agreement of a large project: 1,000 articles, three annotators, 30 annotations each."""

import tracemalloc
from random import Random
from time import perf_counter

from annotator.agreement.coincidences import sums
from annotator.agreement.model import AnnotationSet, Article, Span
from annotator.agreement.segments import layer
from annotator.agreement.spans_f1 import spans_f1
from annotator.agreement.unitizing import unitizing
from tests.bench.stage import Stage
from tests.bench.table import Row, limited

LABELS = {"Speaker": 16, "Claim": 110, "Figure": 8}
LENGTH = 4_000


def measure(stage: Stage) -> list[Row]:
    random = Random(1)
    articles = [_article(n, random) for n in range(stage.sizes.corpus // 10)]
    begun = perf_counter()
    _compute(articles)
    taken = perf_counter() - begun
    return [
        limited("agreement: F1 and uα of 1,000 articles × 3 × 30", taken, "s", 20),
        _memory(articles[: len(articles) // 4]),
    ]


def _memory(articles: list[Article]) -> Row:
    """Of a quarter, and a quarter of what is allowed: being watched takes its time."""
    tracemalloc.start()
    _compute(articles)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    mebibytes = peak / 2**20
    return Row(
        "agreement: memory for a quarter of them",
        f"{mebibytes:.0f} MiB",
        allowed="≤ 125 MiB",
        ok=mebibytes <= 125,
    )


def _compute(articles: list[Article]) -> None:
    spans_f1(articles)
    for label in LABELS:
        unitizing([sums(one.length, layer(one, [label])) for one in articles])


def _article(n: int, random: Random) -> Article:
    """Three sets of 30 annotations, a fifth of which end elsewhere."""
    places = [(random.choice(sorted(LABELS)), random.randrange(3_800)) for _ in range(30)]
    return Article(n, LENGTH, {who: _noisy(places, random) for who in "abc"})


def _noisy(places: list[tuple[str, int]], random: Random) -> AnnotationSet:
    moves = [random.choice((0, 0, 0, 0, 3)) for _ in places]
    return AnnotationSet(
        tuple(
            Span(str(n), label, ((start, start + LABELS[label] + by),))
            for n, ((label, start), by) in enumerate(zip(places, moves, strict=True))
        )
    )

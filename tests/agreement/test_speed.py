"""Agreement of a large project is a matter of seconds."""

from random import Random
from time import perf_counter

from annotator.agreement.alignment import MANY, best_alignment
from annotator.agreement.coincidences import sums
from annotator.agreement.disorder import Dissimilarity, Unit
from annotator.agreement.model import AnnotationSet, Article
from annotator.agreement.segments import layer
from annotator.agreement.spans_f1 import spans_f1
from annotator.agreement.unitizing import unitizing
from tests.agreement.build import article, of, span

LABELS = {"Speaker": 16, "Claim": 110, "Figure": 8}
LENGTH = 4_000


def alike(random: Random) -> Article:
    """Three sets of 30 annotations, a fifth of which end elsewhere."""
    places = [(random.choice(sorted(LABELS)), random.randrange(3_800)) for _ in range(30)]
    return article({who: noisy(places, random) for who in "abc"}, LENGTH)


def noisy(places: list[tuple[str, int]], random: Random) -> AnnotationSet:
    moves = [random.choice((0, 0, 0, 0, 3)) for _ in places]
    return of(
        *(
            span(label, (start, start + LABELS[label] + by))
            for (label, start), by in zip(places, moves, strict=True)
        )
    )


def test_a_tenth_of_a_thousand_articles_in_a_tenth_of_the_time() -> None:
    random = Random(1)
    articles = [alike(random) for _ in range(100)]
    begun = perf_counter()
    spans_f1(articles)
    for label in LABELS:
        unitizing([sums(one.length, layer(one, [label])) for one in articles])
    assert perf_counter() - begun < 2


def test_many_spans_cost_no_more_than_as_many_few() -> None:
    spans = [span("Claim", (at, at + 15)) for at in range(0, 40_000, 20)]
    others = [span("Claim", (at + 1, at + 15)) for at in range(0, 40_000, 20)]
    begun = perf_counter()
    spans_f1([article({"a": of(*spans), "b": of(*others)}, 40_020)], times=0)
    assert perf_counter() - begun < 1


def test_many_units_are_aligned_by_the_narrow_sweep() -> None:
    random = Random(1)
    starts = [[random.randrange(LENGTH) for _ in range(3 * MANY)] for _ in range(3)]
    sets = [[Unit(start, start + 30, "a") for start in row] for row in starts]
    begun = perf_counter()
    found = best_alignment(sets, Dissimilarity())
    assert perf_counter() - begun < 2
    assert sum(map(len, found.groups)) == 9 * MANY

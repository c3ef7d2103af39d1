"""More than an exact alignment can take."""

from random import Random

from annotator.agreement.alignment import MANY, best_alignment
from annotator.agreement.disorder import Dissimilarity, Unit


def test_many_units_are_aligned_by_the_narrow_sweep() -> None:
    random = Random(1)
    starts = [[random.randrange(4_000) for _ in range(3 * MANY)] for _ in range(3)]
    sets = [[Unit(start, start + 30, "a") for start in row] for row in starts]
    found = best_alignment(sets, Dissimilarity())
    assert sum(map(len, found.groups)) == 9 * MANY

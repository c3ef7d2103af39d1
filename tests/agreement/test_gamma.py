"""γ, against the paper's building blocks and the fixtures that other software agrees on."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.alignment import best_alignment
from annotator.agreement.disorder import Dissimilarity, Unit, positional, unitary_disorder
from annotator.agreement.gamma import Settings, aligned, gamma, gamma_cat, gamma_of_articles
from annotator.agreement.packing import sweep
from annotator.agreement.sampling import drawn

EVEN = Dissimilarity(alpha=1, beta=1)


def units(written: str) -> list[Unit]:
    """“a:1-5 b:6-10”."""
    parts = (one.replace(":", "-").split("-") for one in written.split())
    return [Unit(int(start), int(end), label) for label, start, end in parts]


def at(start: int, end: int) -> Unit:
    return Unit(start, end, "")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (at(4, 14), at(40, 44), 22.2245),
        (at(4, 14), at(20, 25), 3.24),
        (at(4, 14), at(14, 24), 1),
        (at(20, 30), at(20, 25), 0.1111),
        (at(20, 25), at(14, 24), 0.2178),
    ],
)
def test_positions(a: Unit, b: Unit, expected: float) -> None:
    assert positional(a, b) == pytest.approx(expected, abs=5e-5)


def test_positions_know_no_scale() -> None:
    assert positional(at(0, 7), at(0, 10)) == pytest.approx(positional(at(0, 21), at(0, 30)))


FIXTURES = [
    (("a:1-5 b:6-10 a:11-15", "a:2-6 b:7-11 a:12-16"), EVEN, 0.0625, 0.884),
    (("a:1-5 b:6-10 a:20-24 b:30-34", "a:2-6 b:31-35"), EVEN, 0.7083333, 0.567),
    (("a:1-5 b:6-10", "a:1-5 b:6-10"), EVEN, 0, 1),
    (("a:1-5 b:10-14", "a:2-6 b:11-15", "a:1-4 c:9-14"), EVEN, 0.4087564, 0.659),
    (
        ("a:1-5 b:6-10 c:11-15", "a:2-7 b:8-12 a:11-15"),
        Dissimilarity(alpha=3, beta=2),
        1.0277778,
        0.244,
    ),
]


@pytest.mark.parametrize(("written", "costs", "disorder", "expected"), FIXTURES)
def test_fixtures(
    written: tuple[str, ...], costs: Dissimilarity, disorder: float, expected: float
) -> None:
    sets = [units(one) for one in written]
    best = best_alignment(sets, costs)
    assert best.exact
    assert best.total * len(sets) / sum(map(len, sets)) == pytest.approx(disorder, abs=5e-8)
    found = aligned(sets, 40, Settings(costs, drawn, precision=0.01, samples=300))
    assert gamma(found).value == pytest.approx(expected, abs=0.025)


# Krippendorff's example in the form that pygamma-agreement tests itself with.
PUBLISHED = [
    units("1:2-9 2:11-17 5:24-30 6:32-36 6:36-44 7:44-60"),
    units("1:2-9 3:11-17 5:19-25 6:32-44"),
    units("1:2-9 4:11-17 5:21-27 6:32-36 6:36-40 6:40-44"),
]


def test_published_data() -> None:
    found = aligned(PUBLISHED, 60, Settings(samples=300))
    assert len(found.best.groups) == 6
    assert found.best.total / (16 / 3) == pytest.approx(0.96, abs=0.005)
    assert 0.44 <= gamma(found).value <= 0.47
    assert 0.38 <= gamma_cat(found, as_pygamma=True).value <= 0.42
    by_label = {k: gamma_cat(found, k, as_pygamma=True).value for k in "1234567"}
    assert by_label["1"] == by_label["5"] == 1
    assert by_label["6"] == pytest.approx(0.37, abs=0.01)
    assert all(by_label[k] <= 0 for k in "2347")


def test_of_labels_only() -> None:
    found = aligned(PUBLISHED, 60)
    assert gamma_cat(found, "6").value == 1
    assert gamma_cat(found, "7").reason.startswith("No two annotators marked")


def test_the_seed_decides() -> None:
    assert aligned(PUBLISHED, 60) == aligned(PUBLISHED, 60)
    other = aligned(PUBLISHED, 60, Settings(seed=1))
    assert other.chance != aligned(PUBLISHED, 60).chance


def test_samples_keep_to_what_they_were_made_of() -> None:
    found = aligned(PUBLISHED, 60, Settings(sampler=drawn))
    assert len(found.chance) >= 30
    assert {u.label for one in found.chance for g in one.groups for _, u in g} <= set("1234567")


@pytest.mark.parametrize(
    ("sets", "reason"),
    [
        ([], "two annotators"),
        ([units("a:1-5")], "two annotators"),
        ([[], []], "Nobody marked"),
    ],
)
def test_undefined_says_why(sets: list[list[Unit]], reason: str) -> None:
    found = aligned(sets, 40)
    assert reason in gamma(found).reason
    assert gamma_cat(found).reason


def test_of_several_articles() -> None:
    one, ideal = aligned(PUBLISHED, 60), aligned([PUBLISHED[0]] * 3, 60)
    together = gamma_of_articles([one, ideal, aligned([[], []], 10)], times=100)
    assert gamma(one).value < together.value < gamma(ideal).value
    assert together.low == pytest.approx(gamma(one).value)
    assert together.high == 1


UNIT = st.builds(
    lambda start, size, label: Unit(start, start + size, label),
    st.integers(0, 30),
    st.integers(1, 9),
    st.sampled_from("ab"),
)
SETS = st.lists(st.lists(UNIT, max_size=3), min_size=2, max_size=3)


def cheapest(sets: list[list[Unit]], costs: Dissimilarity) -> float:
    """Of all alignments there are."""
    nodes = [(who, unit) for who, of in enumerate(sets) for unit in of]
    if not nodes:
        return 0
    first, rest = nodes[0], nodes[1:]
    options = [[None, *(n for n in rest if n[0] == who)] for who in range(first[0] + 1, len(sets))]
    best = float("inf")
    for others in product(*options):
        group = [first, *filter(None, others)]
        left = list(nodes)
        for node in group:
            left.remove(node)
        remaining = [[unit for who, unit in left if who == at] for at in range(len(sets))]
        cost = unitary_disorder([unit for _, unit in group], len(sets), costs)
        best = min(best, cost + cheapest(remaining, costs))
    return best


@given(SETS)
def test_no_alignment_is_better_than_the_best(sets: list[list[Unit]]) -> None:
    best = best_alignment(sets, EVEN)
    assert best.exact
    assert best.total == pytest.approx(cheapest(sets, EVEN))
    assert sorted(node for group in best.groups for node in group) == sorted(
        (who, unit) for who, of in enumerate(sets) for unit in of
    )


@given(SETS)
def test_the_order_of_annotators_does_not_matter(sets: list[list[Unit]]) -> None:
    there, back = best_alignment(sets, EVEN), best_alignment(sets[::-1], EVEN)
    assert there.total == pytest.approx(back.total)


@given(SETS)
def test_never_above_one(sets: list[list[Unit]]) -> None:
    found = aligned(sets, 40, Settings(samples=3, precision=1))
    for score in (gamma(found), gamma_cat(found), gamma_cat(found, "a")):
        assert score.value is None or score.value <= 1


@given(st.lists(UNIT, max_size=4))
def test_the_same_sets_are_one_or_undefined(of: list[Unit]) -> None:
    found = aligned([of, of, of], 40, Settings(samples=3, precision=1))
    assert gamma(found).value in (None, 1)


def test_a_narrow_sweep_says_that_it_may_miss_the_best() -> None:
    savings = {(a, b): 1 + (a * 7 + b * 3) % 5 / 10 for a in range(12) for b in range(a + 1, 12)}
    chosen, exact = sweep(12, savings, width=1)
    assert not exact
    assert sorted(at for group in chosen for at in group) == list(range(12))
    assert sweep(12, savings, width=4_000)[1]

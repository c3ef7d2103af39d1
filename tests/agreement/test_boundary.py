"""B, against the examples of segeval and Hearst's coders."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement.boundary import (
    Borders,
    from_masses,
    kappa_b,
    mean_similarity,
    of_spans,
    pi_b,
    similarity,
)
from tests.agreement.build import span

# Hearst 1997, “Stargazers”: how seven coders divided 21 paragraphs.
HEARST = [
    [2, 3, 3, 1, 3, 6, 3],
    [2, 8, 2, 4, 2, 3],
    [2, 1, 2, 3, 1, 3, 1, 3, 2, 2, 1],
    [2, 1, 4, 1, 1, 3, 1, 4, 3, 1],
    [3, 2, 4, 3, 5, 4],
    [2, 3, 4, 2, 2, 5, 3],
    [2, 3, 2, 2, 3, 1, 3, 2, 3],
]
STARGAZERS = Borders(20, {coder: from_masses(masses) for coder, masses in enumerate(HEARST)})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([2, 3, 6], [5, 6], 0.5),
        ([2, 3, 6], [2, 3, 3, 3], 2 / 3),
        ([2, 3, 6], [2, 2, 7], 0.75),
        ([2, 3, 6], [1, 1, 3, 1, 5], 0.5),
        (HEARST[0], HEARST[1], 0.5),
    ],
)
def test_similarity(a: list[int], b: list[int], expected: float) -> None:
    assert similarity(from_masses(a), from_masses(b)).value == pytest.approx(expected)


def test_all_of_hearsts_coders() -> None:
    assert mean_similarity([STARGAZERS]).value == pytest.approx(0.53005, abs=5e-6)
    assert kappa_b([STARGAZERS]).value == pytest.approx(0.46532, abs=5e-6)
    assert pi_b([STARGAZERS]).value == pytest.approx(0.46445, abs=5e-6)


def test_what_segevals_guide_prints_is_chance_by_segments() -> None:
    observed = mean_similarity([STARGAZERS]).value
    shares = [len(masses) / STARGAZERS.places for masses in HEARST]
    products = [a * b for a, b in combinations(shares, 2)]
    kappa_chance, pi_chance = sum(products) / len(products), (sum(shares) / len(shares)) ** 2
    assert 1 - (1 - observed) / (1 - kappa_chance) == pytest.approx(0.44149, abs=5e-6)
    assert 1 - (1 - observed) / (1 - pi_chance) == pytest.approx(0.44054, abs=5e-6)


def test_undefined_says_why() -> None:
    nobody = Borders(9, {"ana": frozenset(), "ben": frozenset()})
    assert "Neither" in similarity(frozenset(), frozenset()).reason
    for measure in (mean_similarity, kappa_b, pi_b):
        assert "No two annotators" in measure([nobody]).reason
        assert "No two annotators" in measure([]).reason
    full = Borders(1, {"ana": frozenset({1}), "ben": frozenset({1})})
    assert "Every possible border" in kappa_b([full]).reason


def test_borders_of_spans_are_counted_in_words() -> None:
    # “The minister said so”, from “The” to “sai”.
    assert of_spans([span("Claim", (4, 16))], [0, 4, 13, 18]) == {1, 2}


BORDERS = st.frozensets(st.integers(1, 12))


@given(BORDERS, BORDERS)
def test_symmetric_and_within_bounds(a: frozenset[int], b: frozenset[int]) -> None:
    score = similarity(a, b)
    assert score == similarity(b, a)
    assert score.value is None or 0 <= score.value <= 1


@given(BORDERS)
def test_the_same_is_one_or_undefined(a: frozenset[int]) -> None:
    assert similarity(a, a).value in (None, 1)

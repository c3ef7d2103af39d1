"""α_U of 1995 and 2004, against the published examples."""

import pytest

from annotator.agreement.alpha_u import (
    alpha_u,
    distance,
    expected_disagreement,
    observed_disagreement,
    overall_alpha_u,
)
from annotator.agreement.segments import GAP, Segment


def units(*written: tuple[str, int, int]) -> list[Segment]:
    """(category, offset, length)."""
    return [Segment(start, start + size, value) for value, start, size in written]


# Krippendorff 2004, p. 254: the text begins at 150.
I_ = units(("c", 75, 70), ("c", 220, 30), ("k", 30, 60), ("k", 150, 50))
J_ = units(("c", 70, 80), ("c", 205, 20), ("c", 250, 20), ("k", 30, 60), ("k", 150, 50))


def test_krippendorff_2004() -> None:
    assert observed_disagreement(300, [I_, J_], "c") == pytest.approx(0.014444, abs=5e-7)
    assert expected_disagreement(300, [I_, J_], "c") == pytest.approx(0.0532218, abs=5e-8)
    assert alpha_u(300, [I_, J_], "c").value == pytest.approx(0.728599, abs=5e-7)
    assert alpha_u(300, [I_, J_], "k").value == 1
    assert overall_alpha_u(300, [I_, J_]).value == pytest.approx(0.85867, abs=5e-6)


def test_its_distances() -> None:
    assert distance(I_[0], J_[0]) == 50
    assert distance(I_[1], J_[1]) == 850
    assert distance(Segment(250, 300, GAP), J_[2]) == 400


A = [[(2, 8), (14, 6)], [(4, 4), (15, 2)]]
B = [[(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]]
C = [[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]]
D = [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]]


def stretched(rows: list[list[tuple[int, int]]], by: int) -> list[list[Segment]]:
    return [units(*(("x", start * by, size * by) for start, size in row)) for row in rows]


@pytest.mark.parametrize(
    ("rows", "observed", "quoted", "ours"),
    [
        (A, 0.03125, 0.553, 0.5529),
        (B, 2.26736, -0.926, -0.9284),
        (C, 0.02777, 0.679, 0.6931),
        (D, 0.38715, 0.066, 0.0659),
    ],
)
def test_krippendorff_1995(rows, observed: float, quoted: float, ours: float) -> None:
    assert observed_disagreement(24, stretched(rows, 1), "x") == pytest.approx(observed, abs=1e-5)
    limit = alpha_u(24 * 50_000, stretched(rows, 50_000), "x").value
    assert limit == pytest.approx(quoted, abs=0.02)
    assert limit == pytest.approx(ours, abs=1e-4)


def test_a_small_one() -> None:
    rows = [units(("A", 1, 8)), units(("A", 2, 1), ("A", 4, 1), ("A", 6, 1))]
    assert observed_disagreement(10, rows, "A") == pytest.approx(0.91)
    assert expected_disagreement(10, rows, "A") == pytest.approx(0.535185, abs=5e-7)
    assert alpha_u(10, rows, "A").value == pytest.approx(-0.700346, abs=5e-7)


def test_one_unit_by_one_of_three_is_no_agreement() -> None:
    assert overall_alpha_u(20, [units(("X", 0, 1)), [], []]).value == 0


def test_no_units_are_undefined() -> None:
    assert overall_alpha_u(20, [[], [], []]).reason == "Nobody marked anything."
    assert alpha_u(20, [units(("X", 0, 1)), []], "Y").reason == "Nobody marked anything."
    assert overall_alpha_u(20, [[]]).reason == "It takes two annotators."


@pytest.mark.parametrize("other", ["A", "B"])
def test_units_without_length_are_never_agreement(other: str) -> None:
    assert overall_alpha_u(15, [units(("A", 0, 0)), units((other, 0, 0))]).value == 0


def test_units_without_length_beside_others_weigh_nothing() -> None:
    rows = [units(("A", 0, 0), ("A", 2, 5)), units(("A", 2, 5))]
    assert overall_alpha_u(15, rows).value == pytest.approx(1)

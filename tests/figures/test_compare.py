"""Which figures exclude each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.figures import COMPARATORS, Quantity, can_both_be_true, differing


def one(written: str) -> Quantity:
    """ "> 1200", "= 3 4" """
    comparator, *ends = written.split()
    numbers = [float(end) for end in ends]
    return Quantity(numbers[0], numbers[-1], comparator)


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("= 900", "= 900", True),
        ("= 900", "= 901", False),
        ("> 1200", "≥ 900", True),
        ("> 1200", "= 900", False),
        ("> 1200", "= 1200", False),
        ("≥ 1200", "= 1200", True),
        ("> 1200", "≤ 1200", False),
        ("≥ 1200", "≤ 1200", True),
        ("≥ 1200", "< 1200", False),
        ("> 1200", "< 1300", True),
        ("< 5", "≤ 900", True),
        ("= 3 4", "= 4 6", True),
        ("= 3 4", "= 5 6", False),
        ("= 3 4", "> 4", False),
        ("≈ 1200", "= 1100", True),
        ("≈ 1200", "= 1000", False),
        ("≈ -1200", "= -1300", True),
        ("≈ 3 4", "= 4.4", True),
        ("≥ 20000 100000", "= 3000000", True),  # tens of thousands
        ("≥ 20000 100000", "= 19000", False),
        ("= 0", "≈ 0", True),
    ],
)
def test_two(first: str, second: str, both: bool):
    assert can_both_be_true(one(first), one(second)) is both
    assert can_both_be_true(one(second), one(first)) is both


def test_among_several_those_that_are_excluded_by_any():
    found = ["> 1200", "≥ 900", "= 800", "= 1000", "< 5000"]
    assert differing([one(written) for written in found]) == [True, True, True, True, False]
    assert differing([one("= 3"), one("≈ 3"), one("≥ 2")]) == [False, False, False]
    assert differing([one("= 3")]) == [False]
    assert differing([]) == []


NUMBERS = st.integers(-6, 6)
QUANTITIES = st.builds(
    lambda ends, comparator: Quantity(min(ends), max(ends), comparator),
    st.tuples(NUMBERS, NUMBERS),
    st.sampled_from(COMPARATORS),
)


@given(st.lists(QUANTITIES, max_size=7))
def test_several_are_compared_as_all_pairs_would_be(quantities: list[Quantity]):
    pairwise = [
        any(not can_both_be_true(first, second) for second in quantities) for first in quantities
    ]
    assert differing(quantities) == pairwise

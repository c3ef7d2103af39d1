"""uα and its family, against the book's examples."""

from collections import Counter
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement import unitizing
from annotator.agreement.coincidences import Sums, added, sums
from annotator.agreement.segments import Segment, filled, flat, layer
from annotator.agreement.unitizing import (
    binary_alpha,
    coverage,
    cu_alpha,
    k_alpha,
    k_coverage,
    u_alpha,
)
from tests.agreement.build import article, of, span


def units(written: str) -> list[Segment]:
    """“1:0-7 2:7-13”."""
    found = []
    for one in written.split():
        value, _, place = one.partition(":")
        start, end = place.split("-")
        found.append(Segment(int(start), int(end), value))
    return found


@pytest.fixture(scope="module")
def book() -> Sums:
    """Krippendorff 2019, figure 12.11."""
    alex = units("1:0-7 2:7-13 5:30-32 6:32-37 6:37-44 7:44-60")
    paul = units("1:0-7 3:7-13 5:13-21 6:32-44")
    suzan = units("1:0-7 4:7-13 5:13-21 6:32-37 6:37-41 6:41-44")
    return sums(60, [alex, paul, suzan])


def test_the_book(book: Sums) -> None:
    assert u_alpha(book).value == pytest.approx(0.5099819, abs=5e-8)
    assert binary_alpha(book).value == pytest.approx(0.4135992, abs=5e-8)
    assert cu_alpha(book).value == pytest.approx(0.7241690, abs=5e-8)
    assert coverage(book).value == pytest.approx(83 / 180)


@pytest.mark.parametrize(
    ("value", "expected"), [("1", 1), ("2", 0), ("3", 0), ("4", 0), ("5", 1), ("6", 1)]
)
def test_the_book_value_by_value(book: Sums, value: str, expected: float) -> None:
    assert k_alpha(book, value).value == pytest.approx(expected, abs=1e-12)


def test_a_value_that_nobody_else_met(book: Sums) -> None:
    assert k_alpha(book, "7").reason == "Where it was marked, nobody else had marked anything."
    assert k_coverage(book, "7").value == 0
    assert k_coverage(book, "5").value == pytest.approx(8 / 18)


@pytest.mark.parametrize(
    ("other", "u", "binary", "cu"),
    [
        ("S:0-5 C:10-30", 1, 1, 1),
        ("S:0-5 C:12-30", 0.927009, 0.908952, 1),
        ("C:0-5 S:10-30", 0.188235, 1, -0.32),
    ],
)
def test_sanity(other: str, u: float, binary: float, cu: float) -> None:
    two = sums(40, [units("S:0-5 C:10-30"), units(other)])
    assert u_alpha(two).value == pytest.approx(u, abs=5e-7)
    assert binary_alpha(two).value == pytest.approx(binary, abs=5e-7)
    assert cu_alpha(two).value == pytest.approx(cu, abs=5e-7)


@pytest.mark.parametrize(
    ("written", "measure", "reason"),
    [
        ((), u_alpha, "Nobody marked"),
        (("S:0-5",), u_alpha, "Nobody marked"),
        (("", ""), u_alpha, "Nobody marked"),
        (("", ""), binary_alpha, "Nobody marked"),
        (("", ""), cu_alpha, "No text was marked by two"),
        (("S:0-40", "S:0-40"), u_alpha, "Only one value"),
        (("S:0-40", "S:0-40"), binary_alpha, "All of the text"),
        (("S:0-5", "S:0-5"), cu_alpha, "Only one value"),
        (("S:0-5", "C:6-9"), cu_alpha, "No text was marked by two"),
    ],
)
def test_undefined_says_why(written, measure, reason: str) -> None:
    assert reason in measure(sums(40, [units(one) for one in written])).reason


def test_an_article_without_text_adds_nothing() -> None:
    assert sums(0, [[], []]).articles == 0


def test_articles_are_added_up_as_one_text(book: Sums) -> None:
    twice = added([book, book])
    assert twice.articles == 2
    assert coverage(twice).value == pytest.approx(83 / 180)
    assert k_alpha(twice, "5").value == pytest.approx(1)


def test_intervals_hold_the_number_and_depend_on_the_seed_only() -> None:
    texts = [sums(40, [units("S:0-5 C:10-30"), units(f"S:0-5 C:{at}-30")]) for at in range(8, 20)]
    one = unitizing.unitizing(texts, times=200, seed=3)
    assert one == unitizing.unitizing(texts, times=200, seed=3)
    score = one.u_alpha
    assert score.low is not None
    assert score.high is not None
    assert score.low < score.value < score.high
    assert one.by_value["S"][0].low == pytest.approx(1)


def test_a_layer_has_the_fragments_of_its_labels() -> None:
    one = article({"ana": of(span("Claim", (5, 9), (20, 30)), span("Figure", (6, 8))), "ben": of()})
    assert layer(one, ["Claim"]) == [units("Claim:5-9 Claim:20-30"), []]
    assert layer(one, ["Figure"], value=lambda _: "x")[0] == units("x:6-8")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a:0-10 b:5-15", "a:0-10 b:10-15"),
        ("a:0-10 b:2-8", "a:0-10"),
        ("b:0-5 a:0-10", "a:0-10"),
        ("a:5-7 b:0-5", "b:0-5 a:5-7"),
    ],
)
def test_in_a_layer_nothing_overlaps(written: str, expected: str) -> None:
    assert flat(units(written)) == units(expected)


@pytest.mark.parametrize("written", ["a:0-41", "a:0-10 b:5-15", "a:7-7"])
def test_segments_must_fit(written: str) -> None:
    with pytest.raises(ValueError, match="overlaps or lies outside"):
        sums(40, [units(written), []])


SEGMENTS = st.lists(
    st.builds(
        lambda start, size, value: Segment(start, start + size, value),
        st.integers(0, 30),
        st.integers(1, 9),
        st.sampled_from("abc"),
    ),
    max_size=5,
).map(flat)
OBSERVERS = st.lists(SEGMENTS, min_size=2, max_size=4)
MEASURES = (u_alpha, binary_alpha, cu_alpha, *(partial(k_alpha, k=k) for k in "abc"))


@given(OBSERVERS)
def test_never_above_one_and_the_order_of_annotators_does_not_matter(rows) -> None:
    there, back = sums(40, rows), sums(40, rows[::-1])
    for measure in MEASURES:
        value = measure(there).value
        assert value is None or value <= 1 + 1e-9
        assert measure(back).value == pytest.approx(value)


@given(OBSERVERS)
def test_the_sums_are_those_of_the_definition(rows) -> None:
    found, others = sums(40, rows), len(rows) - 1
    whole = [filled(row, 40) for row in rows]
    expected = Counter()
    for i, a in enumerate(whole):
        for j, b in enumerate(whole):
            for one in a:
                for other in b if i != j else []:
                    common = min(one.end, other.end) - max(one.start, other.start)
                    expected[one.value, other.value] += max(0, common) / others
    assert found.met == pytest.approx({pair: n for pair, n in expected.items() if n})
    assert found.total == pytest.approx(40 * len(rows))


@given(OBSERVERS, st.permutations("abc"))
def test_names_of_values_do_not_matter(rows, names: list[str]) -> None:
    new = dict(zip("abc", names, strict=True))
    renamed = [[Segment(one.start, one.end, new[one.value]) for one in row] for row in rows]
    for measure in (u_alpha, binary_alpha, cu_alpha):
        value = measure(sums(40, rows)).value
        assert measure(sums(40, renamed)).value == pytest.approx(value)


@given(SEGMENTS, st.integers(2, 4))
def test_the_same_segments_are_one_or_undefined(row: list[Segment], people: int) -> None:
    same = sums(40, [row] * people)
    for measure in MEASURES:
        value = measure(same).value
        assert value is None or value == pytest.approx(1)


@given(OBSERVERS, st.integers(1, 20))
def test_moving_all_segments_changes_nothing(rows, by: int) -> None:
    """As long as the text has a gap at both ends."""
    there = [[Segment(one.start + 1, one.end + 1, one.value) for one in row] for row in rows]
    moved = [[Segment(one.start + by, one.end + by, one.value) for one in row] for row in rows]
    for measure in MEASURES:
        value = measure(sums(61, there)).value
        assert measure(sums(61, moved)).value == pytest.approx(value)

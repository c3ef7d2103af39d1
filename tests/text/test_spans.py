"""Fragments: one normal form, one written form, one string."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.text import spans

FRAGMENT = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda f: (f[0], f[0] + f[1]))
FRAGMENTS = st.lists(FRAGMENT, min_size=1, max_size=12)
NORMALISED = FRAGMENTS.map(spans.normalise)
TEXT = "“We are ready,” the minister said, “to talk.”"


def marked(fragments: spans.Fragments | list[spans.Fragment]) -> set[int]:
    return {at for start, end in fragments for at in range(start, end)}


def test_touching_fragments_become_one_as_in_a_multirange() -> None:
    assert spans.normalise([(5, 8), (0, 5)]) == ((0, 8),)


@given(FRAGMENTS)
def test_normalising_keeps_what_is_marked(fragments: list[spans.Fragment]) -> None:
    assert marked(spans.normalise(fragments)) == marked(fragments)


@given(FRAGMENTS)
def test_normalised_fragments_are_in_order_and_apart(fragments: list[spans.Fragment]) -> None:
    found = spans.normalise(fragments)
    assert all(a[1] < b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("fragments", "sentence"),
    [
        ([], "No text is marked"),
        ([(3, 3)], "span 3–3 is empty"),
        ([(0, 2), (7, 4)], "span 7–4 is empty"),
        ([(-1, 4)], "cannot start at -1"),
        ([(2 * i, 2 * i + 1) for i in range(101)], "100 fragments, and this one has 101"),
    ],
)
def test_what_cannot_be_an_annotation(fragments: list[spans.Fragment], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        spans.normalise(fragments)


def test_many_fragments_that_merge_into_few_are_welcome() -> None:
    assert spans.normalise((i, i + 1) for i in range(5_000)) == ((0, 5_000),)


@given(NORMALISED)
def test_what_is_written_is_read_back(fragments: spans.Fragments) -> None:
    assert spans.parse(spans.unparse(fragments)) == fragments


def test_reading_normalises() -> None:
    assert spans.parse("180-201, 120-163,150-170") == ((120, 170), (180, 201))


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "5",
        "5-",
        "-5-7",
        "1-2,",
        "1–2",
        "٣-٥",
        "1-9999999999",
        "1-2;3-4",
        "9" * 5_000 + "-1",
    ],
)
def test_what_is_not_a_span_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput):
        spans.parse(written)


def test_the_string_of_several_fragments() -> None:
    assert spans.quote_of(TEXT, ((1, 13), (36, 44))) == "We are ready … to talk."


@given(st.text(min_size=1), st.data())
def test_the_right_quote_passes(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    fragments = ((start, data.draw(st.integers(start + 1, len(text)))),)
    if not text[slice(*fragments[0])].isspace():
        spans.check(text, fragments, spans.quote_of(text, fragments))


@pytest.mark.parametrize(
    ("fragments", "quote", "sentence"),
    [
        ([(40, 46)], "talk.”", "span 40–46 lies outside of the text, which has 45 characters"),
        ([(1, 3), (15, 16)], "We …  ", "span 15–16 marks only white space"),
        ([(1, 3)], "me", "The text at 1–3 is “We” and not “me”."),
        ([(36, 38), (1, 3)], "to … We", "at 1–3, 36–38 is “We … to” and not “to … We”"),
        ([(1, 3), (3, 7)], "We …  are", "at 1–7 is “We are” and not “We …  are”"),
    ],
)
def test_a_refusal_names_the_place(
    fragments: list[spans.Fragment], quote: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        spans.check(TEXT, fragments, quote)


def test_long_strings_are_shortened_to_where_they_differ() -> None:
    text = "so " * 100
    with pytest.raises(InvalidInput) as refusal:
        spans.check(text, [(0, 290)], text[:200] + "NO" + text[202:290])
    sentence = refusal.value.message
    assert "NO" in sentence
    assert len(sentence) < 170


def test_strings_that_only_look_alike_are_said_to() -> None:
    with pytest.raises(InvalidInput, match="look alike"):
        spans.check("Jose\u0301", [(0, 5)], "José")


def test_extent_and_length_of_a_broken_quotation() -> None:
    fragments = ((1, 13), (36, 44))
    assert (spans.extent(fragments), spans.length(fragments)) == ((1, 44), 20)


@given(NORMALISED, NORMALISED)
def test_overlap_is_a_shared_code_point(a: spans.Fragments, b: spans.Fragments) -> None:
    assert spans.overlap(a, b) == bool(marked(a) & marked(b))


@given(NORMALISED, NORMALISED)
def test_adding_marks_what_either_marked(a: spans.Fragments, b: spans.Fragments) -> None:
    assert marked(spans.add(a, b)) == marked(a) | marked(b)

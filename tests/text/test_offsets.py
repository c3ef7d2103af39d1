"""The table that static/web/offsets.js runs too, and properties over any text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.text import offsets

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "offsets.json").read_text())
EACH_CASE = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


@EACH_CASE
def test_code_points_to_utf16(case: dict[str, Any]) -> None:
    assert offsets.to_utf16(case["text"], case["codepoint"]) == case["utf16"]


@EACH_CASE
def test_utf16_to_code_points(case: dict[str, Any]) -> None:
    assert offsets.from_utf16(case["text"], case["utf16"]) == case["codepoint"]


@given(st.text(), st.data())
def test_any_offsets_in_any_order_come_back(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text))))
    assert offsets.from_utf16(text, offsets.to_utf16(text, places)) == places


@given(st.text(), st.data())
def test_an_offset_is_the_length_of_what_comes_before_it(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert offsets.to_utf16(text, [at]) == [len(text[:at].encode("utf-16-le")) // 2]


@given(st.text())
def test_the_end_of_the_text_is_its_utf16_length(text: str) -> None:
    assert offsets.to_utf16(text, [len(text)]) == [offsets.utf16_length(text)]


@pytest.mark.parametrize("inside", [1, 4])
def test_the_middle_of_a_surrogate_pair_is_refused(inside: int) -> None:
    with pytest.raises(InvalidInput, match=f"Offset {inside} .*inside a character"):
        offsets.from_utf16("😀x😀", [0, inside])


@pytest.mark.parametrize("outside", [-1, 4])
def test_utf16_outside_of_the_text_is_refused(outside: int) -> None:
    with pytest.raises(InvalidInput, match="has 3 UTF-16 code units"):
        offsets.from_utf16("a😀", [outside])


@pytest.mark.parametrize("outside", [-1, 3])
def test_code_points_outside_of_the_text_are_refused(outside: int) -> None:
    with pytest.raises(InvalidInput, match="has 2 code points"):
        offsets.to_utf16("a😀", [outside])


def test_offsets_that_are_nobodys_place_are_told_apart_from_the_others() -> None:
    assert offsets.known_from_utf16("a🚢b", [0, 1, 2, 3, 4, 5, -1]) == [
        0,
        1,
        None,
        2,
        3,
        None,
        None,
    ]

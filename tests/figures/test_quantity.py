"""Quantities as JSON and as a short form."""

import pytest

from annotator.errors import InvalidInput
from annotator.figures import Quantity, as_json, from_json, shown

PEOPLE = Quantity(1200, 1200, ">", "", "people", "")


def test_json_and_back():
    assert as_json(PEOPLE) == {
        "low": 1200, "high": 1200, "comparator": ">", "unit": "", "counted": "people",
        "magnitude": "",
    }  # fmt: skip
    assert from_json(as_json(PEOPLE)) == PEOPLE


@pytest.mark.parametrize(
    "change",
    [
        {"low": "1200"},
        {"low": None},
        {"low": True},
        {"low": float("nan")},
        {"high": float("inf")},
        {"high": 10**19},
        {"low": 1300},
        {"comparator": "=="},
        {"comparator": ["="]},
        {"unit": 3},
        {"unit": "k" * 41},
        {"counted": "a\nb"},
        {"counted": "p" * 201},
        {"magnitude": "m" * 201},
        {"more": 1},
    ],
)
def test_anything_else_is_refused(change):
    with pytest.raises(InvalidInput, match=r"^[A-Z].*\.$"):
        from_json({**as_json(PEOPLE), **change})


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, {"low": 1}])
def test_what_is_no_object_of_these_fields_is_refused(value):
    with pytest.raises(InvalidInput):
        from_json(value)


@pytest.mark.parametrize(
    ("quantity", "form"),
    [
        (PEOPLE, "> 1,200 people"),
        (Quantity(3, 4, "≈", "%"), "≈ 3–4 %"),
        (Quantity(2.5e9, 2.5e9, "=", "USD"), "2,500,000,000 USD"),
        (Quantity(1 / 3, 1 / 3, counted="voters"), "1/3 voters"),
        (Quantity(-20, -20, unit="°C"), "-20 °C"),
        (Quantity(0.00002, 0.00002), "2e-05"),
        (Quantity(3, 3, "=", "×"), "3 ×"),
        (Quantity(4.75, 4.75, "=", "%"), "4.75 %"),
        (Quantity(40, 40, "=", "/day", "tons"), "40 tons/day"),
    ],
)
def test_short_form(quantity, form):
    assert shown(quantity) == form

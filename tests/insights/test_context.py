"""Claims in their sentences, and bars over time."""

import pytest

from annotator.insights.context import AROUND, pieces
from annotator.insights.figures_shown import shown
from annotator.insights.timeline import timeline


def told(text: str, *quotes: str, window: int = 0) -> str:
    """With the claim in brackets; ``window`` is where the text at hand begins."""
    places = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    found = pieces(text[window : places[-1][1] + AROUND], window, tuple(places))
    return "".join(f"[{one.text}]" if one.marked else one.text for one in found)


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("It rained. She left, he said. Then", ["She left"], "[She left], he said."),
        ("“Go on,” she said, “till dawn.” Then", ["Go on", "till dawn"], None),
        ("First\nSecond line\nThird", ["Second"], "[Second] line"),
        ("Only this", ["Only this"], "[Only this]"),
        ("One. Two is here. Three.", ["Two is here."], "[Two is here.]"),
        ("قال الوزير. ارتفعت المياه؟ نعم", ["ارتفعت"], "[ارتفعت] المياه؟"),
    ],
)
def test_the_sentence(text: str, quotes: list[str], expected: str | None):
    assert told(text, *quotes) == (expected or "“[Go on],” she said, “[till dawn].”")


def test_far_away_ends_are_cut_between_words():
    text = "word " * 100 + "here" + " more" * 100
    found = told(text, "here", window=500 - AROUND)
    assert len(found) <= 2 * AROUND + 6
    assert found.startswith("word ")
    assert found.endswith(" more")


def test_months_become_years_where_there_are_many():
    found = timeline([("", 3), ("2019-05", 2), ("2024-01", 4), ("2024-02", 1)])
    assert [(bar.name, bar.count) for bar in found.bars][::5] == [("2019", 2), ("2024", 5)]
    assert (found.most, found.undated) == (5, 3)
    assert len(timeline([("0001-01", 1), ("2024-02", 1)]).bars) <= 152


def test_nothing_over_time():
    assert timeline([]).bars == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"low": 1200, "high": 1200, "comparator": ">", "counted": "people"}, "> 1,200 people"),
        ({"low": 3, "high": 4.5, "comparator": "≈", "unit": "%"}, "≈ 3–4.5 %"),
        ({"low": 0.5, "high": 0.5, "comparator": "="}, "0.5"),
        ({}, ""),
        (None, ""),
    ],
)
def test_values_as_people_read_them(value: object, expected: str):
    assert shown(value) == expected

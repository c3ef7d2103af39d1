"""What is marked decides the number; the words around it say how exactly, in what, and of what."""

import pytest

from annotator.figures import Quantity, read


def marked(text: str, lang: str = "en") -> Quantity | None:
    """Read what stands between brackets, which are no part of the text."""
    start = text.index("[")
    end = text.index("]") - 1
    return read(text.replace("[", "").replace("]", ""), start, end, lang)


WAR = Quantity(1200, 1200, ">", "", "people")

READINGS = [
    ("a war that killed more than [1,200] people in the south", WAR),
    ("a war that killed [more than 1,200] people in the south", WAR),
    ("a war that killed [more than 1,200 people] in the south", WAR),
    ("a war that killed [more than 1,200 people in the south]", WAR),
    ("[Tens of thousands] of people fled", Quantity(20000, 100000, "≥", "", "people", "Tens of thousands")),  # noqa: E501
    ("killed [dozens] of civilians and soldiers", Quantity(24, 100, "≥", "", "civilians and soldiers", "dozens")),  # noqa: E501
    ("grew by [about 3 to 4 per cent]", Quantity(3, 4, "≈", "%")),
    ("a deal of [$2.5bn]", Quantity(2_500_000_000, 2_500_000_000, "=", "USD")),
    ("a deal of $[2.5]bn", Quantity(2_500_000_000, 2_500_000_000, "=", "USD")),
    ("some [2½ million] voters", Quantity(2_500_000, 2_500_000, "≈", "", "voters")),
    ("[a third] of voters", Quantity(1 / 3, 1 / 3, "=", "", "voters", "a third")),
    ("output [tripled]", Quantity(3, 3, "=", "×", "", "tripled")),
    ("[twelve hundred] men", Quantity(1200, 1200, "=", "", "men")),
    ("[١٢٠٠] people", Quantity(1200, 1200, "=", "", "people")),
    ("a [42]-year-old man", Quantity(42, 42, "=", "years")),
    ("aged [42]", Quantity(42, 42, "=", "years")),
    ("[at least 900] homes", Quantity(900, 900, "≥", "", "homes")),
    ("[nearly 300] soldiers", Quantity(300, 300, "≈", "", "soldiers")),
    ("[fewer than 40] seats", Quantity(40, 40, "<", "", "seats")),
    ("[up to 50] ships", Quantity(50, 50, "≤", "", "ships")),
    ("crowds of 100 [or more]", None),
    ("sold at [$70 a barrel]", Quantity(70, 70, "=", "USD/bbl")),
    ("at [60 km per hour]", Quantity(60, 60, "=", "km/h")),
    ("[1,200 people] a day", Quantity(1200, 1200, "=", "/day", "people")),
    ("rose by [25 basis points]", Quantity(25, 25, "=", "bp")),
    ("rose by [0.5 percentage points]", Quantity(0.5, 0.5, "=", "pp")),
    ("[three weeks] of talks", Quantity(3, 3, "=", "weeks")),
    ("[one] of them", Quantity(1, 1)),
    ("in the F-[16]", Quantity(16, 16)),
    ("the [second] man", None),
    ("on [October 7]", None),
    ("in [2006]", None),
    ("at [10:30 a.m.]", None),
    ("won [3-1]", None),
    ("[nothing] at all", None),
    ("a loss of [€1.5 million]", Quantity(1_500_000, 1_500_000, "=", "EUR")),
    ("it was [-20 °C]", Quantity(-20, -20, "=", "°C")),
    ("it was -[20] °C", Quantity(-20, -20, "=", "°C")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quantity"), READINGS)
def test_english(text, quantity):
    assert marked(text) == quantity


@pytest.mark.parametrize(
    ("text", "lang", "quantity"),
    [
        ("mehr als [1.200] Menschen", "de", Quantity(1200, 1200, ">", "", "Menschen")),
        ("rund [1.200,50 Euro]", "de", Quantity(1200.5, 1200.5, "≈", "EUR")),
        ("mindestens [zweihundert] Soldaten", "de", Quantity(200, 200, "≥", "", "Soldaten")),
        ("[Zehntausende] Menschen", "de", Quantity(20000, 100000, "≥", "", "Menschen", "Zehntausende")),  # noqa: E501
        ("[2,5 Millionen] Franken", "de", Quantity(2_500_000, 2_500_000, "=", "CHF")),
        ("[1’200.50] Franken", "de-CH", Quantity(1200.5, 1200.5, "=", "CHF")),
        ("plus de [1\u202f200] personnes", "fr", Quantity(1200, 1200, ">", "", "personnes")),
        ("[1 200,5] euros", "fr", Quantity(1200.5, 1200.5, "=", "EUR")),
        ("más de [doscientas] personas", "es", Quantity(200, 200, ">", "", "personas")),
        ("أكثر من [١٢٠٠] شخص", "ar", Quantity(1200, 1200, ">", "", "شخص")),
        ("[عشرات الآلاف] من الأشخاص", "ar", Quantity(20000, 100000, "≥", "", "الأشخاص", "عشرات الآلاف")),  # noqa: E501
        ("نحو [خمسة وعشرين] جنديا", "ar", Quantity(25, 25, "≈", "", "جنديا")),
    ],
)  # fmt: skip
def test_other_languages(text, lang, quantity):
    assert marked(text, lang) == quantity


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_places_outside_of_the_text_hold_nothing(start, end):
    assert read("1,200 people", start, end) is None

"""Tokens: nothing is left out, nothing is parted that readers see as one sign."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.text.tokens import covering, tokenize, within

SIGNS = st.sampled_from("a1é .,'’s\u0301\u0327\u200d\u200c🇩🇪👩🏽️⃣\U000e0067ÅÑ中あอ้ำםَ؀\n")
TEXTS = st.text(SIGNS | st.characters(exclude_categories=("Cs",)), max_size=40)


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lind's “plan”, he said.", ["Lind", "'s", "“", "plan", "”", ",", "he", "said", "."]),
        ("don’t re'll rock'n'roll", ["don", "’t", "re", "'ll", "rock", "'", "n", "'", "roll"]),
        ("THE MINISTER'S", ["THE", "MINISTER", "'S"]),
        ("cafe\u0301's", ["cafe\u0301", "'s"]),
        ("1,200.50 at 5%, 3.", ["1,200.50", "at", "5", "%", ",", "3", "."]),
        ("۱٬۲۰۰ نفر", ["۱٬۲۰۰", "نفر"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("वैश्विक", ["वैश्विक"]),
        ("警察は、した", ["警", "察", "は", "、", "し", "た"]),
        ("アメリカの", ["アメリカ", "の"]),
        ("น้ำใจ", ["น้ำ", "ใ", "จ"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        ("👩🏽\u200d🚒!!", ["👩🏽\u200d🚒", "!", "!"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("a_b-c", ["a_b", "-", "c"]),
        (" \n\t\u00a0", []),
    ],
)
def test_what_is_one_token(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(TEXTS)
def test_tokens_are_in_order_and_none_is_empty_or_overlaps(text: str) -> None:
    at = 0
    for start, end in tokenize(text):
        assert at <= start < end
        at = end


@given(TEXTS)
def test_every_sign_is_in_a_token_and_no_space_is(text: str) -> None:
    assert "".join(words(text)) == "".join(char for char in text if not char.isspace())


@given(TEXTS)
@example("🇩🇪\u0301")
@example("x's\u200d")
def test_no_token_begins_with_what_continues_the_sign_before_it(text: str) -> None:
    for start, _end in tokenize(text):
        if start and not text[start - 1].isspace():
            assert unicodedata.category(text[start])[0] != "M"
            assert text[start] not in "\u200c\u200d\u0e33🏽\U000e0067"


@given(TEXTS, st.data())
def test_tokens_of_a_place_are_those_that_it_touches_and_those_that_it_holds(
    text: str, data: st.DataObject
) -> None:
    tokens = tokenize(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = covering(tokens, start, end)
    if start < end:
        touched = [t for t in tokens if t[0] < end and start < t[1]]
        assert tokens[first:last] == touched
    first, last = within(tokens, start, end)
    assert tokens[first:last] == [t for t in tokens if start <= t[0] and t[1] <= end]

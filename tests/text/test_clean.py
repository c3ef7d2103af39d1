"""Text is kept as it came, or refused with the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.text import clean

# Dense in what cleaning touches, with marks and astral characters between.
DIRTY = st.text(st.sampled_from("\r\n\ufeffae\u0301😀 ")).filter(
    lambda text: bool(text.removeprefix("\ufeff").strip())
)


def test_every_kind_of_line_end_becomes_a_newline() -> None:
    assert clean.clean("a\r\nb\rc\nd\r\r\ne") == "a\nb\nc\nd\n\ne"


def test_only_one_leading_mark_goes() -> None:
    assert clean.clean("\ufeff\ufeffa\ufeff") == "\ufeffa\ufeff"


@pytest.mark.parametrize(
    "text", ["Jose\u0301", "ﬁ ① ½", "  a  ", "a\u2028b\x85c\x0bd\x0c", "\u200fשלום\u200e", "a\x01b"]
)
def test_nothing_else_changes(text: str) -> None:
    assert clean.clean(text) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\r\nb\rc\0", "a NUL character in line 3, at offset 6"),
        ("one\n\ud83d two", r"lone surrogate U\+D83D\) in line 2, at offset 4"),
        ("\ud83d\ude00", r"lone surrogate U\+D83D\) in line 1, at offset 0"),
        ("", "empty"),
        ("\ufeff \r\n\u2003\xa0", "empty"),
        ("é\n" * 1_000_001, "2,000,002 characters and may have 2,000,000.*line 1,000,001"),
    ],
)
def test_what_cannot_be_kept(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        clean.clean(text)


def test_the_longest_text_is_measured_as_it_is_kept() -> None:
    assert len(clean.clean("\ufeff" + "a\r\n" * 1_000_000)) == clean.MAX_LENGTH


@given(DIRTY)
def test_every_character_that_stays_is_found_where_it_moved(text: str) -> None:
    cleaned, move = clean.clean_with_map(text)
    stays = [at for at, char in enumerate(text) if char not in "\r\n\ufeff"]
    assert [cleaned[move(at)] for at in stays] == [text[at] for at in stays]


@given(DIRTY, st.data())
def test_a_moved_span_is_the_cleaned_span(text: str, data: st.DataObject) -> None:
    cleaned, move = clean.clean_with_map(text)
    start = data.draw(st.integers(0, len(text)))
    between = text[start - 1 : start + 1] == "\r\n"
    expected = text[:start].removeprefix("\ufeff")
    expected = expected.replace("\r\n", "\n").replace("\r", "\n")
    assert cleaned[: move(start)] == (expected[:-1] if between else expected)


@given(DIRTY)
def test_the_end_moves_to_the_end(text: str) -> None:
    cleaned, move = clean.clean_with_map(text)
    assert move(len(text)) == len(cleaned)


def test_offsets_outside_stay_outside() -> None:
    cleaned, move = clean.clean_with_map("\ufeffa\r\nb")
    assert (move(-1), move(6)) == (-1, len(cleaned) + 1)

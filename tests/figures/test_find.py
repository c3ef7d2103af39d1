"""Figures of whole texts: their values, and that nothing breaks the reading."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.figures import Found, as_json, find, from_json, read
from tests.figures.scoring import score

ENOUGH = 0.96

LANGUAGES = st.sampled_from(["en", "de", "ar", "fr", "es", "de-CH", "xx", ""])
WORDS = (
    "1 12 1,200 3.5 ½ 1/2 ١٢٠٠ १५ - – to and between about more than up people of a the one "
    "two hundred thousand million tens dozens half third $ € % per cent bn years old 2006 May "
    ": . , ( ) tripled zwei Millionen تسعة آلاف deux cents km/h U.S. no. F- 's ' ’ # @ every"
)
PIECES = st.sampled_from([*WORDS.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join),
                  st.lists(PIECES, max_size=40).map("".join))  # fmt: skip


@pytest.mark.parametrize("name", ["sentences_en.txt", "more_en.txt", "third_en.txt"])
def test_values_of_english_sentences(name):
    result = score(name)
    assert result.f1 >= ENOUGH, "\n".join(result.misses)


@pytest.mark.parametrize("lang", ["de", "ar", "fr", "es"])
def test_values_in_other_languages(lang):
    result = score(f"sentences_{lang}.txt", lang)
    assert result.f1 >= ENOUGH, "\n".join(result.misses)


@given(TEXTS, LANGUAGES)
@settings(max_examples=300, deadline=None)
def test_figures_lie_in_the_text_in_order_without_overlap(text, lang):
    end = 0
    for one in find(text, lang):
        assert end <= one.start < one.end <= len(text)
        assert from_json(as_json(one.quantity)) == one.quantity
        end = one.end


@given(TEXTS, LANGUAGES, st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_is_marked_can_be_read(text, lang, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quantity = read(text, start, end, lang)
    assert quantity is None or from_json(as_json(quantity)) == quantity


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_plain_lines_before_a_text_change_nothing(text):
    before = "Nothing was counted here.\n"
    moved = [Found(one.start + len(before), one.end + len(before), one.quantity)
             for one in find(text)]  # fmt: skip
    assert find(before + text) == moved


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_figure_that_was_found_reads_the_same_when_marked(text):
    for one in find(text):
        assert read(text, one.start, one.end) is not None


HARD = ["9", "(", "one hundred ", "1-", "1,", "one and ", "tens of ", "a half of ", "1 ", "1/2 ",
        "½", "more than ", "May 5 and ", "12 big ", "\n", "1 to ", "'1", "-5.5%", "١", "$", "a ",
        "hundred hundred ", "two thirds ", "10:"]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_length_only(piece):
    begin = time.process_time()
    find(piece * (100_000 // len(piece)))
    assert time.process_time() - begin < 15


def test_languages_that_have_no_tables_are_read_as_english():
    assert find("more than 1,200 people", "xx") == find("more than 1,200 people")


def test_an_empty_text_has_none():
    assert find("") == []

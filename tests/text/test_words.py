"""Occurrences, snapping and counting, in the scripts the news is written in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import InvalidInput
from annotator.text import words

WORDY = st.text(st.sampled_from('ab_1 .,“”"’-\u0301😀אق'), max_size=30)


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("Iran, Iranian, Iran’s, pro-Iran", "Iran", [(0, 4), (15, 19), (27, 31)]),
        ("Jose and Jose\u0301", "Jose", [(0, 4)]),
        ("قال وقال قَال", "قال", [(0, 3)]),
        ("😀5%5% 5%", "5%", [(1, 3), (3, 5), (6, 8)]),
        ("ha ha ha ha", "ha ha", [(0, 5), (6, 11)]),
        ("xha ha ha", "ha ha", [(4, 9)]),
        ("text", "", []),
    ],
)
def test_occurrences_are_whole_words(text: str, needle: str, found: list[tuple[int, int]]) -> None:
    assert words.occurrences(text, needle) == found


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("WHO and who, whole", "who", [(0, 3), (8, 11)]),
        ("İstanbul, STRASSE, Straße", "straße", [(19, 25)]),
        ("1,200 and 200 or 200.5", "200", [(10, 13)]),
        ("(a.b) A.B axb", "a.b", [(1, 4), (6, 9)]),
    ],
)
def test_occurrences_in_any_case(text: str, needle: str, found: list[tuple[int, int]]) -> None:
    assert words.occurrences(text, needle, any_case=True) == found


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("في بيروت وبيروت", "بيروت", [(3, 8), (10, 15)]),
        ("在东京说", "东京", [(1, 3)]),
        ("1,200", "200", [(2, 5)]),
    ],
)
def test_occurrences_inside_of_words(text: str, needle: str, found: list[tuple[int, int]]) -> None:
    assert words.occurrences(text, needle, within=True) == found


@given(WORDY, WORDY)
def test_what_stands_between_spaces_is_found(before: str, needle: str) -> None:
    text = f"{before} {needle} "
    assert not needle or words.occurrences(text, needle)


@given(WORDY, st.text("ab\u0301 ", min_size=1, max_size=3))
def test_occurrences_are_the_needle_in_order_and_apart(text: str, needle: str) -> None:
    found = words.occurrences(text, needle)
    assert all(text[start:end] == needle for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the mi[nist]er said", "minister"),
        ("the[ minister, ]who", "minister"),
        ("[killed,”] he said", "killed"),
        ("[“More than 1,200 killed,”] he", "“More than 1,200 killed,”"),
        ("[“More than ]1,200 killed”", "More than"),
        ("called it [“a crime”]", "“a crime”"),
        ("[called it “a crime”].", "called it “a crime”"),
        ("no[” he said “]no", "he said"),
        ('"no[" he said, calling it "a crime"]', 'he said, calling it "a crime"'),
        ("[”Hej”,] sa hon", "”Hej”"),
        ("no[,” said Sven, ]a", "said Sven"),
        ("[„Nein“, ]sagte", "„Nein“"),
        ("[« Non », ]a dit", "« Non »"),
        ("[Al-Manar (Beirut)] said", "Al-Manar (Beirut)"),
        ("(by [AFP)]", "AFP"),
        ("the [workers’ ]union", "workers"),
        ("by[ .5 ]percent", ".5"),
        ("to[ –5 degrees;]", "–5 degrees"),
        ("in [the U.S.] today", "the U.S."),
        ("rose [1.5.]", "1.5"),
        ("Jos[e\u0301 sai]d", "Jose\u0301 said"),
        ("[قال الوزير،]", "قال الوزير"),
        ("שָׁ[לוֹ]ם.", "שָׁלוֹם"),
        ("wait [... ]what", "..."),
        ("one[\n\ntwo,\n]", "two"),
        ("pla[]in", "plain"),
    ],
)
def test_snapping_takes_what_was_meant(text: str, meant: str) -> None:
    start, end = text.index("["), text.rindex("]") - 1
    text = text.replace("[", "").replace("]", "")
    found = words.snap(text, start, end)
    assert text[slice(*found)] == meant


@given(WORDY, st.data())
def test_snapping_twice_changes_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        once = words.snap(text, start, end)
    except InvalidInput:
        assert not text[start:end].strip()
    else:
        assert words.snap(text, *once) == once


@given(WORDY, st.data())
def test_no_word_of_the_selection_is_lost_or_cut(text: str, data: st.DataObject) -> None:
    letters = [at for at, char in enumerate(text) if char.isalnum()]
    if letters:
        at = data.draw(st.sampled_from(letters))
        start, end = words.snap(text, at, at + 1)
        assert text[at] in text[start:end]
        assert start <= at < end


@pytest.mark.parametrize(("start", "end"), [(3, 4), (4, 4), (-1, 2), (5, 4), (0, 99)])
def test_nothing_to_snap_to_is_refused(start: int, end: int) -> None:
    with pytest.raises(InvalidInput, match=f"{start}–{end}"):
        words.snap("one  two", start, end)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("“Don’t,” said the Hezbollah-run Al-Manar – 5% …", 6),
        ("Jose\u0301s\tقَالَ\nשָׁלוֹם 😀", 3),
    ],
)
def test_words_are_counted_as_people_count(text: str, count: int) -> None:
    assert words.word_count(text) == count


@pytest.mark.parametrize("needle", ["200", "1", "1,200", "50", "200.50"])
def test_a_number_is_not_found_inside_a_longer_one(needle: str) -> None:
    assert words.occurrences("about 1,200.50 dollars", needle) == []


def test_a_number_is_found_beside_punctuation() -> None:
    assert words.occurrences("in 200, 200. And 200", "200") == [(3, 6), (8, 11), (17, 20)]


def test_a_selection_inside_a_number_grows_to_all_of_it() -> None:
    assert words.snap("more than 1,200 people", 12, 14) == (10, 15)

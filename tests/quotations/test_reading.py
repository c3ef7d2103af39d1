"""Quotations in the marks and the manners of the news, written as text and what is found in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.quotations import Quotation, read

PIECES = st.sampled_from(
    ['"', "'", "“", "”", "„", "‘", "’", "«", "»", "‹", "›", "「", "」", "``", "''", "\n", "\n\n",
     " ", ", ", ". ", "? ", "said", " he said ", "dogs", "Ann", "1990", "s", "ש", "قال", "我", "😀"]
)  # fmt: skip
QUOTED = st.lists(PIECES, max_size=60).map("".join)


def inner(text: str, lang: str = "en") -> list[str]:
    """The words of each quotation, those nested in others behind dots."""
    return ["·" * one.depth + _shown(text, one.fragments) for one in read(text, lang).quotations]


def outer(text: str, lang: str = "en") -> list[str]:
    return [_shown(text, one.outer) for one in read(text, lang).quotations]


def _shown(text: str, fragments: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[start:end] for start, end in fragments)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('he said: "I am here," and left', ["I am here"]),
        ("he said: “I am ‘here’ now,” and left", ["I am ‘here’ now", "·here"]),
        ("the ‘workers’ hall’ is “shut”", ["workers’ hall", "shut"]),
        ("er sagte: „Ich bin ‚da‘“, und ging", ["Ich bin ‚da‘", "·da"]),
        ("Der »Markt« und der »Rat«", ["Markt", "Rat"]),
        ("il a dit : « Je suis “là” », puis", ["Je suis “là”", "·là"]),
        ("hon sa: ”Jag är här” och gick", ["Jag är här"]),
        ("hän sanoi: »Olen täällä» ja lähti", ["Olen täällä"]),
        ("he wrote ``it ends'' and left", ["it ends"]),
        ("وقال: «نحن هنا» ثم", ["نحن هنا"]),
        ('قال: "نحن هنا". ثم', ["نحن هنا"]),
        ("他说“我们走”。「好『吗』」", ["我们走", "好『吗』", "·吗"]),
        ('他说"我们走"。', ["我们走"]),
        ('A "so-called" plan, "one" and "two"', ["so-called", "one", "two"]),
        ("She told us 'no' and 'never again'.", ["no", "never again"]),
        ("\"He called it 'a mess'\" she said", ["He called it 'a mess'", "·a mess"]),
        ("\"'No,' he said\"", ["'No,' he said", "·No"]),
        ('He said "no "way" at all" to us', ['no "way" at all', "·way"]),
        ('He said " no way " to us', ["no way"]),
        ("\"Is that 'it' \", he asked", ["Is that 'it'", "·it"]),
        ('“Opened so, closed so" and on', ["Opened so, closed so"]),
        ("(“In brackets”)—“and after a dash”—", ["In brackets", "and after a dash"]),
        ("“… and so on”", ["and so on"]),
        ("“” and “?” hold no words", []),
    ],
)
def test_marks_of_every_kind(text: str, found: list[str]) -> None:
    assert inner(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Israel's army, the workers' hall and the dogs’ bark aren't ‘",
        "the '90s, rock 'n' roll, ’twas, give ’em hell",
        "a 6'2\" man, a 5\" pipe and a 3' wall",
        "Sa‘ud, Qur’an, O'Neill and O’Neill",
        'צה"ל ומנכ"ל',
    ],
)
def test_what_looks_like_a_mark_and_is_none(text: str) -> None:
    assert inner(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('he: "One two.\n"Three four." End', "One two … Three four"),
        ("he: “One.\n\n“Two.\n\n“Three.” End", "One … Two … Three"),
        ("dijo: «Uno.\n»Dos». Fin", "Uno … Dos"),
        ("‘One.\n‘The dogs’ bark.’ he said", "One … The dogs’ bark"),
        ('he: "One two.\nThree four," he said', "One two.\nThree four"),
        ('he: "One\ntwo\nthree\nfour." End', "One\ntwo\nthree\nfour"),
    ],
)
def test_one_quotation_over_several_paragraphs(text: str, found: str) -> None:
    assert inner(text) == [found]


def test_every_paragraph_has_its_own_marks() -> None:
    text = 'he: "One two.\n"Three four." End'
    assert outer(text) == ['"One two. … "Three four."']


def test_nested_ones_are_opened_again_too() -> None:
    text = "“He told me: ‘One.\n“‘Two.’\n“Three.” End"
    assert inner(text) == ["He told me: ‘One … ‘Two.’ … Three", "·One … Two"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('he: "One two. \nShe said "no" then', ["One two", "no"]),
        ("he: “One two.\nThe rest is silence.", ["One two"]),
        ('he: "One two.\n"Three four.', ["One two … Three four"]),
        ('"One two, she said. "Three four." And five', ["One two, she said", "·Three four"]),
        ("“He said ‘no.” And left", ["He said ‘no", "·no"]),
        ("he: “One.\n“Two.\nA dogs’ life", ["One … Two"]),
    ],
)
def test_a_mark_that_never_comes(text: str, found: list[str]) -> None:
    assert [one.replace("·", "") for one in inner(text)] == [one.replace("·", "") for one in found]


def test_one_that_is_not_closed_ends_without_the_space_behind_it() -> None:
    assert outer('he: "One two.  \nEnd') == ['"One two.']


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ('"We will go on," she said, "until all are safe."', "en"),
        ("“We will go on”, she said, “until all are safe.”", "en"),
        ("“We will go on,” said Ann Lee of the U.N. Relief Office, “until all are safe.”", "en"),
        ("“We will—” she added — “go on.”", "en"),
        ("“Why,” he asked, “and when?”", "en"),
        ("“Why?” he asked, “and when?”", "en"),
        ("“We will,” he said “but not now.”", "en"),
        ("“Well,” he said, “I know.”", "en"),
        ("„Wir gehen“, sagte sie, „Ämter hin oder her.“", "de"),
        ("„Wir gehen“, teilte die Stadt mit, „aber nicht weit.“", "de"),
        ("«Nous irons», a déclaré le ministre, «jusqu’au bout.»", "fr"),
        ("«سنواصل»، قال الوزير، «حتى النهاية»", "ar"),
    ],
)
def test_broken_by_an_attribution(text: str, lang: str) -> None:
    assert [len(one.fragments) for one in read(text, lang).quotations] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "“We go,” she said. “It is late.”",
        "“We go.” she said. “It is late.”",
        "“We go,” she said: “It is late.”",
        "“We go,” she said, adding, “It is late.”",
        "“We go”, she said, and told them, “it is late”",
        "“We go,” and “it is late,” he said.",
        "He called it “a crime” and said “no one” agreed.",
        "“We go,” she said of “the march”.",
        "“We go”, they wrote, “The march is on.”",
        "“We go?” she asked, “Who goes?”",
        "“We go,” she said,\n\n“and soon.”",
    ],
)
def test_two_quotations_stay_two(text: str) -> None:
    assert [len(one.fragments) for one in read(text).quotations] == [1, 1]


def test_three_fragments_and_what_is_nested_in_the_second() -> None:
    text = "“We,” he said, “as ‘friends’,” he added, “go on.”"
    assert inner(text) == ["We … as ‘friends’ … go on", "·friends"]


@given(QUOTED, st.sampled_from(["en", "de", "sv", "ar", "", "xx-YY"]))
def test_whatever_the_text_extents_are_well_formed(text: str, lang: str) -> None:
    reading = read(text, lang)
    for one in reading.quotations:
        assert len(one.fragments) == len(one.outer) > 0
        assert _in_order(one.fragments)
        assert _in_order(one.outer)
        for (start, end), (first, last) in zip(one.fragments, one.outer, strict=True):
            assert 0 <= first <= start < end <= last <= len(text)
    assert _in_order(reading.cues)
    assert _nested_well(reading.quotations)


def _in_order(extents: tuple[tuple[int, int], ...]) -> bool:
    flat = [at for extent in extents for at in extent]
    return flat == sorted(flat) and all(start < end for start, end in extents)


def _nested_well(quotations: tuple[Quotation, ...]) -> bool:
    places = sorted((start, -end, one.depth) for one in quotations for start, end in one.outer)
    ends: list[int] = []
    for start, end, depth in places:
        while ends and ends[-1] <= start:
            ends.pop()
        if len(ends) != depth or (ends and -end > ends[-1]):
            return False
        ends.append(-end)
    return True


@pytest.mark.parametrize(
    "text",
    ['"' * 50_000, "' " * 50_000, "“" * 50_000, "“a ‘b " * 20_000, '"a\n' * 20_000,
     "“a,” he said, " * 10_000, "s’ " * 50_000, "'" + "s' " * 50_000, "teilte " * 50_000],
)  # fmt: skip
def test_the_time_grows_with_the_length_alone(text: str) -> None:
    began = time.process_time()
    read(text, "de")
    assert time.process_time() - began < 2

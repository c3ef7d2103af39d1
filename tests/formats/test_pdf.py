"""PDF documents on their way in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import pdf as reading
from annotator.formats.paragraphs import Page, joined
from annotator.formats.records import Note, Options, Record
from tests.formats.files import items, reason, records
from tests.formats.pdfs import encrypted, pdf

STORY = [
    "Flood toll rises",
    "The minister said on Tuesday that 1,200 people had left their homes.",
    "They will be back as soon as the old bridge is open, the mayor has since",
    "promised (again) in a letter.",
    "It rained for three days.",
]
INFO = "/Title (Flood toll rises) /Author (Ana Berg) /CreationDate (D:20240302101112+01'00')"


def article(data: bytes, options: Options = Options()) -> Record:  # noqa: B008
    (found,) = records("a.pdf", data, options)
    return found


def notes(data: bytes) -> list[str]:
    return [one.sentence for one in items("a.pdf", data) if isinstance(one, Note)]


def test_lines_are_joined_into_paragraphs() -> None:
    joint = f"{STORY[2]} {STORY[3]}"
    assert article(pdf(STORY)).text == "\n".join([STORY[0], STORY[1], joint, STORY[4]])


def test_what_it_says_of_itself() -> None:
    found = article(pdf(STORY, info=INFO))
    assert (found.title, found.byline, found.published) == (
        "Flood toll rises",
        "Ana Berg",
        "2024-03-02",
    )
    assert (found.lang, found.stem) == ("en-GB", "a")


def test_the_title_is_not_said_twice() -> None:
    assert not article(pdf(STORY, info=INFO)).text.startswith("Flood toll rises")


def test_the_first_line_may_be_the_title() -> None:
    found = article(pdf(STORY), Options(first_line_is_title=True))
    assert found.title == "Flood toll rises"


def test_a_page_ends_a_paragraph() -> None:
    assert article(pdf(["One line that goes"], ["on and on."])).text == (
        "One line that goes\non and on."
    )


def test_a_page_without_text_is_told() -> None:
    assert notes(pdf(["One"], [], ["Three"])) == ["There is no text on these pages: 2."]


def test_a_document_of_pictures() -> None:
    assert "pages are pictures" in reason("a.pdf", pdf([], []))


def test_an_encrypted_document() -> None:
    assert "encrypted" in reason("a.pdf", encrypted(pdf(STORY), "secret"))


def test_a_document_that_is_encrypted_without_a_password() -> None:
    assert "minister" in article(encrypted(pdf(STORY), "")).text


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_PAGES", 1)
    assert reason("a.pdf", pdf(["One"], ["Two"])) == "A PDF may have 1 pages; this has 2."


def test_too_much_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_CONTENT", 50)
    assert reason("a.pdf", pdf(["x" * 100])) == "Page 1: There is too much on this page to be read."


def test_too_long_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_SECONDS", 0)
    assert "takes longer than" in reason("a.pdf", pdf(STORY))


def test_too_large_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 50)
    assert "may have 50 bytes" in reason("a.pdf", pdf(STORY))


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"no pdf", b"\0" * 2000, pdf(STORY)[:300]])
def test_what_is_none(data: bytes) -> None:
    assert reason("a.pdf", data)


@settings(max_examples=40)
@given(st.integers(9, 700), st.binary(min_size=1, max_size=30))
def test_a_damaged_document_never_breaks(at: int, junk: bytes) -> None:
    good = pdf(STORY, ["Two"], info=INFO)
    assert items("a.pdf", good[:at] + junk + good[at + len(junk) :])


def one(*lines: str) -> tuple[str, list[str]]:
    return joined([Page("\n".join(lines))])


def test_a_word_that_is_whole_elsewhere_is_mended() -> None:
    text, said = one("The govern-", "ment said so. The government fell.")
    assert text == "The government said so. The government fell."
    assert said == [
        "Words that a line end had cut, put together because they are whole elsewhere: 1."
    ]


def test_a_word_that_is_nowhere_else_keeps_its_hyphen() -> None:
    text, said = one("The well-", "known man said so.")
    assert text == "The well-known man said so."
    assert said == ["Words that a line end had cut, and that keep their hyphen: 1."]


def test_a_word_that_is_written_both_ways_keeps_its_hyphen() -> None:
    text, _said = one("The re-", "creation of it. Their recreation, and the re-creation of it.")
    assert text.startswith("The re-creation")


def test_a_soft_hyphen_goes() -> None:
    assert one("The govern\u00ad", "ment said so.") == ("The government said so.", [])


def test_items_of_a_list_and_gaps_begin_paragraphs() -> None:
    lines = ["A line that is as long as lines are", "- an item of a list that is long", "", "After"]
    assert one(*lines)[0] == "\n".join(line for line in lines if line)


def test_right_to_left_lines_are_joined_alike() -> None:
    lines = ["قال الوزير إن أكثر من ألف شخص غادروا منازلهم في", "الوادي."]
    assert one(*lines)[0] == " ".join(lines)


@given(st.lists(st.text(max_size=200), max_size=4))
def test_no_letter_is_lost(pages: list[str]) -> None:
    text, _said = joined([Page(page) for page in pages])
    letters = lambda written: [char for char in written if char.isalnum()]
    assert letters(text) == letters("\n".join(pages))

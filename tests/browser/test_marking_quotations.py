"""Taking a quotation with one key, as the server reads quotations; and where it cannot be asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.marking_page import ADDRESS, asked, quoted, show

pytestmark = pytest.mark.browser
TEXT = (
    'The minister said on Monday, "We are ready to help," and left.\nMore than 1,200 people came.'
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


def click(page: Page, offset: int) -> None:
    x, y = page.evaluate(
        """at => {
          const { left, top, height } = reader.rects(at, at + 1)[0];
          return [left + 1, top + height / 2];
        }""",
        offset,
    )
    page.mouse.click(x, y)


def selects(page: Page, words: str) -> None:
    page.wait_for_function("s => reader.quoteOf(selecting.selection.fragments) === s", arg=words)


def says(page: Page, words: str) -> None:
    page.wait_for_function("s => document.getElementById('announce').textContent === s", arg=words)


def taken(page: Page, at: int, times: int) -> str:
    found: str = page.evaluate(
        "async ([at, n]) => reader.quoteOf(await quotations.quotationAt(at, n))", [at, times]
    )
    return found


QUOTES = [
    ('he said: "I am | here," and left', "I am here", '"I am here,"'),
    ("he said: “I am | ‘here’,” and left", "I am ‘here’", "“I am ‘here’,”"),
    ("he said: “I am ‘he|re’ now” and left", "here", "‘here’"),
    ("er sagte: „Ich | bin da“, und ging", "Ich bin da", "„Ich bin da“"),
    ("hun sa: »Jeg | er her« og gikk", "Jeg er her", "»Jeg er her«"),
    ("il a dit : « Je | suis là », puis", "Je suis là", "« Je suis là »"),
    ("hon sa: ”Jag är | här” och gick", "Jag är här", "”Jag är här”"),
    ("the workers' hall, it's \"a | crime\", they're told", "a crime", '"a crime"'),
    ("the ‘workers’ hall’, it’s “a | crime”", "a crime", "“a crime”"),
    ('a "one" | and "two"', 'a "one" and "two"', 'a "one" and "two"'),
    ('he: "One | two.\n"Three four." End', "One two … Three four", '"One two. … "Three four."'),
    ('he: "One two.\n"Three | four." End', "One two … Three four", '"One two. … "Three four."'),
    (
        "he: “One | two.\n“Three.\n“Four.” End",
        "One two … Three … Four",
        "“One two. … “Three. … “Four.”",
    ),
    ('he: "One | two.\nThree four," he said', "One two.\nThree four", '"One two.\nThree four,"'),
    ('he: "One | two.\nShe said "no" then', "One two", '"One two.'),
    ('he: "One | two.\n"Three four.', "One two … Three four", '"One two. … "Three four.'),
    ("😀 “We | go,” she said, “on.” End", "We go … on", "“We go,” … “on.”"),
    ("😀 “We go,” she said, “o|n.” End", "We go … on", "“We go,” … “on.”"),
    ("“We go,” she | said, “on.” End", "“We go,” she said, “on.”", "“We go,” she said, “on.”"),
    ("وقال: «نحن | هنا» ثم", "نحن هنا", "«نحن هنا»"),
    ("«سنوا|صل»، قال الوزير، «العمل» ثم", "سنواصل … العمل", "«سنواصل» … «العمل»"),
]


@pytest.mark.parametrize(("written", "inner", "whole"), QUOTES)
def test_the_quotation_around_a_place(page: Page, written: str, inner: str, whole: str) -> None:
    text, at = written.replace("| ", "").replace("|", ""), written.index("|")
    show(page, text, lang="ar" if "قال" in text else "en")
    assert [taken(page, at, 0), taken(page, at, 1)] == [inner, whole]


def test_a_third_time_takes_the_sentence(page: Page) -> None:
    text = 'It rained. Mr. Hale of the U.S. Army said: "We leave now," and left. It stopped.'
    show(page, text)
    assert taken(page, 50, 2) == 'Mr. Hale of the U.S. Army said: "We leave now," and left'


def test_a_third_time_takes_all_the_sentences_of_a_broken_one(page: Page) -> None:
    show(page, 'It rained. "Yes," said Hale, "we leave now. Soon." It stopped.')
    assert taken(page, 13, 2) == '"Yes," said Hale, "we leave now. Soon."'


def test_a_very_long_paragraph_is_one(page: Page) -> None:
    text = "He said: “" + "We go on. " * 300 + "We end.” So it was.\nNext."
    show(page, text)
    assert len(taken(page, 2500, 0)) == 3007 - 1
    assert page.evaluate("quotations.paragraphAt(2500)") == [0, text.index("\n")]


def test_q_takes_the_quotation_then_its_marks_then_its_sentence(page: Page) -> None:
    show(page, TEXT)
    click(page, TEXT.index("ready") + 1)
    sentence = TEXT.split("\n", maxsplit=1)[0].removesuffix(".")
    for words in ("We are ready to help", '"We are ready to help,"', sentence):
        page.keyboard.press("q")
        selects(page, words)


def test_q_and_a_digit_mark_both_sides_of_he_said(page: Page) -> None:
    text = "“We go,” she said, “until all are safe.”"
    show(page, text)
    click(page, text.index("all"))
    page.keyboard.press("q")
    selects(page, "We go … until all are safe")
    page.keyboard.press("2")
    assert asked(page)[0][1]["fragments"] == [[1, 6], [20, 38]]  # type: ignore[index]


def test_quotations_are_asked_for_once(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    show(page, TEXT)
    click(page, TEXT.index("ready"))
    page.keyboard.press("q")
    selects(page, "We are ready to help")
    page.evaluate("quotations.cues()")
    assert requests.count(f"{ADDRESS}/quotations") == 1


def test_where_they_cannot_be_loaded_it_is_said_and_tried_again(page: Page) -> None:
    show(page, TEXT, quotable=False)
    click(page, TEXT.index("ready"))
    page.keyboard.press("q")
    says(page, "The quotations of this article could not be loaded. Press the key again.")
    assert page.evaluate("quotations.cues()") == []
    page.route(f"{ADDRESS}/quotations", lambda route: route.fulfill(json=quoted(TEXT, "en")))
    page.keyboard.press("q")
    selects(page, "We are ready to help")

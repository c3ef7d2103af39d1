"""What a rough selection means in many languages, tried in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.marking_page import show

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def brackets(written: str) -> tuple[str, int, int]:
    start, end = written.index("["), written.rindex("]") - 1
    return written.replace("[", "").replace("]", ""), start, end


def snapped(page: Page, written: str, lang: str = "en", *, exact: bool = False) -> str:
    text, start, end = brackets(written)
    show(page, text, lang=lang)
    found = page.evaluate("([a, b, exact]) => snap.snap(a, b, {exact})", [start, end, exact])
    return text[slice(*found)]


@pytest.mark.parametrize(
    ("lang", "written", "meant"),
    [
        # The same table as in tests/text/test_words.py: both sides mean the same.
        ("en", "the mi[nist]er said", "minister"),
        ("en", "the[ minister, ]who", "minister"),
        ("en", "[killed,”] he said", "killed"),
        ("en", "[“More than 1,200 killed,”] he", "“More than 1,200 killed,”"),
        ("en", "[“More than ]1,200 killed”", "More than"),
        ("en", "called it [“a crime”]", "“a crime”"),
        ("en", "[called it “a crime”].", "called it “a crime”"),
        ("en", "no[” he said “]no", "he said"),
        ("en", '"no[" he said, calling it "a crime"]', 'he said, calling it "a crime"'),
        ("sv", "[”Hej”,] sa hon", "”Hej”"),
        ("en", "no[,” said Sven, ]a", "said Sven"),
        ("de", "[„Nein“, ]sagte", "„Nein“"),
        ("fr", "[« Non », ]a dit", "« Non »"),
        ("en", "[Al-Manar (Beirut)] said", "Al-Manar (Beirut)"),
        ("en", "(by [AFP)]", "AFP"),
        ("en", "the [workers’ ]union", "workers"),
        ("en", "by[ .5 ]percent", ".5"),
        ("en", "to[ –5 degrees;]", "–5 degrees"),
        ("en", "in [the U.S.] today", "the U.S."),
        ("en", "rose [1.5.]", "1.5"),
        ("en", "Jos[e\u0301 sai]d", "Jose\u0301 said"),
        ("ar", "[قال الوزير،]", "قال الوزير"),
        ("he", "שָׁ[לוֹ]ם.", "שָׁלוֹם"),
        ("en", "wait [... ]what", "..."),
        ("en", "one[\n\ntwo,\n]", "two"),
        ("en", "pla[]in", "plain"),
        # And what a browser knows better.
        ("en", "he does[n’]t know", "doesn’t"),
        ("en", "more than [1,2]00 people", "1,200"),
        ("en", "in the [U.S]. today", "U.S."),
        ("en", "cost $[1,20]0 each", "$1,200"),
        ("en", "rose by [1.]5% today", "1.5%"),
        ("zh", "政府[发]言人表示", "发言"),
        ("th", "นายก[รัฐ]มนตรีกล่าว", "รัฐมนตรี"),
        ("ar", "قال وز[ير] الدفاع", "وزير"),
        ("en", "ok 👨‍[👩‍👧]‍👦 left", "👨‍👩‍👧‍👦"),
        ("en", "by 🇩[🇪] now", "🇩🇪"),
        ("hi", "प्रधानमं[त्री] ने", "प्रधानमंत्री"),
    ],
)
def test_snapping_takes_what_was_meant(page: Page, lang: str, written: str, meant: str) -> None:
    assert snapped(page, written, lang) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("the mi[nist]er", "nist"),
        ("the[ minister,] who", " minister,"),
        ("Jos[e]\u0301 said", "e\u0301"),
        ("ok 👨‍[👩‍👧]‍👦 left", "👨‍👩‍👧‍👦"),
        ("by 🇩[🇪] now", "🇩🇪"),
        ("by 👍[🏽] now", "👍🏽"),
        ("one[\ntwo\n]", "two"),
    ],
)
def test_exact_is_exact_but_cuts_no_character(page: Page, written: str, meant: str) -> None:
    assert snapped(page, written, exact=True) == meant


def test_nothing_but_space_is_nothing(page: Page) -> None:
    show(page, "one  two")
    assert page.evaluate("snap.snap(3, 5)") is None
    assert page.evaluate("snap.snap(4, 4)") is None


def test_places_and_offsets_fit_in_any_block(page: Page) -> None:
    """Every offset to its place in the page and back, emoji and line ends included."""
    text = "a😀b e\u0301\n\n👨‍👩‍👧‍👦 x\nשָׁלוֹם 🇩🇪\n" + "long 😀 " * 600
    show(page, text)
    wrong = page.evaluate(
        """(last) => {
          const wrong = [];
          for (let at = 0; at < last; at++) {
            const range = reader.rangeOf(at, at + 1);
            const back = reader.offsetAt(range.startContainer, range.startOffset);
            if (reader.textOf(at, at + 1) !== "\\n" && back !== at) wrong.push([at, back]);
          }
          return wrong;
        }""",
        len(text) - 1,
    )
    assert wrong == []
    assert page.evaluate("reader.textOf(0, 9999)").startswith(text.rstrip("\n")[:50])
    assert page.evaluate("reader.textOf(3, 20)") == text[3:20]

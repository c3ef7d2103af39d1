"""How annotations are drawn: lanes, nothing moved, nothing added to the text, heard and printed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.marking_page import marks, show

pytestmark = pytest.mark.browser
TEXT = "The minister told reporters on Monday that more than 1,200 people had left the city."
ARABIC = "قال الوزير اليوم في بيروت إن الحكومة مستعدة للحوار."
BARS = """
selector => {
  const { backgroundImage, backgroundSize, backgroundPosition } =
    getComputedStyle(document.querySelector(selector));
  return backgroundImage.split(/, (?=linear|none)/).slice(4, 7);
}
"""
BOXES = """
() => [...Array(reader.last).keys()].map(at => {
  const box = reader.rects(at, at + 1)[0];
  return [box.left, box.top];
})
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


def text_of(page: Page) -> str:
    found: str = page.evaluate(
        "[...document.querySelectorAll('#text .block')].map(b => b.textContent).join('\\n')"
    )
    return found


def test_the_longest_is_nearest_and_each_has_its_lane(page: Page) -> None:
    show(page, TEXT, marks("2:0-84", "1:4-12", "3:0-30"))
    assert (
        page.get_attribute(".seg:nth-child(2)", "class") == "seg l0-h2 l1-h3 l2-h1 is-begin is-end"
    )
    blue, brick, green = "rgb(6, 72, 156)", "rgb(132, 44, 0)", "rgb(46, 158, 82)"
    bars = page.evaluate(BARS, ".seg:nth-child(2)")
    assert [colour in bar for bar, colour in zip(bars, (brick, green, blue), strict=True)] == [
        True
    ] * 3
    alone = page.evaluate(BARS, ".seg:last-child")
    assert brick in alone[0]
    assert "rgba(0, 0, 0, 0)" in alone[1]


def test_nothing_moves_when_something_is_marked_or_chosen(page: Page) -> None:
    show(page, TEXT)
    before = [pytest.approx(place, abs=0.5) for place in page.evaluate(BOXES)]
    show(page, TEXT, marks("2:0-84", "1:4-12", "3:0-30", "4:20-40"))
    assert page.evaluate(BOXES) == before
    page.keyboard.press("j")
    page.wait_for_selector(".handle", state="attached")
    assert page.evaluate(BOXES) == before


def test_the_text_of_the_page_stays_the_text_of_the_article(page: Page) -> None:
    show(page, TEXT, marks("2:0-84", "1:4-12"))
    page.focus("#text")
    page.keyboard.press("j")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_selector(".handle", state="attached")
    assert text_of(page) == TEXT
    assert page.inner_text("#text").strip() == TEXT


def test_arabic_letters_join_across_borders(page: Page) -> None:
    width = "reader.rangeOf(4, 10).getBoundingClientRect().width"
    show(page, ARABIC, lang="ar", direction="rtl")
    plain = page.evaluate(width)
    show(page, ARABIC, marks("1:4-7", "2:6-10"), lang="ar", direction="rtl")
    assert page.evaluate(width) == pytest.approx(plain, abs=0.5)


def test_spaces_and_tabs_are_shown_as_they_are(page: Page) -> None:
    show(page, "one  two\tthree   ")
    one, two = (page.evaluate(f"reader.rects({at}, {at + 1})[0].width") for at in (3, 4))
    assert one == pytest.approx(two, abs=0.1)
    assert one > 2
    assert text_of(page) == "one  two\tthree   "


def test_what_begins_is_said_without_a_text_node(page: Page) -> None:
    show(page, TEXT, marks("2:0-84", "1:4-12"))
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    said = [node["name"]["value"] for node in nodes if node["role"]["value"] == "StaticText"]
    start = said.index("Claim: ")
    assert said[start : start + 4] == ["Claim: ", "The ", "Speaker: ", "minister"]


def test_a_handle_goes_to_the_outer_side_from_right_to_left(page: Page) -> None:
    show(page, ARABIC, marks("1:4-10"), lang="ar", direction="rtl")
    page.keyboard.press("j")
    start, end = (page.locator(f".handle.is-{side}").bounding_box() for side in ("start", "end"))
    assert start
    assert end
    assert start["x"] > end["x"]


def test_without_colours_lines_are_left(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    show(page, TEXT, marks("2:4-12"))
    line = page.evaluate("getComputedStyle(document.querySelector('.seg')).textDecorationLine")
    assert line == "underline"


def test_print_shows_text_bars_and_what_they_mean(page: Page) -> None:
    show(page, TEXT, marks("2:4-12"))
    page.emulate_media(media="print")
    assert page.is_visible("#palette .label")
    for hidden in ("#bar", "#cards", "#queue"):
        assert not page.is_visible(hidden)


@pytest.mark.parametrize("width", [320, 390, 720])
def test_narrow_pages_do_not_scroll_sideways_and_keep_labels_in_reach(
    browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, has_touch=True)
    show(page, TEXT, marks("2:4-12"))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = page.locator("#palette .label").first.bounding_box()
    assert box
    assert box["y"] > 600
    assert box["height"] >= 44
    page.close()


def test_a_finger_selects_and_then_touches_a_label(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700}, has_touch=True)
    show(page, TEXT)
    page.evaluate(
        """() => {
          const node = document.querySelector(".block").firstChild;
          getSelection().setBaseAndExtent(node, 6, node, 25);
        }"""
    )
    page.wait_for_function("selecting.selection.fragments.length === 1")
    page.locator("#palette .label").nth(1).tap()
    fragments = page.evaluate("asked[0][1].fragments")
    assert fragments == [[4, 27]]
    page.close()

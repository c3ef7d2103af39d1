"""Mouse, label keys, the caret and the chosen annotation, with nothing behind the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.marking_page import Mark, asked, marks, show

pytestmark = pytest.mark.browser
TEXT = (
    'The minister said on Monday, "We are ready to help," and left.\nMore than 1,200 people came.'
)
ARABIC = "قال الوزير اليوم في بيروت إن الحكومة مستعدة للحوار مع 12 دولة."


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []


def point(page: Page, offset: int, *, end: bool = False) -> tuple[float, float]:
    """Just inside of the character at an offset, at its left or right side."""
    left, right, y = page.evaluate(
        """at => {
          const box = reader.rects(at, at + 1)[0];
          return [box.left, box.right, (box.top + box.bottom) / 2];
        }""",
        offset,
    )
    return (right - 1 if end else left + 1), y


def drag(page: Page, start: int, last: int, *, drop: bool = True) -> None:
    """From the left side of one character to the right side of another."""
    page.mouse.move(*point(page, start))
    page.mouse.down()
    page.mouse.move(*point(page, last, end=True), steps=4)
    if drop:
        page.mouse.up()


def selected(page: Page) -> str:
    found: str = page.evaluate("reader.quoteOf(selecting.selection.fragments)")
    return found


def previewed(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...CSS.highlights.get('preview') ?? []].map(range => range.toString())"
    )
    return found


def said(page: Page, words: str) -> None:
    page.wait_for_function("s => document.getElementById('announce').textContent === s", arg=words)


def test_what_is_meant_is_shown_before_the_button_is_let_go(page: Page) -> None:
    show(page, TEXT)
    drag(page, TEXT.index("inister"), TEXT.index("day,") + 3, drop=False)
    assert previewed(page) == ["minister said on Monday"]
    page.mouse.up()
    assert selected(page) == "minister said on Monday"
    said(page, "Selected: 4 words, from “minister” to “Monday”")


def test_alt_takes_exactly_what_was_selected(page: Page) -> None:
    show(page, TEXT)
    page.keyboard.down("Alt")
    drag(page, TEXT.index("inister"), TEXT.index("nday,") + 4)
    assert selected(page) == "inister said on Monday,"


def test_a_digit_marks_and_the_new_one_is_chosen(page: Page) -> None:
    show(page, TEXT)
    page.mouse.dblclick(*point(page, TEXT.index("1,200") + 2))
    page.keyboard.press("3")
    at = TEXT.index("1,200")
    change = {"label": "3", "fragments": [[at, at + 5]], "quote": "1,200"}
    assert asked(page) == [["annotate", change]]
    assert page.evaluate("reader.reader.dataset.chosen") == "new-1"
    assert selected(page) == ""
    assert page.evaluate("CSS.highlights.has('pending-3')")


def test_a_label_button_marks_too(page: Page) -> None:
    show(page, TEXT)
    drag(page, 0, TEXT.index("minister") + 6)
    page.click("#palette [data-digit='1']")
    assert asked(page)[0][1]["quote"] == "The minister"  # type: ignore[index]


def test_an_armed_label_marks_every_selection_until_escape(page: Page) -> None:
    show(page, TEXT)
    page.keyboard.press("2")
    for word in ("minister", "Monday"):
        page.mouse.dblclick(*point(page, TEXT.index(word) + 2))
    page.keyboard.press("Escape")
    page.mouse.dblclick(*point(page, TEXT.index("left") + 2))
    assert [change["quote"] for _, change in asked(page)] == ["minister", "Monday"]  # type: ignore[index]
    assert selected(page) == "left"


def test_control_adds_a_fragment_before_labelling(page: Page) -> None:
    show(page, TEXT)
    page.mouse.dblclick(*point(page, TEXT.index("minister") + 2))
    page.keyboard.down("Control")
    page.mouse.dblclick(*point(page, TEXT.index("Monday") + 2))
    page.keyboard.up("Control")
    assert selected(page) == "minister … Monday"


def test_a_drag_over_the_cards_stays_on_its_line(page: Page) -> None:
    show(page, TEXT)
    drag(page, TEXT.index("said"), TEXT.index("Monday"), drop=False)
    _, y = point(page, TEXT.index("Monday"))
    page.mouse.move(1200, y, steps=3)
    page.mouse.up()
    assert selected(page).startswith("said on Monday")
    assert "people" not in selected(page)


def test_marking_with_the_keyboard_alone(page: Page) -> None:
    show(page, TEXT)
    page.focus("#text")
    page.keyboard.press("Control+Home")
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert selected(page) == "minister said on"
    page.keyboard.press("Shift+ArrowLeft")
    assert selected(page) == "minister said"
    page.keyboard.press("2")
    assert asked(page)[0][1]["fragments"] == [[4, 17]]  # type: ignore[index]


def test_alt_extends_by_whole_characters(page: Page) -> None:
    show(page, "a👨‍👩‍👧‍👦b🇩🇪e\u0301c")
    page.focus("#text")
    page.keyboard.press("Control+Home")
    ends = []
    for _ in range(6):
        page.keyboard.press("Alt+Shift+ArrowRight")
        ends.append(page.evaluate("selecting.selection.fragments[0][1]"))
    assert ends == [1, 8, 9, 11, 13, 14]


def test_arrows_follow_the_eye_from_right_to_left(page: Page) -> None:
    show(page, ARABIC, lang="ar", direction="rtl")
    page.focus("#text")
    page.keyboard.press("Control+Home")
    first = page.evaluate("document.querySelector('.caret').getBoundingClientRect().x")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("caret.caretOffset()") == 4
    assert page.evaluate("document.querySelector('.caret').getBoundingClientRect().x") < first
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    assert selected(page) == "الوزير اليوم"
    page.keyboard.press("Shift+ArrowRight")
    assert selected(page) == "الوزير"


def test_up_and_down_go_by_drawn_lines_and_keep_their_column(page: Page) -> None:
    show(page, "word " * 100 + "\n" + "other " * 60)
    page.focus("#text")
    page.keyboard.press("Control+Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    boxes = []
    for key in ["ArrowDown"] * 3 + ["ArrowUp"] * 3:
        page.keyboard.press(key)
        boxes.append(
            page.evaluate("document.querySelector('.caret').getBoundingClientRect().toJSON()")
        )
    tops = [box["top"] for box in boxes]
    assert tops[0] < tops[1] < tops[2]
    assert tops[4] == tops[0]
    assert max(box["x"] for box in boxes) - min(box["x"] for box in boxes) < 60
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    assert selected(page).startswith("word word")
    page.keyboard.press("Control+End")
    assert page.evaluate("caret.caretOffset() === reader.last")


def test_sentences_by_full_stop_and_comma(page: Page) -> None:
    show(page, "One is here. Two is Mr. Hale. Three.\nFour.")
    page.focus("#text")
    page.keyboard.press("Control+Home")
    places = []
    for key in (".", ".", ".", ",", ","):
        page.keyboard.press(key)
        places.append(page.evaluate("caret.caretOffset()"))
    assert places == [13, 30, 37, 30, 13]
    page.keyboard.press("Shift+.")
    assert selected(page) == "Two is Mr. Hale"


def chosen(page: Page) -> int:
    found = page.evaluate("reader.reader.dataset.chosen ?? ''")
    return int(found.rpartition("-")[2] or "0", 16)


def nested() -> list[Mark]:
    return marks("2:0-61", "1:4-12", "3:73-78")


def test_a_click_takes_the_shortest_and_the_next_the_next(page: Page) -> None:
    show(page, TEXT, nested())
    found = []
    for _ in range(3):
        page.mouse.click(*point(page, 6))
        found.append(chosen(page))
        page.wait_for_timeout(600)
    assert found == [2, 1, 2]
    page.mouse.click(*point(page, TEXT.index("came")))
    assert chosen(page) == 0


def test_tab_walks_and_leaves_at_the_end(page: Page) -> None:
    show(page, TEXT, nested())
    page.focus("#text")
    found = []
    for _ in range(3):
        page.keyboard.press("Tab")
        found.append(chosen(page))
    assert found == [1, 2, 3]
    said(page, "Figure, 1 word, “1,200”")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "text"


def test_escape_then_tab_leaves_at_once(page: Page) -> None:
    show(page, TEXT, nested())
    page.focus("#text")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "text"
    assert chosen(page) == 0


def test_a_digit_relabels_the_chosen_one(page: Page) -> None:
    show(page, TEXT, nested())
    page.keyboard.press("j")
    page.keyboard.press("4")
    assert [one[0] for one in asked(page)] == ["relabel"]
    assert asked(page)[0][2] == "4"


def test_borders_move_by_word_and_character_as_one_change(page: Page) -> None:
    show(page, TEXT, marks("2:4-17"))
    page.keyboard.press("j")
    for key in ("}", "}", "{", "]", "Alt+["):
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    assert len(asked(page)) == 1
    name, _, fragments, quote = asked(page)[0]
    assert (name, fragments, quote) == ("move", [[12, 20]], " said on")


def test_a_handle_is_dragged_and_snaps(page: Page) -> None:
    show(page, TEXT, marks("2:4-12"))
    page.keyboard.press("j")
    page.locator(".handle.is-end").hover(position={"x": 5, "y": 31})
    page.mouse.down()
    page.mouse.move(*point(page, TEXT.index("Monday") + 2), steps=5)
    assert previewed(page) == ["minister said on Monday"]
    page.mouse.up()
    assert asked(page)[0][2:] == [[[4, 27]], "minister said on Monday"]
    assert chosen(page) == 1


def test_a_finger_can_hit_a_handle(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    show(page, TEXT, marks("2:4-12"))
    page.keyboard.press("j")
    for side in ("start", "end"):
        box = page.locator(f".handle.is-{side}").bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
    page.close()


def test_a_mouse_selects_from_where_a_handle_stands(page: Page) -> None:
    show(page, TEXT, marks("2:4-12"))
    page.keyboard.press("j")
    page.wait_for_selector(".handle.is-end")
    drag(page, 12, TEXT.index("Monday") + 5)
    assert selected(page) == "said on Monday"


def test_plus_then_a_selection_adds_a_fragment(page: Page) -> None:
    show(page, TEXT, marks("2:4-12"))
    page.keyboard.press("j")
    page.keyboard.press("+")
    page.mouse.dblclick(*point(page, TEXT.index("Monday") + 2))
    assert asked(page)[0][2:] == [[[4, 12], [21, 27]], "minister … Monday"]
    assert chosen(page) == 1


def test_delete_and_occurrences_are_for_the_chosen_one(page: Page) -> None:
    show(page, TEXT, marks("2:4-12"))
    page.keyboard.press("Delete")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.keyboard.press("Delete")
    assert [one[0] for one in asked(page)] == ["markAll", "remove"]
    assert chosen(page) == 0


def test_a_note_is_kept_when_its_field_is_left(page: Page) -> None:
    show(page, TEXT, marks("2:4-12"))
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.type("Who is this?")
    page.focus("#text")
    assert asked(page)[0][0::2] == ["note", "Who is this?"]


def test_hovering_lights_the_card_and_the_other_way_round(page: Page) -> None:
    show(page, TEXT, nested())
    page.mouse.move(*point(page, 6))
    assert page.locator(".card.is-hovered .label-name").inner_text() == "Speaker"
    page.locator(".card").first.hover()
    assert page.locator(".seg.is-hovered").count() == 3

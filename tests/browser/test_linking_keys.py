"""Linking by keys: the usual case in two presses, and all the others."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.linking_page import Linking, opened
from tests.browser.server import Server

pytestmark = pytest.mark.browser

BROUGHT = "more than 1,200 people had been brought out by boat and helicopter"
BOATS, MIRA, ANA = "We have boats", "Mira Tolland", "Ana Brisk"
MINISTRY, HALVECK = "Kordavia's Interior Ministry", "Dorin Halveck"
FIGURE = "more than 1,200 people"

CAME = """() => document.activeElement.id"""


@pytest.fixture
def bench(context: BrowserContext, server: Server) -> Linking:
    return opened(context, server)


def test_two_presses_link_a_claim_with_who_says_it(bench: Linking) -> None:
    for claim in (BROUGHT, "would not leave the valley", BOATS, "at least 900 people"):
        bench.choose(claim)
        bench.press("s", "Enter")
    bench.until_saved()
    assert [(source[:12], target) for _type, source, target in bench.linked()] == [
        ("more than 1,", MINISTRY),
        ("would not le", HALVECK),
        ("We have boat", MIRA),
        ("at least 900", ANA),
    ]
    assert bench.lines(BOATS) == [f"said by {MIRA}"]
    assert bench.lines(MIRA) == [f"said by {BOATS}"]
    assert bench.page.evaluate(CAME) == "text"
    assert bench.errors == []


def test_what_is_linked_is_said_aloud(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("s", "Enter")
    bench.announced(MIRA)


def test_typing_filters_and_escape_closes(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("s")
    bench.page.keyboard.type("BRÍSK")
    assert bench.options() == [ANA]
    bench.press("Escape")
    assert not bench.page.is_visible("#picker")
    assert bench.page.evaluate(CAME) == "text"
    bench.press("s")
    assert len(bench.options()) == 4
    bench.press("ArrowDown", "ArrowUp", "ArrowUp")
    assert "A new Speaker" in bench.active()
    bench.press("Escape")
    assert bench.linked() == []


def test_one_that_is_linked_is_ticked_and_unlinked_by_enter(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("s", "Enter")
    bench.until_saved()
    bench.press("s")
    ticked = bench.page.locator("#picker-list [aria-selected=true] .option-quote")
    assert ticked.all_inner_texts() == [MIRA]
    bench.press("ArrowUp", "Enter")
    assert bench.lines(BOATS) == []
    bench.until_saved()
    assert bench.linked() == []
    assert bench.lines(MIRA) == []


def test_a_link_that_can_be_but_one_is_replaced(bench: Linking) -> None:
    bench.choose(FIGURE)
    bench.press("s", "Enter")
    bench.until_saved()
    cut = "more than 1,200 people had been brought […] boat and helicopter"
    assert bench.lines(FIGURE) == [f"in {cut}"]
    bench.press("s")
    assert bench.active().startswith("more than 1,200")
    bench.page.keyboard.type("boats")
    bench.press("Enter")
    assert bench.lines(FIGURE) == [f"in {BOATS}"]
    assert bench.lines(BROUGHT) == []
    bench.until_saved()
    assert bench.linked() == [("in", FIGURE, BOATS)]


def test_another_way_to_link_and_round_again(bench: Linking) -> None:
    bench.choose("at least 900 people")
    bench.press("Shift+S")
    heading = bench.page.locator("#picker-heading")
    assert "quoted in" in heading.inner_text()
    bench.press("Shift+S")
    assert "said by" in heading.inner_text()
    bench.press("Shift+S")
    bench.page.keyboard.type("helicopter")
    bench.press("Enter")
    bench.until_saved()
    assert bench.linked() == [("quoted in", "at least 900 people were still missing", BROUGHT)]


def test_a_speaker_is_offered_the_claims(bench: Linking) -> None:
    bench.choose(MIRA)
    bench.press("s")
    assert bench.options()[0] == BOATS
    bench.press("Enter")
    bench.until_saved()
    assert bench.linked() == [("said by", BOATS, MIRA)]


def test_a_cue_goes_to_its_claim_and_what_cannot_be_linked_says_so(bench: Linking) -> None:
    bench.press("s")
    bench.announced("Choose an annotation first")
    bench.choose("rejected")
    bench.press("s", "Enter")
    bench.until_saved()
    assert [one[:2] for one in bench.linked()] == [("introduces", "rejected")]


def test_what_was_just_marked_is_linked_at_once(bench: Linking, context: BrowserContext) -> None:
    context.set_offline(True)
    claim = bench.mark(54, "Claim")
    bench.page.click(f"#card-{claim} .card-face")
    bench.page.focus("#text")
    bench.press("s", "Enter")
    line = bench.page.locator(f"#card-{claim} .card-links li")
    assert line.get_attribute("data-pending") == ""
    assert bench.waiting() == 2
    context.set_offline(False)
    bench.until_saved()
    assert len(bench.linked()) == 1
    bench.page.wait_for_selector(f"#card-{claim} .card-links li:not([data-pending])")


@pytest.mark.parametrize("how", ["mouse", "word", "extended", "marked"])
def test_a_new_speaker(bench: Linking, how: str) -> None:
    """Selected by the mouse, by Enter on a word, by Shift and arrows, or marked as always."""
    bench.choose("at least 900 people")
    bench.press("s")
    bench.page.keyboard.type("nobody goes by that name")
    bench.press("Enter")
    assert bench.page.is_visible("#awaiting")
    if how == "mouse":
        drag_over(bench, "Officials")
    elif how == "word":
        to_word(bench, "Officials")
        bench.press("Enter")
    else:
        to_word(bench, "Officials")
        bench.press("Shift+ArrowRight", "Enter" if how == "extended" else "1")
    bench.until_saved()
    claim = "at least 900 people were still missing"
    assert bench.linked() == [("said by", claim, "Officials")]
    assert not bench.page.is_visible("#awaiting")
    assert bench.page.get_attribute("#reader", "data-chosen") == bench.uid("at least 900")


def test_escape_ends_the_waiting_for_a_new_speaker(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("s", "ArrowUp", "Enter", "Escape")
    assert not bench.page.is_visible("#awaiting")
    assert bench.page.get_attribute("#reader", "data-chosen") == bench.uid(BOATS)


def test_undo_and_redo(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("s", "Enter")
    bench.until_saved()
    bench.press("u")
    bench.until_saved()
    assert bench.linked() == []
    assert bench.lines(BOATS) == bench.lines(MIRA) == []
    bench.press("Shift+U")
    bench.until_saved()
    assert len(bench.linked()) == 1
    assert bench.lines(BOATS) == [f"said by {MIRA}"]


WORD_BOX = """
(word) => {
  for (const block of document.querySelectorAll(".block")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + word.length);
      const { left, right, top, height } = range.getBoundingClientRect();
      return [left, right, top + height / 2];
    }
  }
}
"""


def drag_over(bench: Linking, word: str) -> None:
    left, right, y = bench.page.evaluate(WORD_BOX, word)
    bench.page.mouse.move(left + 2, y)
    bench.page.mouse.down()
    bench.page.mouse.move(right - 2, y, steps=4)
    bench.page.mouse.up()


def to_word(bench: Linking, word: str) -> None:
    left, _right, y = bench.page.evaluate(WORD_BOX, word)
    bench.page.mouse.click(left + 1, y)
    bench.page.focus("#text")

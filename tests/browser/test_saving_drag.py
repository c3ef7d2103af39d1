"""An answer that comes while somebody selects does not spoil what is being selected."""

import pytest
from playwright.sync_api import BrowserContext, Route

from tests.browser.saving_page import opened
from tests.browser.server import Server

pytestmark = pytest.mark.browser

EDGES = """
([first, last]) => [first, last].map((word) => {
  const block = document.querySelector(".block");
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + word.length);
    const { left, right, top, height } = range.getBoundingClientRect();
    return { left, right, y: top + height / 2 };
  }
})
"""


def test_an_answer_in_the_middle_of_a_drag_waits_for_its_end(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    page = bench.page
    held: list[Route] = []
    page.route("**/annotations/", lambda one: one.continue_() if held else held.append(one))
    bench.mark(2)
    first, last = page.evaluate(EDGES, ["word0x4", "word0x9"])
    page.mouse.move(first["left"] + 1, first["y"])
    page.mouse.down()
    page.mouse.move(first["right"], first["y"])
    with page.expect_response("**/annotations/"):
        held[0].continue_()
    page.wait_for_timeout(200)
    page.mouse.move(last["right"] - 1, last["y"], steps=3)
    page.mouse.up()
    page.keyboard.press("2")
    bench.until_saved()
    wanted = " ".join(f"word0x{n}" for n in range(4, 10))
    assert bench.quotes() == ["word0x2", wanted]

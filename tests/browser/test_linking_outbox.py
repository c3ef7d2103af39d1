"""Links that wait, are refused, or go with what they hang on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Route

from tests.browser.linking_page import Linking, opened
from tests.browser.server import Server

pytestmark = pytest.mark.browser

BOATS, MIRA, ANA = "We have boats", "Mira Tolland", "Ana Brisk"
STILL = "at least 900 people were still missing"


@pytest.fixture
def bench(context: BrowserContext, server: Server) -> Linking:
    return opened(context, server)


def link(bench: Linking, *claims: str) -> None:
    for claim in claims:
        bench.choose(claim)
        bench.press("s", "Enter")


def test_linked_offline_lands_exactly_once(bench: Linking, context: BrowserContext) -> None:
    context.set_offline(True)
    link(bench, BOATS, STILL)
    bench.press("a", "1", "Escape")
    bench.until_failing()
    assert bench.lines(BOATS) == [f"said by {MIRA}"]
    assert bench.page.locator(".card-links [data-pending='']").count() == 4
    context.set_offline(False)
    bench.until_saved()
    bench.page.wait_for_selector(".card-links [data-pending]", state="detached")
    assert [one[1:] for one in bench.linked()] == [(BOATS, MIRA), (STILL, ANA)]
    assert bench.said(STILL)[0] == {"form": "direct"}


def test_an_answer_that_is_lost_does_not_link_twice(bench: Linking) -> None:
    lost = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort()

    bench.page.route("**/relations/", lose)
    link(bench, BOATS)
    bench.until_saved()
    assert len(lost) == 1
    assert [one[1:] for one in bench.linked()] == [(BOATS, MIRA)]


def test_a_reload_keeps_what_waits(bench: Linking, context: BrowserContext) -> None:
    bench.page.route("**/relations/**", lambda route: route.abort())
    link(bench, BOATS)
    bench.until_failing()
    bench.open()
    line = bench.card(BOATS).locator(".card-links li")
    assert line.get_attribute("data-pending") == ""
    bench.page.unroute("**/relations/**")
    bench.page.click("#try-again")
    bench.until_saved()
    assert len(bench.linked()) == 1


def test_a_link_that_is_refused_is_taken_back(
    bench: Linking, context: BrowserContext, new_context: Callable[[], BrowserContext]
) -> None:
    context.set_offline(True)
    link(bench, BOATS)
    assert bench.lines(MIRA) == [f"said by {BOATS}"]
    elsewhere = new_context()
    elsewhere.add_cookies(context.cookies())
    other = Linking(elsewhere, bench.server, bench.article)
    other.choose(MIRA)
    other.press("Delete")
    other.until_saved()
    context.set_offline(False)
    bench.page.wait_for_selector(".problem")
    assert bench.lines(BOATS) == []
    assert MIRA not in bench.quotes()
    assert bench.linked() == []


def test_a_label_that_loses_links_asks_first(bench: Linking) -> None:
    link(bench, BOATS)
    bench.until_saved()
    bench.press("3")
    question = bench.page.locator("#link-question")
    assert "loses 1 link: said by Mira Tolland" in question.inner_text()
    bench.press("Escape")
    assert bench.card(BOATS).locator(".label-name").inner_text() == "Claim"
    assert bench.waiting() == 0
    bench.press("3", "Enter")
    assert bench.lines(BOATS) == bench.lines(MIRA) == []
    bench.until_saved()
    assert bench.linked() == []
    assert bench.problems() == []
    assert bench.card(BOATS).locator(".label-name").inner_text() == "Figure"
    bench.press("u")
    bench.until_saved()
    assert bench.card(BOATS).locator(".label-name").inner_text() == "Claim"
    assert bench.lines(MIRA) == [f"said by {BOATS}"]
    assert len(bench.linked()) == 1


def test_moving_keeps_links_and_a_label_without_links_is_not_asked_about(bench: Linking) -> None:
    link(bench, BOATS)
    bench.press("}")
    bench.page.wait_for_timeout(500)
    bench.until_saved()
    assert len(bench.linked()) == 1
    bench.choose(STILL)
    bench.press("3")
    bench.until_saved()
    assert bench.card(STILL).locator(".label-name").inner_text() == "Figure"


def test_deleting_takes_links_along_and_undo_brings_them_back(bench: Linking) -> None:
    link(bench, BOATS)
    bench.until_saved()
    bench.choose(MIRA)
    bench.press("Delete")
    assert bench.lines(BOATS) == []
    bench.until_saved()
    assert bench.linked() == []
    bench.press("u")
    bench.until_saved()
    assert [one[1:] for one in bench.linked()] == [(BOATS, MIRA)]
    assert bench.lines(BOATS) == [f"said by {MIRA}"]


def test_a_tab_beside_shows_the_link(bench: Linking, context: BrowserContext) -> None:
    other = Linking(context, bench.server, bench.article)
    bench.page.bring_to_front()
    link(bench, BOATS)
    bench.until_saved()
    selector = f"#card-{bench.uid(BOATS)} .card-links li:not([data-pending])"
    other.page.wait_for_selector(selector, state="attached")
    assert other.lines(MIRA) == [f"said by {BOATS}"]

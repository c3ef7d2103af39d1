"""An article is adjudicated by keyboard alone; nothing that was decided is lost."""

from collections.abc import Callable

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser import saving_page
from tests.browser.adjudication_page import ENDS, Desk, opened, seed, visited
from tests.browser.server import Server

pytestmark = pytest.mark.browser

IN_GOLD = """
SELECT label.name, annotation.quote, annotation.attributes->>'form', annotation.provenance
FROM annotations_annotation annotation
JOIN annotations_annotationset gold ON gold.id = annotation.set_id AND gold.kind = 'gold'
JOIN schemes_label label ON label.id = annotation.label_id
WHERE gold.article_id = %s ORDER BY lower(annotation.fragments), annotation.id
"""
DECISIONS = """
SELECT count(*) FROM reviews_decision made
JOIN reviews_adjudication adjudication ON adjudication.id = made.adjudication_id
WHERE adjudication.article_id = %s
"""


def rows(server: Server, desk: Desk, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(**seed(server)["connection"]) as connection:
        return connection.execute(question, [desk.article]).fetchall()


def gold(server: Server, desk: Desk) -> list[tuple[object, ...]]:
    return rows(server, desk, IN_GOLD)


def test_all_six_kinds_are_settled_by_keyboard(context: BrowserContext, server: Server) -> None:
    desk = opened(context, server)
    assert desk.progress() == "0 of 5 conflicts settled"
    assert desk.page.locator("#unanimous summary").text_content() == "2 unanimous"
    assert desk.chosen().startswith("more than 1,200")
    desk.press("u", "Enter")  # borders
    assert desk.chosen() == ENDS["quote"]
    desk.press("m", "f", "ArrowDown")  # attributes and links: the last radio of a group
    desk.press("Enter")
    assert desk.chosen() == ENDS["mayor"]
    desk.press("1", "Enter")  # label
    assert desk.chosen() == ENDS["boats"]
    desk.press("Enter")  # missing: the one that is preselected
    assert desk.chosen() == ENDS["tents"]
    desk.press("x")
    desk.until_saved()
    assert desk.progress() == "5 of 5 conflicts settled"
    assert desk.errors == desk.problems() == []
    found = gold(server, desk)
    assert [(row[0], row[3]) for row in found] == [
        ("Speaker", "unanimous"),
        ("Figure", "unanimous"),
        ("Claim", "adjudicated"),
        ("Claim", "adjudicated"),
        ("Speaker", "adjudicated"),
        ("Figure", "adjudicated"),
    ]
    assert found[2][1] == ENDS["claim"] + ", most of them"
    desk.press("Enter")
    desk.page.wait_for_selector("#reader[data-turn=finished]")
    assert "Finished" in desk.page.text_content("#turn")


def test_what_was_done_is_said(context: BrowserContext, server: Server) -> None:
    desk = opened(context, server)
    desk.press("2")
    said = "Claim, 8 words, from “more” to “valley”: version 2 taken. 4 left."
    expect(desk.page.locator("#announce")).to_have_text(said)


def test_borders_are_moved_by_word_and_by_character(
    context: BrowserContext, server: Server
) -> None:
    desk = opened(context, server)
    desk.press("1")
    desk.press("]", "]", "{", "Alt+}")
    desk.press("j")
    desk.until_saved()
    moved = [row[1] for row in gold(server, desk) if row[3] == "edited"]
    assert moved == ["1,200 people had left the "]


def test_undo_opens_a_conflict_again_and_redo_settles_it(
    context: BrowserContext, server: Server
) -> None:
    desk = opened(context, server)
    desk.press("2", "Enter", "x", "Enter")
    desk.until_saved()
    assert len(desk.open_quotes()) == 3
    desk.press("z")
    expect(desk.page.locator("#open-conflicts li")).to_have_count(4, timeout=20_000)
    assert desk.chosen() == ENDS["quote"]
    desk.press("Control+z")
    expect(desk.page.locator("#open-conflicts li")).to_have_count(5, timeout=20_000)
    desk.press("Shift+z")
    expect(desk.page.locator("#open-conflicts li")).to_have_count(4, timeout=20_000)
    assert "Version 2" in desk.standing()


def test_a_reason_goes_with_the_decision(context: BrowserContext, server: Server) -> None:
    desk = opened(context, server)
    desk.press("r", "g", "n")
    desk.page.keyboard.type("Both of them")
    desk.press("Escape", "1")
    desk.until_saved()
    made = rows(
        server,
        desk,
        "SELECT reason, note, guideline FROM reviews_decision d JOIN reviews_adjudication a"
        " ON a.id = d.adjudication_id WHERE a.article_id = %s",
    )
    assert made == [("error", "Both of them", True)]


def test_a_reason_stays_with_its_conflict(context: BrowserContext, server: Server) -> None:
    desk = opened(context, server)
    desk.press("r", "g", "Enter")
    assert desk.page.is_checked("#reasons [value='']")
    assert not desk.page.is_checked("#guideline")
    desk.press("z")
    expect(desk.page.locator("#open-conflicts li")).to_have_count(5, timeout=20_000)
    assert desk.chosen().startswith("more than")


def test_decisions_without_a_network_land_once(context: BrowserContext, server: Server) -> None:
    desk = opened(context, server)
    context.set_offline(True)
    desk.press("2", "Enter", "1", "Enter", "x")
    desk.page.wait_for_selector("#save-state[data-state=error]")
    assert desk.waiting() == 3
    assert len(desk.open_quotes()) == 2
    context.set_offline(False)
    desk.open()
    desk.until_saved()
    assert rows(server, desk, DECISIONS) == [(3,)]
    expect(desk.page.locator("#progress")).to_have_text("3 of 5 conflicts settled")
    assert desk.problems() == []


def test_who_loses_the_article_is_told_and_nothing_is_overwritten(
    context: BrowserContext, new_context: Callable[[], BrowserContext], server: Server
) -> None:
    mine = opened(context, server)
    mine.press("2")
    mine.until_saved()
    theirs = visited(new_context(), server, mine.article, "maxi")
    assert "Rita Rev has held this article since" in theirs.page.text_content("#holder")
    assert theirs.page.is_disabled("[data-command=nothing]")
    theirs.page.click("#holder button")
    theirs.page.wait_for_selector("#reader[data-turn=held]")
    mine.press("x")
    mine.page.wait_for_selector("#reader[data-turn=watched]")
    assert "taken this article over" in mine.problems()[0]
    assert mine.page.is_disabled("[data-command=nothing]")
    assert "Version 2" in mine.standing()
    theirs.press("j")
    theirs.press("x")
    theirs.until_saved()
    assert theirs.errors == mine.errors == []
    assert rows(server, mine, DECISIONS) == [(2,)]


def test_a_watcher_sees_what_is_decided(
    context: BrowserContext, new_context: Callable[[], BrowserContext], server: Server
) -> None:
    mine = opened(context, server)
    theirs = visited(new_context(), server, mine.article, "maxi")
    mine.press("x")
    mine.until_saved()
    expect(theirs.page.locator("#open-conflicts li")).to_have_count(4, timeout=20_000)


def test_without_a_script_every_decision_is_a_form(browser: Browser, server: Server) -> None:
    article = next(seed(server)["articles"])
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(saving_page.cookies(browser, server, "ruth"))
    page = context.new_page()
    page.goto(f"{server.url}/articles/{article}/adjudication/")
    page.click("[name=take][value]:has-text('Version 2')")
    assert "1 of 5 conflicts settled" in page.text_content("#progress")
    page.click("[name=nothing]")
    page.click("#undo-form button")
    assert "1 of 5 conflicts settled" in page.text_content("#progress")
    page.click(".kinds-filter >> text=Label")
    assert page.locator("#open-conflicts li:visible").count() == 1
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 390)])
def test_everybody_can_use_it(browser: Browser, server: Server, scheme: str, width: int) -> None:
    seen = seed(server)
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    for article in (next(seen["articles"]), seen["arabic"]):
        desk = visited(context, server, article)
        desk.press("2", "Enter")
        desk.until_saved()
        found = Axe().run(desk.page)
        assert found.violations_count == 0, found.generate_report()
        assert desk.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_the_waiting_page(browser: Browser, server: Server) -> None:
    seen = seed(server)
    context = browser.new_context()
    context.add_cookies(saving_page.cookies(browser, server, "ruth"))
    page = context.new_page()
    page.goto(f"{server.url}/articles/{seen['waiting']}/adjudication/")
    assert "1 of 2 still working" in page.text_content("main")
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Enter")
    page.wait_for_selector("#reader[data-ready]")
    context.close()

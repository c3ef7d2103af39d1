"""Comments with keys only: named, answered, resolved, and what waits for whom in between."""

from collections.abc import Callable
from functools import cache

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.saving_page import sign_in
from tests.browser.server import Server
from tests.browser.test_accessibility import check

pytestmark = pytest.mark.browser

SEED = """
from tests import make
from annotator.projects.models import Role
ida, rex, tim = make.user("ida"), make.user("rex", name="Rex Reviewer"), make.user("tim")
project = make.project(tim, slug="talking", guidelines="# Claims")
make.member(project, ida)
make.member(project, rex, Role.REVIEWER)
make.member(project, make.user("zoe", name="Zoe Unseen"))
label = make.label(project, "Claim", digit=2)
article = make.article(project)
make.annotation(make.annotation_set(article, ida), label, (4, 12))
print(article.pk)
"""
MARK = "#cards .card[data-mark]"


@cache
def seeded(server: Server) -> int:
    return int(server.manage("shell", "-v0", "-c", SEED).split()[-1])


def opened(context: BrowserContext, server: Server, username: str, path: str) -> Page:
    sign_in(context, server, username)
    page = context.new_page()
    page.goto(server.url + path)
    return page


def test_from_a_question_to_its_end(
    new_context: Callable[[], BrowserContext], server: Server
) -> None:
    article = seeded(server)
    bench = opened(new_context(), server, "ida", f"/articles/{article}/")
    bench.wait_for_selector("html.has-script")
    for key in ("j", "d"):
        bench.keyboard.press(key)
    bench.wait_for_selector("#threads textarea:focus")
    bench.keyboard.type("Is this enough, @re")
    expect(bench.get_by_role("option", name="Rex Reviewer")).to_be_visible()
    bench.keyboard.press("Enter")
    bench.keyboard.type("?")
    bench.keyboard.press("Control+Enter")
    bench.wait_for_selector(".thread:focus")
    expect(bench.locator(".mention")).to_have_text("@Rex Reviewer")
    assert bench.locator(MARK).get_attribute("data-mark") == "1 conversation"
    assert bench.locator("[data-talk-count]").text_content() == "1"
    check(bench)
    bench.keyboard.press("Escape")
    bench.wait_for_selector("#discussion", state="hidden")

    desk = opened(new_context(), server, "rex", "/waiting/")
    expect(desk.locator(".waiting-count")).to_have_text("1")
    check(desk)
    desk.get_by_role("link", name="Article").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".thread")
    desk.locator(".reply textarea").focus()
    desk.keyboard.type("Take the whole sentence.")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector(".comment:focus")
    expect(desk.locator(".comment")).to_have_count(2)
    check(desk)

    bench.goto(f"{server.url}/waiting/")
    expect(bench.locator("main")).to_contain_text("Take the whole sentence.")
    desk.get_by_role("button", name="Resolve").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Reopen")).to_be_visible()
    bench.reload()
    expect(bench.locator("main")).to_contain_text("Nothing waits for you.")
    bench.goto(f"{server.url}/articles/{article}/")
    expect(bench.locator(MARK)).to_have_count(0)


def test_nobody_else_is_offered(context: BrowserContext, server: Server) -> None:
    page = opened(context, server, "ida", f"/articles/{seeded(server)}/threads/")
    page.locator(".new-thread textarea").focus()
    page.keyboard.type("@")
    expect(page.locator("#mentions [role=option]:visible")).to_have_count(2)
    assert "Zoe" not in page.content()


def test_escape_closes_the_list_first(context: BrowserContext, server: Server) -> None:
    page = opened(context, server, "ida", f"/articles/{seeded(server)}/")
    page.wait_for_selector("html.has-script")
    page.keyboard.press("d")
    page.wait_for_selector("#threads textarea:focus")
    page.keyboard.type("@r")
    page.wait_for_selector("#mentions:not([hidden])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#mentions", state="hidden")
    assert page.is_visible("#discussion")


def test_what_was_being_written_is_kept(context: BrowserContext, server: Server) -> None:
    page = opened(context, server, "ida", f"/articles/{seeded(server)}/")
    page.wait_for_selector("html.has-script")
    page.keyboard.press("d")
    page.wait_for_selector("#threads textarea:focus")
    page.keyboard.type("Half a tho")
    for key in ("Escape", "j", "d"):
        page.keyboard.press(key)
    page.wait_for_selector("#threads .subject")
    for key in ("Escape", "Escape", "d"):
        page.keyboard.press(key)
    expect(page.locator(".new-thread textarea")).to_have_value("Half a tho")


def test_it_is_a_plain_page_without_scripts(
    new_context: Callable[[], BrowserContext], server: Server
) -> None:
    context = new_context()
    sign_in(context, server, "ida")
    context.route("**/*.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{server.url}/articles/{seeded(server)}/")
    page.click("#bar .talk-opener")
    page.fill(".new-thread textarea", "By @rex?")
    page.click(".new-thread button")
    expect(page.locator(".thread .mention").first).to_have_text("@Rex Reviewer")

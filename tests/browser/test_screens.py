"""The pages outside the workbench, with script: quicker than without, and nothing is refused."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.server import Server

pytestmark = pytest.mark.browser

PREPARE = """
from annotator.overview.services import create_project
from tests import make
owner = make.user("lea")
project = create_project(by=None, name="Storms", slug="storms", owner=owner)
for n in range(3):
    make.article(project, f"Storm number {n}", title=f"Storm {n}")
"""


@pytest.fixture(scope="module")
def prepared(server: Server) -> None:
    server.manage("shell", "-v0", "-c", PREPARE)


@pytest.fixture
def page(
    server: Server, prepared: None, new_context: Callable[[], BrowserContext]
) -> Iterator[Page]:
    """Lea's. The browser must have had nothing to complain of in the end."""
    complaints: list[str] = []
    page = new_context().new_page()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.url}/sign-in/")
    page.fill("#id_username", "lea")
    page.fill("#id_password", "lea-secret")
    page.click("main button.primary")
    page.wait_for_url(f"{server.url}/")
    yield page
    assert complaints == []


def names(page: Page) -> list[str]:
    return page.locator("#label-rows [data-preview]").all_inner_texts()


def test_the_list_follows_what_is_typed(page: Page, server: Server):
    page.goto(f"{server.url}/projects/storms/articles/")
    page.locator("#id_words").press_sequentially("number 2")
    expect(page.locator("#articles li")).to_have_count(1)
    expect(page.locator("#id_words")).to_be_focused()
    expect(page).to_have_url(f"{server.url}/projects/storms/articles/?words=number%202&state=")
    page.select_option("#id_state", "submitted")
    expect(page.locator("#articles .empty")).to_contain_text("number 2")


def test_a_label_moves_and_keeps_the_focus(page: Page, server: Server):
    page.goto(f"{server.url}/projects/storms/labels/")
    page.get_by_role("button", name="Move Figure up").click()
    expect(page.locator("#label-rows [data-preview]").nth(1)).to_have_text("Figure")
    expect(page.get_by_role("button", name="Move Figure up")).to_be_focused()


def test_a_label_is_dragged(page: Page, server: Server):
    page.goto(f"{server.url}/projects/storms/labels/")
    first, *_, last = names(page)
    with page.expect_response("**/labels/order/"):
        page.locator(".grip").last.drag_to(page.locator(".label-row").first)
    page.goto(f"{server.url}/projects/storms/labels/")
    assert names(page)[:2] == [last, first]


def test_the_line_of_a_label_changes_as_one_chooses(page: Page, server: Server):
    page.goto(f"{server.url}/projects/storms/labels/")
    page.click("#add-label summary")
    page.fill("#new-name", "Place")
    page.get_by_label("Pink").last.check()
    page.get_by_label("Double").last.check()
    preview = page.locator("#add-label [data-preview]")
    expect(preview).to_have_text("Place")
    expect(preview).to_have_class("preview h4 p-double")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#label-rows [data-preview]").last).to_have_text("Place")


def test_the_link_of_an_invitation_is_copied(page: Page, server: Server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/projects/storms/members/")
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#link")


def test_the_secret_of_a_token_is_copied(page: Page, server: Server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server.url}/account/")
    page.get_by_role("link", name="Tokens for programs").click()
    page.fill("#id_name", "Nightly export")
    page.get_by_role("button", name="Make a token").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#secret")
    page.get_by_role("button", name="Revoke Nightly export").click()
    expect(page.locator("#messages")).to_contain_text("works no more")
    expect(page.locator("main .empty")).to_be_visible()

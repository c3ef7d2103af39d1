"""The labels page with scripts: parts of it are replaced, and one stays where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import Server

pytestmark = pytest.mark.browser
PREPARE = """
from annotator.overview.services import create_project
from tests import make
create_project(by=None, name="Schemes", slug="schemes", owner=make.user("sina"))
"""


@pytest.fixture(scope="module")
def labels(browser: Browser, server: Server) -> Iterator[Page]:
    server.manage("shell", "-v0", "-c", PREPARE)
    page = browser.new_page()
    page.goto(f"{server.url}/sign-in/")
    page.fill("#id_username", "sina")
    page.fill("#id_password", "sina-secret")
    page.click("main button.primary")
    page.wait_for_url(f"{server.url}/")
    page.goto(f"{server.url}/projects/schemes/labels/")
    yield page
    page.close()


def test_an_attribute_is_added_in_place(labels: Page):
    address = labels.url
    claim = labels.locator("#label-rows > li", has_text="What is said.")
    claim.locator("> details > summary").click()
    claim.get_by_text("Add an attribute").click()
    form = claim.locator(".new-attribute")
    form.locator("[name=kind]").select_option("number")
    expect(form.locator("[name=options]")).to_be_hidden()
    form.locator("[name=name]").fill("size")
    form.locator("button").click()
    expect(claim.locator(".attributes .rows > li")).to_have_count(4)
    expect(claim.locator(".attributes")).to_be_visible()
    expect(claim.get_by_text("Add an attribute")).to_be_focused()
    assert labels.url == address


def test_a_mistake_is_where_the_focus_is(labels: Page):
    labels.reload()
    labels.locator("#add-link").click()
    form = labels.locator("#links > details form")
    form.get_by_label("Claim").first.check()
    form.get_by_label("Speaker").last.check()
    form.locator("[name=name]").fill("said by")
    form.locator("button").click()
    expect(form.get_by_text("There is a link of this name already.")).to_be_visible()
    expect(form.locator("[name=name]")).to_be_focused()


def test_a_link_is_switched_off_in_place(labels: Page):
    button = labels.get_by_role("button", name="Switch quoted in off")
    button.focus()
    labels.keyboard.press("Enter")
    expect(labels.get_by_role("button", name="Switch quoted in on")).to_be_focused()

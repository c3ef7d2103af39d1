"""A webhook from the owner's first click to what arrives, with the server that people start."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.saving_page import sign_in
from tests.browser.server import Server, running
from tests.web import outside
from tests.web.outside import Outside
from tests.webhooks.telling import is_signed, told

pytestmark = pytest.mark.browser

PREPARE = """
from tests import make
owner = make.user("max")
project = make.project(owner, name="Floods", slug="floods")
print(make.article(project, title="The valley").pk)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One that may ask what is inside."""
    with running(tmp_path, OUTBOUND_ALLOWED="127.0.0.1") as it:
        yield it


@pytest.fixture
def receiver() -> Iterator[Outside]:
    with outside.running() as it:
        it.has("/news", b"")
        yield it


def test_what_happens_arrives_and_is_seen(
    server: Server, receiver: Outside, context: BrowserContext
):
    article = int(server.manage("shell", "-v0", "-c", PREPARE))
    sign_in(context, server, "max")
    page = context.new_page()
    page.goto(f"{server.url}/projects/floods/settings/")
    page.get_by_role("link", name="To the webhooks").click()
    page.get_by_label("Address of the receiver").fill(f"{receiver.url}/news")
    page.get_by_label("An article is submitted").check()
    page.get_by_role("button", name="Add").click()
    secret = page.get_by_label("Secret", exact=True).input_value()
    address = page.url
    page.get_by_role("button", name="Send a test").click()
    expect(page.locator(".delivery")).to_contain_text("Delivered · 200")
    expect(page).to_have_url(address)
    submitter = context.new_page()
    submitter.goto(f"{server.url}/articles/{article}/")
    with submitter.expect_response("**/submission/"):
        submitter.get_by_role("button", name=re.compile("Submit")).first.click()
    page.reload()
    arrived = page.locator(".delivery", has_text="An article is submitted: The valley")
    expect(arrived).to_contain_text("Delivered · 200")
    assert [told(asked)["type"] for asked in receiver.asked] == ["ping", "article.submitted"]
    assert all(is_signed(asked, secret) for asked in receiver.asked)

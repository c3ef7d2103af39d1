"""A release in a browser: asked for, built by the server while one waits, and taken away."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.saving_page import sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SEED = """
from tests import make
from annotator.annotations.states import Kind, State
owner = make.user("vera", name="Vera Owner")
project = make.project(owner, name="Released", slug="released")
claim = make.label(project, "Claim")
for n in range(10):
    article = make.article(project, f"{make.TEXT} Number {n}", uid=f"a-{n}")
    gold = make.annotation_set(article, owner, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation(gold, claim, (4, 12))
"""
RELEASES = "/projects/released/releases/"


@pytest.fixture
def page(server: Server, new_context: Callable[[], BrowserContext]) -> Page:
    server.manage("shell", "-v0", "-c", SEED)
    context = new_context()
    sign_in(context, server, "vera")
    made = context.new_page()
    made.set_default_timeout(60_000)
    return made


def test_from_the_form_to_the_archive_and_away(page: Page, server: Server) -> None:
    page.goto(f"{server.url}{RELEASES}")
    page.get_by_role("link", name="Make the first one").click()
    page.get_by_label("Name").fill("First gold")
    expect(page.get_by_label("To test with from")).to_be_hidden()
    page.get_by_label("Divided").select_option("date")
    expect(page.get_by_label("Seed")).to_be_hidden()
    expect(page.get_by_label("To test with from")).to_be_visible()
    page.get_by_label("Divided").select_option("ratio")
    page.get_by_role("button", name="Make the release").click()
    expect(page.get_by_role("heading", name="Files")).to_be_visible(timeout=60_000)
    expect(page.locator("#contents")).to_contain_text("Divided 80/10/10 with seed 1.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all").click()
    assert download.value.suggested_filename == "released-1.zip"
    data = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        lines = archive.read("released-1/corpus.jsonl").splitlines()
    assert len(lines) == 10
    page.get_by_role("link", name="Delete this release").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator(".releases .tag")).to_have_text("Deleted")

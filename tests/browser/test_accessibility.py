"""axe-core finds nothing on any page, light or dark, wide or as narrow as a phone."""

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.server import Server
from tests.house.test_access import ROWS, Row

pytestmark = pytest.mark.browser

FILES = {"schemes:scheme", "exchange:problems", "exchange:rejected", "releases:file"}
FRAGMENTS = {"workbench:state", "workbench:gold_state", "workbench:quotations"}
LISTS = {"workbench:speakers", "workbench:gold_speakers"}
FOR_PROGRAMS = {row.name for row in ROWS if row.name.startswith("api:")}
NO_PAGES = {"healthz"} | FRAGMENTS | LISTS | FILES | FOR_PROGRAMS - {"api:tokens", "api:reference"}
PAGES = [
    row for row in ROWS if row.method == "get" and row.to[-1] == 200 and row.name not in NO_PAGES
]
LOOKS = [("light", 1200), ("dark", 390)]


@pytest.fixture(scope="module")
def arguments(server: Server) -> dict[str, object]:
    script = "from tests.browser import screens; screens.prepare()"
    found: dict[str, object] = json.loads(server.manage("shell", "-v0", "-c", script))
    return found


@pytest.fixture(scope="module")
def owner(
    browser: Browser, server: Server, arguments: dict[str, object]
) -> Callable[[str, int], Page]:
    """Max's page in a colour scheme and a width."""
    contexts: dict[tuple[str, int], BrowserContext] = {}

    def page(scheme: str, width: int) -> Page:
        if (scheme, width) not in contexts:
            viewport = {"width": width, "height": 800}
            context = browser.new_context(color_scheme=scheme, viewport=viewport)
            contexts[scheme, width] = context
            sign_in(context.new_page(), server)
        return contexts[scheme, width].pages[0]

    return page


def sign_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/sign-in/")
    page.fill("#id_username", "max")
    page.fill("#id_password", "max-secret")
    page.click("main button.primary")
    page.wait_for_url(f"{server.url}/")


def check(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page(
    row: Row,
    scheme: str,
    width: int,
    owner: Callable[[str, int], Page],
    server: Server,
    arguments: dict[str, object],
):
    page = owner(scheme, width)
    page.goto(server.url + reverse(row.name, args=[arguments[name] for name in row.arguments]))
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    check(page)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_page_without_an_account(
    browser: Browser, server: Server, arguments: dict[str, object], scheme: str, width: int
):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in ("/sign-in/", f"/invitations/{arguments['token']}/", "/nothing/"):
        page.goto(server.url + path)
        check(page)
    context.close()

"""A session that ends in the middle of work, and somebody else who signs in."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.saving_page import Workbench, connect, cookies, opened, saved, sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_signing_in_again_in_place_saves_what_waits(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    (cookie,) = [one for one in context.cookies() if one["name"] == "sessionid"]
    with connect(server) as connection:
        connection.execute("DELETE FROM django_session WHERE session_key = %s", [cookie["value"]])
    cookies.cache_clear()
    made = [bench.mark(1), bench.mark(2)]
    page = bench.page
    page.wait_for_selector("#sign-in-again[open]")
    assert bench.waiting() == 2
    assert bench.shown_as_saved() == []
    page.fill("#sign-in-again-password", "wrong")
    page.press("#sign-in-again-password", "Enter")
    page.wait_for_selector("#sign-in-again [data-problem]:not(:empty)")
    page.fill("#sign-in-again-password", "sara-secret")
    page.press("#sign-in-again-password", "Enter")
    bench.until_saved()
    assert not page.is_visible("#sign-in-again")
    assert bench.shown_as_saved() == made
    made.append(bench.mark(3))
    bench.until_saved()
    assert [one[0] for one in saved(server, bench.article)] == made


def test_changes_of_one_person_never_land_in_another_s_name(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    context.clear_cookies()
    sign_in(context, server, "tom")
    uid = bench.mark(1)
    page = bench.page
    page.wait_for_selector("#sign-in-again[open]")
    sara = page.get_attribute("#reader", "data-user")
    assert saved(server, bench.article, "tom") == []
    page.fill("#sign-in-again-username", "tom")
    page.fill("#sign-in-again-password", "tom-secret")
    page.press("#sign-in-again-password", "Enter")
    page.wait_for_selector(f"#reader:not([data-user='{sara}'])", state="attached")
    page.wait_for_selector("html.has-script")
    assert bench.cards() == []
    assert bench.waiting() == 1
    context.clear_cookies()
    sign_in(context, server)
    again = Workbench(context, server, bench.article)
    again.until_saved()
    assert [one[0] for one in saved(server, bench.article)] == [uid]
    assert saved(server, bench.article, "tom") == []

"""Changes made without a network wait in the browser and land once, in order."""

import pytest
from playwright.sync_api import BrowserContext, Error

from tests.browser.saving_page import Workbench, new_article, opened, saved
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_a_change_is_painted_at_once_and_saved(context: BrowserContext, server: Server) -> None:
    bench = opened(context, server)
    uid = bench.mark(3)
    bench.until_saved()
    assert bench.shown_as_saved() == [uid]
    assert bench.page.locator(f".seg[data-a='{uid}']").text_content() == "word0x3"
    assert bench.page.text_content("#save-state").startswith("Saved ")
    assert bench.errors == []


def test_ten_changes_offline_then_reload_then_online(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    context.set_offline(True)
    made = [bench.mark(word) for word in (9, 3, 5)]
    bench.do("relabel", made[0], bench.label("Speaker"))
    bench.do("note", made[0], "first")
    bench.do("note", made[0], "second")
    made += [bench.mark(1), bench.mark(20)]
    bench.do("remove", made[3])
    bench.do("undo")
    bench.until_failing()
    assert bench.waiting() == 10
    assert "10 changes not saved yet" in bench.page.text_content("#save-state")
    assert bench.shown_as_saved() == []
    with pytest.raises(Error):
        bench.page.reload()
    context.set_offline(False)
    bench.open()
    bench.until_saved()
    landed = saved(server, bench.article)
    assert [one[0] for one in landed if one[0] != made[3]] == [made[0], made[1], made[2], made[4]]
    assert sorted(one[0] for one in landed) == sorted(made)
    assert landed[0][1:] == ["Speaker", "word0x9", "second", 4]
    assert bench.quotes() == ["word0x1", "word0x3", "word0x5", "word0x9", "word0x20"]
    assert bench.problems() == []


def test_pending_changes_are_shown_again_after_a_reload(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    context.route("**/annotations/", lambda route: route.fulfill(status=502))
    uid = bench.mark(4)
    bench.until_failing()
    bench.open()
    bench.page.wait_for_selector(f"#card-{uid}[data-pending]")
    assert bench.quotes() == ["word0x4"]
    context.unroute("**/annotations/")
    bench.page.click("#try-again")
    bench.until_saved()
    assert bench.shown_as_saved() == [uid]


def test_another_article_sends_what_was_left_behind(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    context.route("**/annotations/", lambda route: route.abort())
    uid = bench.mark(4)
    bench.until_failing()
    bench.page.close()
    context.unroute("**/annotations/")
    other = Workbench(context, server, new_article(server))
    other.page.wait_for_selector("#save-state:not(:empty)")
    other.until_saved()
    assert [one[0] for one in saved(server, bench.article)] == [uid]
    assert other.cards() == []


def test_undo_and_redo_after_a_reload(context: BrowserContext, server: Server) -> None:
    bench = opened(context, server)
    uid = bench.mark(4)
    bench.until_saved()
    bench.open()
    bench.page.click("#undo-form button")
    bench.page.wait_for_selector(f"#card-{uid}", state="detached")
    bench.until_saved()
    assert bench.page.locator(".seg").count() == 0
    bench.open()
    bench.page.keyboard.press("Shift+U")
    bench.page.wait_for_selector(f"#card-{uid}")
    assert bench.page.is_enabled("#undo-form button")
    assert not bench.page.is_enabled("#redo-form button")


FULL = "void (Storage.prototype.setItem = () => { throw new DOMException('', 'Full') })"


def test_storage_that_is_full_warns_before_the_page_is_left(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    page = bench.page
    page.evaluate(FULL)
    context.set_offline(True)
    uid = bench.mark(7)
    bench.until_failing()
    assert "storage is full" in bench.problems()[0]
    page.click(".problem button")  # a browser asks only where somebody has done something
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    context.set_offline(False)
    bench.until_saved()
    assert bench.shown_as_saved() == [uid]


PLAIN = """
for (const name of ["locks"]) Object.defineProperty(navigator, name, { value: undefined });
crypto.randomUUID = undefined;
delete window.BroadcastChannel;
"""


def test_without_locks_and_channels_all_lands_once(context: BrowserContext, server: Server) -> None:
    """As over plain HTTP in a local network."""
    context.add_init_script(PLAIN)
    bench = opened(context, server)
    context.set_offline(True)
    made = [bench.mark(word) for word in range(6)]
    bench.do("relabel", made[0], bench.label("Speaker"))
    bench.until_failing()
    context.set_offline(False)
    other = Workbench(context, server, bench.article)
    other.until_saved()
    bench.until_saved()
    landed = saved(server, bench.article)
    assert [one[0] for one in landed] == made
    assert landed[0][1:] == ["Speaker", "word0x0", "", 2]
    assert bench.problems() == other.problems() == []

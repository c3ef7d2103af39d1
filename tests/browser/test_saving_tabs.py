"""Two tabs on the same set: both land, nothing is overwritten silently, each shows the other's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.saving_page import Workbench, opened, saved
from tests.browser.server import Server

pytestmark = pytest.mark.browser
NewContext = Callable[[], BrowserContext]


def test_changes_of_both_tabs_land_and_show_in_both(
    context: BrowserContext, server: Server
) -> None:
    one = opened(context, server)
    other = Workbench(context, server, one.article)
    mine, yours = one.mark(3), other.mark(1)
    one.until_shown(mine, yours)
    other.until_shown(mine, yours)
    assert one.cards() == other.cards() == [yours, mine]
    assert other.page.locator(f".seg[data-a='{mine}']").count() == 1
    other.do("remove", mine)
    one.page.wait_for_selector(f"#card-{mine}", state="detached")
    one.until_saved()
    assert [found[0] for found in saved(server, one.article)] == [yours]


def test_a_tab_that_missed_a_change_catches_up(
    context: BrowserContext, server: Server, new_context: NewContext
) -> None:
    one = opened(context, server)
    elsewhere = new_context()  # another machine: nothing is told from tab to tab
    elsewhere.add_cookies(context.cookies())
    other = Workbench(elsewhere, server, one.article)
    missed = one.mark(3)
    one.until_saved()
    mine = other.mark(1)
    other.until_shown(mine, missed)
    assert other.cards() == [mine, missed]
    assert other.page.locator(f".seg[data-a='{missed}']").count() == 1


def test_what_has_changed_since_is_not_overwritten(
    context: BrowserContext, server: Server, new_context: NewContext
) -> None:
    one = opened(context, server)
    uid = one.mark(3)
    one.until_saved()
    elsewhere = new_context()
    elsewhere.add_cookies(context.cookies())
    other = Workbench(elsewhere, server, one.article)
    other.do("relabel", uid, other.label("Speaker"))
    other.until_saved()
    one.do("note", uid, "first")
    one.do("note", uid, "second")
    one.do("undo")
    one.page.wait_for_selector("#problems .problem")
    one.until_saved()
    assert len(one.problems()) == 1
    assert "changed meanwhile" in one.problems()[0]
    expect(one.page.locator(f"#card-{uid} .label-name")).to_have_text("Speaker")
    expect(one.page.locator(f"#card-{uid} [data-note]")).to_have_count(0)
    assert saved(server, one.article) == [[uid, "Speaker", "word0x3", "", 2]]
    one.page.click("#problems [data-command=dismiss]")
    assert one.problems() == []


def test_a_refused_change_takes_back_what_builds_on_it_and_nothing_else(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    context.set_offline(True)
    wrong = bench.do(
        "annotate",
        {"label": bench.label("Claim"), "fragments": [[0, 7]], "quote": "something else"},
    )
    bench.do("relabel", wrong, bench.label("Speaker"))
    right = bench.mark(2)
    bench.do("note", wrong, "lost")
    bench.do("undo")
    bench.do("relabel", right, bench.label("Speaker"))
    bench.until_failing()
    context.set_offline(False)
    bench.page.wait_for_selector("#problems .problem")
    bench.until_saved()
    assert len(bench.problems()) == 1
    assert bench.cards() == [right]
    assert saved(server, bench.article) == [[right, "Speaker", "word0x2", "", 2]]


def test_changes_after_an_undo_that_waits_are_based_on_what_it_brings(
    context: BrowserContext, server: Server
) -> None:
    bench = opened(context, server)
    uid = bench.mark(2)
    bench.do("relabel", uid, bench.label("Speaker"))
    bench.until_saved()
    context.set_offline(True)
    bench.do("undo")
    bench.do("note", uid, "once")
    bench.do("note", uid, "twice")
    bench.until_failing()
    context.set_offline(False)
    bench.until_saved()
    assert bench.problems() == []
    assert saved(server, bench.article)[0][1:4] == ["Claim", "word0x2", "twice"]

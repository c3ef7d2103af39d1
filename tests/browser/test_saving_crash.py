"""The server is killed, the database goes away: what was shown as saved is there, once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.saving_page import WORD, connect, opened, saved, seed
from tests.browser.server import Server

pytestmark = pytest.mark.browser

MARK_ALL = f"""
async ([count, label]) => {{
  const word = {WORD};
  const {{ modules }} = await import(document.querySelector("script[type=module]").src);
  const {{ annotate }} = modules["workbench/changes.js"];
  let n = 0;
  const timer = setInterval(() => {{
    const [start, end, quote] = word(n);
    annotate({{ label, fragments: [[start, end]], quote }});
    n += 1;
    if (n === count) clearInterval(timer);
  }}, 5);
}}
"""


@pytest.mark.parametrize("killed_at", [3, 90])
def test_the_server_is_killed_in_the_middle_of_200_saves(
    context: BrowserContext, server: Server, killed_at: int
) -> None:
    bench = opened(context, server)
    bench.page.evaluate(MARK_ALL, [200, bench.label("Claim")])
    bench.page.wait_for_selector(f".card:nth-child({killed_at} of .card:not([data-pending]))")
    server.kill_group()
    bench.until_failing()
    bench.page.wait_for_selector(".card:nth-child(200)")
    shown = bench.shown_as_saved()
    assert killed_at <= len(shown) < 200
    assert bench.waiting() == 200 - len(shown)
    server.start()
    bench.page.click("#try-again")
    bench.until_saved(timeout=40_000)
    landed = [one[0] for one in saved(server, bench.article)]
    assert landed == bench.cards() == bench.shown_as_saved()
    assert len(set(landed)) == 200
    assert landed[: len(shown)] == shown
    assert bench.problems() == []
    assert bench.errors == []


@contextmanager
def database_away(server: Server) -> Iterator[None]:
    """Nobody gets into the database, and who was in it is thrown out."""
    name = seed(server)[1]["dbname"]
    with connect(server, dbname="postgres") as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_the_database_goes_away_for_some_seconds(context: BrowserContext, server: Server) -> None:
    bench = opened(context, server)
    first = bench.mark(1)
    bench.until_saved()
    with database_away(server):
        others = [bench.mark(2), bench.mark(3)]
        bench.until_failing()
        assert "2 changes not saved yet" in bench.page.text_content("#save-state")
        assert bench.shown_as_saved() == [first]
    bench.until_saved(timeout=30_000)
    assert [one[0] for one in saved(server, bench.article)] == [first, *others]
    assert bench.problems() == []

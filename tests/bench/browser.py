"""The workbench in a real browser: what it loads, when it can be used, how soon a mark shows.

Times begin where the browser begins to navigate, and end when the frame that shows it is painted.
The text can be selected from the first frame on; a little later the page's scripts are up as well.
What the browser takes for itself shows in the floor, a page of two letters.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from annotator.articles.models import Article
from tests.bench.client import Client
from tests.bench.stage import Stage, with_articles
from tests.bench.table import Row, amount, limited
from tests.browser import chromium

KB = 1000

# Runs before the page's own scripts: notes when something is first painted.
WATCH = """
  window.times = {};
  const painted = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  };
  const when = (name, there, then = () => {}) => {
    const look = () => {
      if (!there()) return requestAnimationFrame(look);
      then();
      requestAnimationFrame(() => painted(() => (window.times[name] = performance.now())));
    };
    requestAnimationFrame(look);
  };
  const read = () => document.readyState !== "loading";
  const last = () => read() && [...document.querySelectorAll(".seg")].at(-1);
  when("live", () => document.documentElement.matches(".has-script"));
  when("last", last, () => last().scrollIntoView());
"""
PAINTED = """
() => new Promise((done) => {
  const look = () => {
    const [first] = performance.getEntriesByName("first-contentful-paint");
    if (first) done(first.startTime);
    else setTimeout(look, 10);
  };
  look();
})
"""
# From the moment the button is let go, as the browser's event says, to the painted frame.
MARKING = """
() => {
  window.marked = [];
  const waiting = () => [1, 2, 3, 4].some((hue) => CSS.highlights.get(`pending-${hue}`)?.size);
  const drawn = () => document.querySelectorAll(".seg").length;
  document.addEventListener("pointerup", ({ timeStamp }) => {
    const before = drawn();
    const look = () => {
      if (!waiting() && drawn() === before) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.marked.push(performance.now() - timeStamp);
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  }, true);
}
"""
# The left and right end of a word that nobody has marked, in the middle of the window.
PLAIN_WORD = """
() => {
  const middle = innerHeight / 2;
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".seg") || !node.parentElement.closest(".block")) continue;
    for (const word of node.data.matchAll(/(?<= )[a-z]{5,}(?= )/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      if (box.top > middle) return [box.left + 1, box.right - 1, box.top + box.height / 2];
    }
  }
}
"""


@dataclass
class Opened:
    """What came over the network for one page, the page's own HTML apart."""

    requests: int = 0
    bytes: float = 0
    times: dict[str, float] = field(default_factory=dict)


def measure(stage: Stage) -> list[Row]:
    path = chromium.find()
    if not path:
        return [Row(chromium.MISSING, "")]
    with_articles(stage)
    cookies = _cookies(stage)
    shorts, longs = ([_url(stage, one) for one in some] for some in (stage.shorts, stage.longs))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            return [
                *_opening(shorts[: stage.sizes.opened + 1], browser, cookies),
                _long(longs * stage.sizes.opened, browser, cookies),
                _marking(longs[0], stage.sizes.marked, browser, cookies),
            ]
        finally:
            browser.close()


def _cookies(stage: Stage) -> list[dict[str, Any]]:
    client = Client.signed_in(stage.server.port, stage.people[0].username)
    client.close()
    return [
        {"name": name, "value": value, "url": stage.server.url}
        for name, value in client.cookies.items()
    ]


def _url(stage: Stage, article: Article) -> str:
    return f"{stage.server.url}/articles/{article.pk}/"


def _opening(urls: list[str], browser: Browser, cookies: Any) -> list[Row]:
    """Each article with an empty cache, and then the next one, against a page of two letters."""
    floors, cold, warm = [], [], []
    for first, second in pairwise(urls):
        with _page(browser, cookies) as page:
            page.goto(urljoin(first, "/healthz"))
            floors.append(page.evaluate(PAINTED))
        with _page(browser, cookies) as page:
            cold.append(_open(page, first))
            warm.append(_open(page, second))
    floor = amount(median(floors), "ms")
    return [
        limited("open an article, nothing cached: requests", cold[-1].requests, "", 16),
        limited("   compressed, without the HTML", cold[-1].bytes / KB, "kB", 60),
        limited("   text can be selected after", _time(cold, "text"), "ms", 300, floor),
        Row("   scripts are up after", amount(_time(cold, "live"), "ms")),
        limited("open the next one: requests", warm[-1].requests, "", 2),
        limited("   text can be selected after", _time(warm, "text"), "ms", 150, floor),
        Row("   scripts are up after", amount(_time(warm, "live"), "ms")),
    ]


def _long(urls: list[str], browser: Browser, cookies: Any) -> Row:
    opened = []
    for url in urls:
        with _page(browser, cookies) as page:
            opened.append(_open(page, url))
    return limited("last of 1,000 highlights painted", _time(opened, "last"), "ms", 700)


def _marking(url: str, times: int, browser: Browser, cookies: Any) -> Row:
    """With a label that is armed, so that letting go of the mouse marks."""
    with _page(browser, cookies) as page:
        _open(page, url)
        page.locator(".block").nth(20).scroll_into_view_if_needed()
        page.keyboard.press("1")
        page.wait_for_selector("#reader[data-armed]")
        page.evaluate(MARKING)
        for n in range(times):
            _mark_a_word(page)
            page.wait_for_function("(n) => window.marked.length > n", arg=n)
            page.wait_for_selector("#save-state[data-state=saved]", state="attached")
        found = median(page.evaluate("marked"))
    return limited("   mouse let go to highlight painted", found, "ms", 30)


def _mark_a_word(page: Page) -> None:
    left, right, y = page.evaluate(PLAIN_WORD)
    page.mouse.move(left, y)
    page.mouse.down()
    page.mouse.move(right, y, steps=3)
    page.mouse.up()


@contextmanager
def _page(browser: Browser, cookies: Any) -> Iterator[Page]:
    """In a browser of its own: nothing is cached."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies(cookies)
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def _open(page: Page, url: str) -> Opened:
    with _listening(page) as opened:
        page.goto(url)
        page.wait_for_function("times.live && times.last")
        page.wait_for_load_state("networkidle")
        opened.times = {**page.evaluate("times"), "text": page.evaluate(PAINTED)}
    return opened


@contextmanager
def _listening(page: Page) -> Iterator[Opened]:
    """Counts what comes over the network and not out of the browser's cache."""
    opened = Opened()
    ignored: set[str] = set()
    network = page.context.new_cdp_session(page)

    def responded(event: dict[str, Any]) -> None:
        if event["type"] == "Document" or event["response"]["fromDiskCache"]:
            ignored.add(event["requestId"])

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] not in ignored:
            opened.requests += 1
            opened.bytes += event["encodedDataLength"]

    network.on("Network.requestServedFromCache", lambda event: ignored.add(event["requestId"]))
    network.on("Network.responseReceived", responded)
    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")
    yield opened
    network.detach()


def _time(opened: list[Opened], name: str) -> float:
    return median(one.times[name] for one in opened)

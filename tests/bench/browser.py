"""The workbench in a real browser: what it loads, when it can be used, how soon a mark shows.

Times begin where the browser begins to navigate, and end when the frame that shows it is painted.
"Can be used" is later than "can be selected": the page's scripts are up as well.
"""

from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from annotator.annotations.models import Annotation
from annotator.articles.models import Article
from tests.bench.client import Client
from tests.bench.stage import Stage, with_articles
from tests.bench.table import Row, limited
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
  const last = () => document.querySelector('[data-a~="LAST"]');
  when("usable", () => document.documentElement.matches(".has-script"));
  when("last", last, () => last().scrollIntoView());
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


@dataclass(frozen=True, slots=True)
class Place:
    """An article's address, and the annotation that stands last in it."""

    url: str
    last: UUID


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
    # All that is asked of the database is asked before: Playwright and Django don't mix.
    cookies = _cookies(stage)
    shorts, longs = ([_place(stage, one) for one in some] for some in (stage.shorts, stage.longs))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            return [
                *_opening(shorts[: stage.sizes.opened], browser, cookies),
                *_long(longs * stage.sizes.rounds, browser, cookies),
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


def _place(stage: Stage, article: Article) -> Place:
    own = Annotation.objects.filter(set__article=article, set__owner=stage.people[0])
    last = own.order_by("fragments__start").last()
    assert last
    return Place(f"{stage.server.url}/articles/{article.pk}/", last.uid)


def _opening(places: list[Place], browser: Browser, cookies: Any) -> list[Row]:
    cold, warm = [], []
    for place in places:
        context = _context(browser, cookies)
        cold.append(_open(context, place))
        warm.append(_open(context, place))
        context.close()
    return [
        limited("open an article, nothing cached: requests", cold[-1].requests, "", 16),
        limited("   compressed, without the HTML", cold[-1].bytes / KB, "kB", 60),
        limited("   can be used after", _time(cold, "usable"), "ms", 300),
        limited("open it again: requests", warm[-1].requests, "", 2),
        limited("   can be used after", _time(warm, "usable"), "ms", 150),
    ]


def _long(places: list[Place], browser: Browser, cookies: Any) -> list[Row]:
    opened = []
    for place in places:
        context = _context(browser, cookies)
        opened.append(_open(context, place))
        context.close()
    what = "last of 1,000 highlights painted, nothing cached"
    return [limited(what, _time(opened, "last"), "ms", 700)]


def _marking(place: Place, times: int, browser: Browser, cookies: Any) -> Row:
    page = _context(browser, cookies).new_page()
    page.goto(place.url)
    page.wait_for_selector("html.has-script")
    page.locator(".block").nth(20).scroll_into_view_if_needed()
    page.keyboard.press("1")
    page.wait_for_selector("#reader[data-armed]")
    page.evaluate(MARKING)
    for n in range(times):
        _mark_a_word(page)
        page.wait_for_function("(n) => window.marked.length > n", arg=n)
        page.wait_for_selector("#save-state[data-state=saved]", state="attached")
    return limited("mouse let go to highlight painted", median(page.evaluate("marked")), "ms", 30)


def _mark_a_word(page: Page) -> None:
    left, right, y = page.evaluate(PLAIN_WORD)
    page.mouse.move(left, y)
    page.mouse.down()
    page.mouse.move(right, y, steps=3)
    page.mouse.up()


def _context(browser: Browser, cookies: Any) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies(cookies)
    return context


def _open(context: BrowserContext, place: Place) -> Opened:
    page = context.new_page()
    opened = _listen(page)
    page.add_init_script(WATCH.replace("LAST", str(place.last)))
    page.goto(place.url)
    page.wait_for_function("times.usable && times.last")
    page.wait_for_load_state("networkidle")
    opened.times = page.evaluate("times")
    page.close()
    return opened


def _listen(page: Page) -> Opened:
    """Counts what comes over the network and not out of the browser's cache."""
    opened = Opened()
    ignored: set[str] = set()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

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
    return opened


def _time(opened: list[Opened], name: str) -> float:
    return median(one.times[name] for one in opened)

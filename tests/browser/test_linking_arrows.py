"""Links by hand, and as arrows over the text."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

from tests.browser.linking_page import Linking, opened
from tests.browser.server import Server

pytestmark = pytest.mark.browser

BROUGHT = "more than 1,200 people had been brought out"
BOATS, MIRA, ANA = "We have boats", "Mira Tolland", "Ana Brisk"
STILL = "at least 900 people were still missing"

# Milliseconds: a frame has 16, and these machines are slow.
MOST_A_FRAME = 8

# Both ends of every arrow that is seen, in the window's frame: [[x, y], [x, y], words].
ARROWS = """
async () => {
  for (const _ of [1, 2, 3]) await new Promise(requestAnimationFrame);
  await new Promise((done) => setTimeout(done, 60));
  const reader = document.getElementById("reader").getBoundingClientRect();
  return [...document.querySelectorAll(".arrow")].map((arrow) => {
    const path = arrow.querySelector(".arrow-line").getAttribute("d");
    const [line, tip] = path.split(/(?=M)/);
    const numbers = line.match(/-?[\\d.]+/g).map(Number);
    const heads = tip.match(/-?[\\d.]+/g).map(Number);
    const put = (x, y) => [x + reader.left, y + reader.top];
    return [put(...numbers.slice(0, 2)), put(...heads.slice(2, 4)),
      arrow.querySelector(".arrow-plate:not([hidden]) text")?.textContent ?? ""];
  });
}
"""
BOXES = """
(uid) => [...document.querySelectorAll(`.seg[data-a~="${uid}"]`)].flatMap((segment) =>
  [...segment.getClientRects()].map(({ left, top, right, bottom }) => [left, top, right, bottom]))
"""
LETTERS = """() => [...document.querySelectorAll(".block")].map((block) => block.textContent)"""
# Milliseconds of scripts in a frame, and what laying it out takes, while the page scrolls.
TIMED = """
const plain = requestAnimationFrame.bind(window);
window.spent = [];
window.requestAnimationFrame = (act) => plain((time) => {
  const start = performance.now();
  act(time);
  document.body.getBoundingClientRect();
  spent.push(performance.now() - start);
});
"""
SCROLLED = """
async () => {
  spent.length = 0;
  for (let n = 0; n < 40; n++) {
    scrollBy({ top: n < 20 ? 120 : -120, behavior: "instant" });
    await new Promise((done) => setTimeout(done, 40));
  }
  return spent;
}
"""


@pytest.fixture
def bench(context: BrowserContext, server: Server) -> Linking:
    return opened(context, server)


def link(bench: Linking, *claims: str) -> None:
    for claim in claims:
        bench.choose(claim)
        bench.press("s", "Enter")
    bench.until_saved()


def near(point: list[float], boxes: list[list[float]]) -> bool:
    """Whether a place lies at a box, or in the gap beside its line."""
    x, y = point
    return any(a - 3 <= x <= c + 3 and b - 4 <= y <= d + 14 for a, b, c, d in boxes)


def ends_at(bench: Linking, arrow: list[Any], source: str, target: str) -> bool:
    boxes = [bench.page.evaluate(BOXES, bench.uid(quote)) for quote in (source, target)]
    return near(arrow[0], boxes[0]) and near(arrow[1], boxes[1])


def take(bench: Linking, selector: str) -> None:
    box = bench.page.locator(selector).bounding_box()
    assert box
    bench.page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    bench.page.mouse.down()


def bring(bench: Linking, selector: str) -> None:
    box = bench.page.locator(selector).first.bounding_box()
    assert box
    x, y = box["x"] + 12, box["y"] + box["height"] / 2
    bench.page.mouse.move(x - 40, y - 10, steps=3)
    bench.page.mouse.move(x, y, steps=3)


def test_the_arrow_of_the_chosen_annotation_joins_what_is_linked(bench: Linking) -> None:
    link(bench, BOATS, STILL)
    for claim, speaker in ((BOATS, MIRA), (STILL, ANA)):
        bench.choose(claim)
        [arrow] = bench.page.evaluate(ARROWS)
        assert ends_at(bench, arrow, claim, speaker)
        assert arrow[2] == "said by"
    bench.choose("rejected")
    assert bench.page.evaluate(ARROWS) == []


def test_all_links_at_once_and_remembered(bench: Linking) -> None:
    letters = bench.page.evaluate(LETTERS)
    link(bench, BROUGHT, BOATS, STILL)
    bench.press("Escape", "v")
    arrows = bench.page.evaluate(ARROWS)
    assert len(arrows) == 3
    assert bench.page.get_attribute("[data-command=all-links]", "aria-pressed") == "true"
    bench.open()
    assert len(bench.page.evaluate(ARROWS)) == 3
    assert bench.page.evaluate(LETTERS) == letters
    bench.page.click("[data-command=all-links]")
    assert bench.page.evaluate(ARROWS) == []


def test_an_end_out_of_sight_is_named_at_the_edge(bench: Linking) -> None:
    link(bench, BOATS)
    bench.page.set_viewport_size({"width": 1280, "height": 330})
    bench.choose(MIRA)
    bench.page.evaluate("scrollTo(0, 0)")
    target = bench.page.evaluate(BOXES, bench.uid(MIRA))
    bench.page.evaluate("(y) => scrollTo(0, y)", target[0][1] - 80)
    bench.choose(STILL)
    bench.press("Shift+S")
    bench.page.keyboard.type("helicopter")
    bench.press("Enter")
    bench.until_saved()
    bench.page.locator(".seg", has_text="at least 900").scroll_into_view_if_needed()
    [arrow] = bench.page.evaluate(ARROWS)
    assert arrow[2].startswith("↑ quoted in more than 1,200 people")
    assert arrow[1][1] < 80


def test_in_an_article_from_right_to_left(context: BrowserContext, server: Server) -> None:
    bench = opened(context, server, "arabic")
    link(bench, "تراجع المخزون", "لسنا أمام")
    assert [target for _type, _source, target in bench.linked()] == ["وزارة الزراعة", "وزيرُ المياه"]
    [arrow] = bench.page.evaluate(ARROWS)
    assert ends_at(bench, arrow, "لسنا أمام", "وزيرُ المياه")
    assert arrow[1][0] > arrow[0][0]


def test_dragged_to_a_span_of_the_text(bench: Linking) -> None:
    bench.choose(BOATS)
    take(bench, ".linker-grip >> visible=true")
    bring(bench, f".seg[data-a='{bench.uid(ANA)}']")
    lit = bench.page.locator(".seg.is-target.is-hovered")
    assert lit.all_inner_texts() == [ANA]
    assert bench.page.locator(".seg.is-target", has_text="boats").count() == 0
    bench.page.mouse.up()
    bench.until_saved()
    assert bench.linked() == [("said by", BOATS, ANA)]
    assert bench.page.locator(".is-target").count() == 0


def test_dragged_from_a_speaker_the_link_goes_the_right_way_round(bench: Linking) -> None:
    bench.choose(MIRA)
    take(bench, ".linker-grip >> visible=true")
    bring(bench, f"#card-{bench.uid(BOATS)}")
    bench.page.mouse.up()
    bench.until_saved()
    assert bench.linked() == [("said by", BOATS, MIRA)]


def test_where_several_types_fit_a_menu_asks(bench: Linking) -> None:
    bench.choose(STILL)
    take(bench, ".linker-grip >> visible=true")
    bring(bench, f".seg[data-a~='{bench.uid(BOATS)}']")
    bench.page.mouse.up()
    asked = bench.page.locator("#picker-list [role=option]")
    assert asked.all_inner_texts() == ["quoted in …", "… quoted in this"]
    bench.press("ArrowDown", "Enter")
    bench.until_saved()
    assert bench.linked() == [("quoted in", BOATS, STILL)]


def test_dropped_nowhere_or_let_go_by_escape(bench: Linking) -> None:
    bench.choose(BOATS)
    for how in ("drop", "escape"):
        take(bench, ".linker-grip >> visible=true")
        bring(bench, "h1")
        if how == "escape":
            bench.press("Escape")
        bench.page.mouse.up()
    bench.until_saved()
    assert bench.linked() == []
    assert bench.page.locator(".link-rubber").count() == 0
    assert bench.page.get_attribute("#reader", "data-chosen") == bench.uid(BOATS)


def test_a_press_on_said_by_opens_the_list(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.page.click(".linker >> nth=1")
    assert "quoted in" in bench.page.inner_text("#picker-heading")
    bench.press("Escape")
    bench.page.click(".linker >> nth=0")
    bench.page.click(f"#picker-list >> text={ANA} >> nth=0")
    bench.until_saved()
    assert bench.linked() == [("said by", BOATS, ANA)]
    bench.page.click(f"[aria-label='Remove the link “said by {ANA}”']")
    bench.until_saved()
    assert bench.linked() == []


def test_with_a_finger(browser: Browser, server: Server, request: pytest.FixtureRequest) -> None:
    phone = {"width": 390, "height": 800}
    context = browser.new_context(viewport=phone, has_touch=True, is_mobile=True)
    request.addfinalizer(context.close)
    bench = opened(context, server)
    bench.page.locator(".seg", has_text=BOATS).tap()
    bench.page.tap("#link-thumb")
    bench.page.locator("#picker-list [role=option]").first.tap()
    bench.until_saved()
    assert bench.linked() == [("said by", BOATS, MIRA)]
    assert len(bench.page.evaluate(ARROWS)) == 1


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe(
    browser: Browser, server: Server, request: pytest.FixtureRequest, scheme: Any, width: int
) -> None:
    viewport = {"width": width, "height": 800}
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    request.addfinalizer(context.close)
    bench = opened(context, server)
    bench.page.locator(".seg", has_text=BOATS).click()
    bench.page.focus("#text")
    bench.press("s", "Enter", "v")
    bench.until_saved()
    check(bench)
    bench.press("s")
    check(bench)
    bench.press("ArrowUp", "Enter")
    check(bench)


def check(bench: Linking) -> None:
    results = Axe().run(bench.page)
    assert results.violations_count == 0, results.generate_report()


@pytest.fixture
def many(server: Server) -> Callable[[], int]:
    """Makes an article of 1,000 annotations with 1,000 links."""

    def make() -> int:
        script = "from tests.browser.linking_page import many; print(many())"
        return int(server.manage("shell", "-v", "0", "-c", script).splitlines()[-1])

    return make


def test_a_thousand_links_stay_quick(bench: Linking, many: Callable[[], int]) -> None:
    bench.article = many()
    bench.page.add_init_script(TIMED)
    bench.open()
    bench.press("v")
    assert len(bench.page.evaluate(ARROWS)) > 5
    spent = sorted(bench.page.evaluate(SCROLLED))
    assert spent[len(spent) * 9 // 10] < MOST_A_FRAME, spent

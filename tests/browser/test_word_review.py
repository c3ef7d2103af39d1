"""Words across a corpus, decided about with keys, with a mouse, and without scripts."""

from collections.abc import Callable
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.saving_page import sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser

numbers = count(1)

SEED = """
from tests import make
from tests.reviews.adjudication import team
from annotator.projects.models import Role
n = %d
lead = make.user(f"lead{n}")
project = make.project(lead, name=f"Words {n}", slug=f"words-{n}")
speaker = make.label(project, "Speaker", hue=1, digit=1)
make.label(project, "Claim", hue=2, digit=2)
people = [make.user(f"w{n}{name}") for name in "ab"]
for person in people:
    make.member(project, person)
for k in range(3):
    text = f"The mayor spoke. Nobody heard the mayor of town {k}."
    article = make.article(project, text, lang="en")
    for person in people:
        made = team.submitted(article, person)
        if k < 2:
            team.mark(made, speaker, "mayor")
arabic = make.article(project, "قال الوزير إن المياه ارتفعت", lang="ar")
team.mark(team.submitted(arabic, people[0]), speaker, "الوزير")
"""


@pytest.fixture
def opened(
    new_context: Callable[[], BrowserContext], server: Server
) -> Callable[..., tuple[Page, str]]:
    """A reviewer at the words of a project of their own: the page, and its address."""

    def opened(**look: object) -> tuple[Page, str]:
        n = next(numbers)
        server.manage("shell", "-v0", "-c", SEED % n)
        context = new_context()
        sign_in(context, server, f"lead{n}")
        page = context.new_page()
        page.emulate_media(color_scheme=look.get("scheme", "light"))
        page.set_viewport_size({"width": look.get("width", 1280), "height": 800})
        address = f"{server.url}/projects/words-{n}/words/"
        page.goto(f"{address}?words={look.get('words', 'mayor')}")
        return page, address

    return opened


def golds(page: Page) -> list[str]:
    return [" ".join(one.split()[1:]) for one in page.locator(".gold").all_text_contents()]


def test_with_keys_only(opened) -> None:
    page, _ = opened()
    assert len(golds(page)) == 6
    for key in ("j", "x", "j", "j", " ", "2"):
        page.keyboard.press(key)
    expect(page.locator("#which option").first).to_have_text("Chosen places: 2")
    page.keyboard.press("r")
    expect(page.locator("#done strong")).to_have_text("2 places relabelled as Claim.")
    expect(page.locator("#done")).to_be_focused()
    assert golds(page) == ["Claim", "open", "Claim", "open", "open", "open"]
    page.keyboard.press("j")  # goes on where it was
    page.keyboard.press("m")  # nothing is chosen: about the place at hand
    expect(page.locator("#done strong")).to_have_text("1 place marked as Claim.")
    assert golds(page)[3] == "Claim"
    page.keyboard.press("u")
    expect(page.locator("#done strong")).to_have_text("1 place taken back.")
    assert golds(page) == ["Claim", "open", "Claim", "open", "open", "open"]


def test_with_the_mouse(opened) -> None:
    page, _ = opened()
    page.locator(".counts a", has_text="nothing").click()
    expect(page.locator(".place")).to_have_count(4)
    page.select_option("#which", "page")
    page.select_option("#label", label="1 · Speaker")
    page.get_by_role("button", name="Mark").click()
    expect(page.locator("#done strong")).to_have_text("4 places marked as Speaker.")
    page.locator("#done").get_by_role("button", name="Undo").click()
    expect(page.locator("#done strong")).to_have_text("4 places taken back.")


def test_what_is_missing_is_said(opened) -> None:
    page, _ = opened()
    page.get_by_role("button", name="Relabel").click()
    expect(page.locator("#words [role='alert']")).to_be_focused()
    expect(page.locator("#words [role='alert']")).to_contain_text("Choose")


def test_searching_as_one_types(opened) -> None:
    page, address = opened()
    page.keyboard.press("/")
    page.keyboard.type("nobody")
    page.keyboard.press("Enter")
    expect(page.locator(".found")).to_contain_text("3 places with “nobody”")
    assert page.url.startswith(f"{address}?words=nobody")


def test_without_scripts(opened, browser) -> None:
    page, address = opened()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(f"{address}?words=mayor")
    plain.locator(".place input").first.check()
    plain.get_by_role("button", name="Nothing here").click()
    assert "1 place rejected" in plain.locator("#done").text_content()
    plain.locator("#done").get_by_role("button", name="Undo").click()
    assert "1 place taken back" in plain.locator("#done").text_content()
    context.close()


@pytest.mark.parametrize(
    ("scheme", "width", "words"), [("light", 1280, "mayor"), ("dark", 390, "الوزير")]
)
def test_everybody_can_use_it(opened, scheme, width, words) -> None:
    page, _ = opened(scheme=scheme, width=width, words=words)
    page.locator(".place input").first.check()
    page.get_by_role("button", name="Nothing here").click()
    expect(page.locator("#done")).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

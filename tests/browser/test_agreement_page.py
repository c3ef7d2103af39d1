"""The page of agreement in a browser: computed while one waits, opened to its roots, by axe."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.saving_page import sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SEED = """
from random import Random
from tests import make
from annotator.insights.agreement.services import AT_ONCE
from annotator.projects.models import Role
from annotator.schemes.models import Meaning
random = Random(1)
owner = make.user("omar", name="Omar Haddad")
project = make.project(owner, name="Compared", slug="compared")
claim = make.label(project, "Claim", meaning=Meaning.CLAIM)
speaker = make.label(project, "Speaker", meaning=Meaning.SPEAKER)
said_by = make.relation_type(claim, speaker)
people = [make.user(f"person{n}", name=f"Person {n}") for n in range(5)]
for person in people:
    make.member(project, person, Role.ANNOTATOR)
arabic = "قال الوزير إن أكثر من ١٢٠٠ شخص غادروا الوادي منذ يوم الاثنين"
for n in range(AT_ONCE // 5):
    text = f"{arabic} {n}" if n % 9 == 8 else f"{make.TEXT} Number {n}"
    article = make.article(project, text, title=f"Story {n}", lang="ar" if n % 9 == 8 else "en")
    for person in random.sample(people, 3):
        own = make.annotation_set(article, person, state="submitted")
        one = make.annotation(own, claim, (24, 50 + random.choice((0, 0, 1, 4))))
        if random.random() > 0.2:
            two = make.annotation(own, random.choice((speaker, speaker, claim)), (4, 12))
            if two.label_id == speaker.pk:
                make.relation(said_by, one, two)
gold = make.annotation_set(project.articles.first(), owner, kind="gold", state="accepted")
make.annotation(gold, claim, (24, 50))
"""
PAGE = "/projects/compared/agreement/"
LOOKS = [("light", 1200), ("dark", 390)]

Open = Callable[[str, int], Page]


@pytest.fixture(scope="module")
def seeded(server: Server) -> None:
    server.manage("shell", "-v0", "-c", SEED)


@pytest.fixture
def opened(browser: Browser, server: Server, seeded: None) -> Iterator[Open]:
    """A page of the owner's, in a colour scheme and a width."""
    contexts = []

    def opened(scheme: str, width: int) -> Page:
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, base_url=server.url
        )
        contexts.append(context)
        sign_in(context, server, "omar")
        page = context.new_page()
        page.set_default_timeout(60_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def check(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_it_is_computed_while_one_waits_and_opens_what_is_behind_it(opened: Open):
    page = opened("light", 1200)
    page.goto(PAGE)
    expect(page.locator(".lead")).to_contain_text("Of what one annotator marked", timeout=60_000)
    expect(page.locator("#computing")).to_have_count(0)
    page.locator(".grid-picture a").first.click()
    expect(page).to_have_url(re.compile("/disagreements/.*measure=strict"))
    said = page.locator(".disagreements li").first
    expect(said.locator(".versions dt")).to_have_count(2)
    page.get_by_role("link", name="Back to the agreement").click()
    page.get_by_role("link", name="Compare without boundary noise").click()
    expect(page.get_by_role("columnheader", name="Without noise")).to_be_visible()
    page.select_option("#measure", "u")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("columnheader", name="Without noise")).to_be_visible()
    expect(page.locator("#matrix-title")).to_have_text("uα of every two annotators")


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing(opened: Open, scheme: str, width: int):
    page = opened(scheme, width)
    page.goto(PAGE)
    expect(page.locator(".lead")).to_be_visible(timeout=60_000)
    check(page)
    page.goto(f"{PAGE}?label=Claim&noise=without&measure=u")
    check(page)
    page.goto(f"{PAGE}disagreements/")
    check(page)

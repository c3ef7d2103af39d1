"""The wire story with keys only: who said what, with which figures; exported and imported again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from annotator import figures
from tests.browser.saving_page import sign_in
from tests.browser.server import Server
from tests.browser.test_from_article_to_corpus import CLAIM, FIGURE, SPEAKER, Keyboard, placed

pytestmark = pytest.mark.browser

SEED = """
from tests import make
from annotator.exchange.sample import create_sample_project
project = create_sample_project()
project.articles.exclude(title__contains="Irrel").exclude(title__contains="cut-off").delete()
make.member(project, make.user("kim"), "owner")
print(project.slug)
print(project.articles.get().pk)
"""

SPEAKERS = [
    "Kordavia's Interior Ministry",
    "The ministry",
    "the minister, Dorin Halveck",
    "Odile Kestrane",
    "Najdar Relief",
    "Bram Ettenoor",
    "Finance Minister Marit Ostervane",
]

RESCUED = (
    "more than 1,200 people had been brought out by boat and helicopter and tens of thousands had "
    "been driven from their homes"
)
TOLD = (
    "the minister, Dorin Halveck, had told provincial governors in an overnight call that the "
    'army "would not leave the valley until the last family has a roof"'
)
STAY = "would not leave the valley until the last family has a roof"
MEALS = "its kitchens were serving 14,500 hot meals a day"
DAMAGE = "the damage could reach $2.5bn, or about 3 to 4 per cent of the country's annual output"
BOATS = [
    "We have boats",
    "we have pumps and we have more volunteers than beds",
]
DRAWINGS = ("They sent us engineers", "everything else in my office")
"""How a quotation of two paragraphs begins and ends."""

CLAIMS = [
    (RESCUED, "Kordavia"),
    (TOLD, "The ministry"),
    (STAY, "Halveck"),
    (MEALS, "Najdar"),
    (DAMAGE, "Ostervane"),
]
"""A claim, and what it takes to find its speaker in the list."""

QUOTED = [(BOATS[0], "Kestrane"), (DRAWINGS[0], "Ettenoor")]
"""Taken by the key for quotations."""

FIGURES = {
    "more than 1,200 people": (RESCUED, "> 1,200 people"),
    "tens of thousands": (RESCUED, "≥ 20,000–100,000"),
    "14,500 hot meals": (MEALS, "14,500 hot meals/day"),
    "$2.5bn": (DAMAGE, "2,500,000,000 USD"),
    "about 3 to 4 per cent": (DAMAGE, "≈ 3–4 %"),
}


class Keys(Keyboard):
    """Somebody who works with keys only. Every press is counted."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.text = "\n".join(page.locator(".block").all_text_contents())

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def say(self, label: str, words: str) -> None:
        self.mark(label, placed(self.text, [words]))

    def quote(self, words: str) -> None:
        """The whole quotation that these words stand in."""
        self.press("Escape", "Escape", "Escape")
        at = self.text.index(words) + 2
        self.page.focus("#text")
        self.press("Control+Home")
        self.go(at, "ArrowRight", "ArrowLeft")
        self.press("q")
        self.page.wait_for_function("CSS.highlights.get('preview')?.size > 0")
        self.press(CLAIM)

    def link(self, key: str, to: str) -> None:
        """Find one in the list that the key opens, and link to it."""
        self.press(key)
        self.page.wait_for_selector("#picker-list")
        self.page.keyboard.type(to)
        self.press("Enter")
        self.page.wait_for_selector("#picker-list", state="hidden")

    def chosen(self) -> str:
        return self.page.evaluate(
            """() => {
              const chosen = document.getElementById("reader").dataset.chosen;
              return document.querySelector(`#card-${chosen} .card-quote`)?.textContent ?? "";
            }"""
        )

    def until_saved(self) -> None:
        self.page.wait_for_selector("#save-state[data-state=saved]", state="attached")


@pytest.fixture(scope="module")
def story(server: Server) -> tuple[str, int]:
    slug, number = server.manage("shell", "-v", "0", "-c", SEED).strip().splitlines()[-2:]
    return slug, int(number)


@pytest.fixture
def keys(server: Server, story: tuple[str, int], new_context: Callable[[], BrowserContext]) -> Keys:
    context = new_context()
    sign_in(context, server, "kim")
    page = context.new_page()
    page.goto(f"{server.url}/articles/{story[1]}/")
    page.wait_for_selector("html.has-script")
    return Keys(page)


def exported(server: Server, slug: str) -> str:
    return server.manage("export_corpus", slug, "-o", "-")


def annotate(keys: Keys) -> None:
    for words in SPEAKERS:
        keys.say(SPEAKER, words)
    for words, who in CLAIMS:
        keys.say(CLAIM, words)
        keys.link("s", who)
    for words, who in QUOTED:
        keys.quote(words)
        keys.link("s", who)
    for words, (claim, _value) in FIGURES.items():
        keys.say(FIGURE, words)
        keys.press("c")
        keys.link("s", claim[:30])
    keys.press("Escape")


def nest(keys: Keys) -> None:
    """What the minister said is quoted in what the ministry said."""
    keys.press("Escape", "Escape", "Escape")
    keys.page.focus("#text")
    keys.press("Control+Home")
    keys.go(keys.text.index(STAY), "ArrowRight", "ArrowLeft")
    while keys.chosen() != STAY:
        keys.press("j")
    keys.link("Shift+s", TOLD[:30])


def test_the_wire_story(server: Server, story: tuple[str, int], keys: Keys, tmp_path: Any) -> None:
    annotate(keys)
    nest(keys)
    keys.until_saved()
    first = exported(server, story[0])
    check(json.loads(first))
    (tmp_path / "corpus.jsonl").write_text(first)
    server.manage("create_project", "again", "--owner", "kim")
    server.manage("import_articles", "again", str(tmp_path / "corpus.jsonl"))
    assert exported(server, "again") == first


def check(record: dict[str, Any]) -> None:
    quotes = {span["id"]: span["quote"] for span in record["spans"]}
    links = {(quotes[one["from"]], one["type"], quotes[one["to"]]) for one in record["relations"]}
    wanted = {(claim, "said by", one(who)) for claim, who in CLAIMS}
    wanted |= {(" … ".join(BOATS), "said by", one("Kestrane"))}
    drawings = next(quote for quote in quotes.values() if quote.startswith(DRAWINGS[0]))
    assert drawings.endswith(DRAWINGS[1])
    wanted |= {(drawings, "said by", one("Ettenoor"))}
    wanted |= {(figure, "in", claim) for figure, (claim, _value) in FIGURES.items()}
    assert links == wanted | {(STAY, "quoted in", TOLD)}
    values = {span["quote"]: span["value"] for span in record["spans"] if "value" in span}
    assert all(value.pop("confirmed") for value in values.values())
    read = {quote: figures.shown(figures.from_json(value)) for quote, value in values.items()}
    assert read == {figure: value for figure, (_claim, value) in FIGURES.items()}


def one(who: str) -> str:
    return next(speaker for speaker in SPEAKERS if who in speaker)

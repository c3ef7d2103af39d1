"""The main job, whole: annotate an article in a browser by mouse or by keys, and export it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from annotator.text import spans
from tests.browser.saving_page import sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SPEAKER, CLAIM, FIGURE = "1", "2", "3"

WIRE = [
    (SPEAKER, ["Kordavia's Interior Ministry"]),
    (
        CLAIM,
        [
            "more than 1,200 people had been brought out by boat and helicopter and tens of "
            "thousands had been driven from their homes"
        ],
    ),
    (FIGURE, ["more than 1,200 people"]),
    (FIGURE, ["tens of thousands"]),
    (SPEAKER, ["The ministry"]),
    (SPEAKER, ["the minister, Dorin Halveck"]),
    (CLAIM, ["would not leave the valley until the last family has a roof"]),
    (
        CLAIM,
        [
            "We have boats",
            "we have pumps and we have more volunteers than beds",
            "what we do not have is another week",
        ],
    ),
]
"""What is marked in the wire story: label, fragments. The quotation that runs on comes on top."""

Marking = list[tuple[str, list[str]]]

EMOJI = [
    (SPEAKER, ["👩🏽‍🚒 Noémi Nguyễn"]),
    (CLAIM, ["we 🇰🇪 counted 2,300 volunteers 👨‍👩‍👧‍👦"]),
    (FIGURE, ["2,300 volunteers"]),
]
EMOJI_TEXT = (
    "👋🏽 On Monday 👩🏽‍🚒 Noémi Nguyễn said: “we 🇰🇪 counted 2,300 volunteers 👨‍👩‍👧‍👦”. 🎉"
)

ARABIC = [
    (SPEAKER, ["وزيرُ المياه"]),
    (CLAIM, ["لسنا أمام موسمٍ جافٍّ عابر", "بل أمام عامٍ رابع"]),
    (FIGURE, ["٣١ في المئة"]),
]
ARABIC_TEXT = (
    "قال وزيرُ المياه أمس: «لسنا أمام موسمٍ جافٍّ عابر»، وأضاف: «بل أمام عامٍ رابع».\n"
    "وتراجع المخزون إلى ٣١ في المئة من طاقته 😟."
)


# Places of the text on the screen. Code points are counted by the test itself, not by the page.
CHARACTERS = """
async (places) => {
  const box = (at) => {
    const blocks = [...document.querySelectorAll(".block")];
    const block = blocks.find(({ dataset }) => dataset.start <= at && at < dataset.end);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = at - block.dataset.start;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const characters = [...node.data];
      if (left >= characters.length) { left -= characters.length; continue; }
      const start = characters.slice(0, left).join("").length;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + characters[left].length);
      const { left: x, right, top, height } = range.getBoundingClientRect();
      return { left: x, right, middle: top + height / 2 };
    }
  };
  // Twice, because what comes into sight is laid out only then.
  for (const _ of [1, 2]) {
    scrollBy({ top: box(places[0]).middle - innerHeight / 3, behavior: "instant" });
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  }
  return places.map(box);
}
"""
CARET = """
async () => {
  const { modules } = await import(document.querySelector("script[type=module]").src);
  return modules["workbench/caret.js"].caretOffset();
}
"""


@dataclass
class Hand:
    """Somebody at the page of an article."""

    page: Page

    @property
    def rtl(self) -> bool:
        return self.page.get_attribute("#reader", "dir") == "rtl"

    def mark(self, label: str, fragments: spans.Fragments) -> None:
        self.page.keyboard.press("Escape")
        self.select(*fragments[0])
        self.page.keyboard.press(label)
        for fragment in fragments[1:]:
            self.add(fragment)

    def select(self, start: int, end: int) -> None:
        raise NotImplementedError

    def add(self, fragment: spans.Fragment) -> None:
        raise NotImplementedError


class Mouse(Hand):
    def select(self, start: int, end: int) -> None:
        first, last = self.page.evaluate(CHARACTERS, [start, end - 1])
        sides = ("right", "left") if self.rtl else ("left", "right")
        inward = 1 if sides[0] == "left" else -1
        self.page.mouse.move(first[sides[0]] + inward, first["middle"])
        self.page.mouse.down()
        self.page.mouse.move(last[sides[1]] - inward, last["middle"], steps=5)
        self.page.mouse.up()

    def add(self, fragment: spans.Fragment) -> None:
        self.page.keyboard.press("+")
        self.select(*fragment)


class Keyboard(Hand):
    def select(self, start: int, end: int) -> None:
        self.page.focus("#text")
        self.page.keyboard.press("Control+Home")
        forward, back = ("ArrowLeft", "ArrowRight") if self.rtl else ("ArrowRight", "ArrowLeft")
        self.go(start, forward, back)
        self.go(end, f"Shift+{forward}", f"Shift+{back}")

    def go(self, to: int, forward: str, back: str) -> None:
        """By word as far as it goes, the rest by character."""
        caret = self.page.evaluate(CARET)
        while caret < to:
            self.page.keyboard.press(forward)
            caret = self.page.evaluate(CARET)
        while caret > to:
            self.page.keyboard.press(f"Alt+{back}")
            caret = self.page.evaluate(CARET)

    def add(self, fragment: spans.Fragment) -> None:
        self.select(*fragment)
        self.page.keyboard.press("+")


SEED = """
from tests import make
from annotator.exchange.sample import create_sample_project
from annotator.schemes.models import Label
project = create_sample_project()
project.articles.exclude(title__contains="Irrel").exclude(title__contains="cut-off").delete()
for text, lang in {texts!r}:
    make.article(project, text, lang=lang, title=lang + text[:5])
for name in ("mouse", "keys"):
    make.member(project, make.user(name))
print(project.slug)
print(*project.articles.order_by("id").values_list("pk", flat=True))
"""


@dataclass
class Corpus:
    """A project with a wire story, one with emoji and one in Arabic, and two people."""

    server: Server
    slug: str
    wire: int
    emoji: int
    arabic: int

    def exported(self, annotator: str) -> list[dict[str, Any]]:
        lines = self.server.manage("export_corpus", self.slug, "--annotator", annotator, "-o", "-")
        return [json.loads(line) for line in lines.splitlines()]


@pytest.fixture(scope="module")
def corpus(server: Server) -> Corpus:
    code = SEED.format(texts=[(EMOJI_TEXT, "en"), (ARABIC_TEXT, "ar")])
    slug, numbers = server.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-2:]
    return Corpus(server, slug, *[int(number) for number in numbers.split()][:3])


def wire_story(text: str) -> Marking:
    """With the quotation that is never closed and runs on into the next paragraph."""
    start = text.index("They sent us engineers")
    end = text.index("in my office") + len("in my office")
    return [*WIRE, (CLAIM, [text[start:end]])]


def placed(text: str, fragments: list[str]) -> spans.Fragments:
    starts = [text.index(fragment) for fragment in fragments]
    return tuple((at, at + len(one)) for at, one in zip(starts, fragments, strict=True))


def annotate(hand: Hand, marking: Callable[[str], Marking]) -> None:
    text = "\n".join(hand.page.locator(".block").all_text_contents())
    for label, fragments in marking(text):
        hand.mark(label, placed(text, fragments))
    hand.page.wait_for_selector("#save-state[data-state=saved]", state="attached")


def comparable(record: dict[str, Any]) -> list[tuple[str, list[list[int]], str]]:
    return [(span["label"], span["fragments"], span["quote"]) for span in record["spans"]]


@pytest.mark.parametrize(
    ("place", "marking"),
    [
        ("wire", wire_story),
        ("emoji", lambda _text: EMOJI),
        ("arabic", lambda _text: ARABIC),
    ],
)
def test_by_mouse_and_by_keyboard_the_same_corpus_comes_out(
    corpus: Corpus,
    new_context: Callable[[], BrowserContext],
    place: str,
    marking: Callable[[str], Marking],
) -> None:
    article = getattr(corpus, place)
    for username, hand in (("mouse", Mouse), ("keys", Keyboard)):
        context = new_context()
        sign_in(context, corpus.server, username)
        page = context.new_page()
        page.goto(f"{corpus.server.url}/articles/{article}/")
        page.wait_for_selector("html.has-script")
        annotate(hand(page), marking)
    number = [corpus.wire, corpus.emoji, corpus.arabic].index(article)
    by_mouse, by_keys = (corpus.exported(name)[number] for name in ("mouse", "keys"))
    text = by_mouse["text"]
    wanted = [
        [list(fragment) for fragment in placed(text, fragments)]
        for _label, fragments in marking(text)
    ]
    assert comparable(by_mouse) == comparable(by_keys)
    assert sorted(span["fragments"] for span in by_mouse["spans"]) == sorted(wanted)
    for span in by_mouse["spans"]:
        assert span["quote"] == spans.SEPARATOR.join(text[a:b] for a, b in span["fragments"])

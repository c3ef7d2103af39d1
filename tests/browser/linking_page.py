"""The workbench as the linking tests drive it: articles that are marked already, not yet linked."""

import json
from collections.abc import Iterator
from functools import cache

from playwright.sync_api import BrowserContext, Locator

from tests.browser.saving_page import Workbench, connect, cookies
from tests.browser.server import Server

ARTICLES = 80
SPEAKER, CLAIM, FIGURE, CUE = "Speaker", "Claim", "Figure", "Cue"

WIRE = (
    "Kordavia's Interior Ministry said on Monday that more than 1,200 people had been brought out "
    "by boat and helicopter and tens of thousands had been driven from their homes after the "
    "river Ade broke its banks.\n\n"
    "The minister, Dorin Halveck, told reporters he would not leave the valley until the last "
    "family has a roof.\n\n"
    "“We have boats,” said Mira Tolland, who leads the rescue teams in the lower valley. The dams "
    "held longer than engineers had forecast, she added.\n\n"
    "Opposition leader Ana Brisk called the response late. She told parliament that at least 900 "
    "people were still missing. Officials of the water board rejected the charge."
)
MARKED = [
    (SPEAKER, "Kordavia's Interior Ministry"),
    (CLAIM, "more than 1,200 people had been brought out by boat and helicopter"),
    (FIGURE, "more than 1,200 people"),
    (SPEAKER, "Dorin Halveck"),
    (CLAIM, "would not leave the valley until the last family has a roof"),
    (CLAIM, "We have boats"),
    (SPEAKER, "Mira Tolland"),
    (SPEAKER, "Ana Brisk"),
    (CLAIM, "at least 900 people were still missing"),
    (CUE, "rejected"),
]
ARABIC = (
    "قال وزيرُ المياه أمس: «لسنا أمام موسمٍ جافٍّ عابر»، وأضاف أن الجفاف يضرب البلاد منذ أعوام.\n\n"
    "وتراجع المخزون إلى ٣١ في المئة من طاقته، بحسب وزارة الزراعة."
)
MARKED_ARABIC = [
    (SPEAKER, "وزيرُ المياه"),
    (CLAIM, "لسنا أمام موسمٍ جافٍّ عابر"),
    (CLAIM, "تراجع المخزون إلى ٣١ في المئة من طاقته"),
    (SPEAKER, "وزارة الزراعة"),
]
SEED = """
import json
from annotator.overview.services import create_project
from annotator.speakers.services import create_speaker
from tests import make
lena = make.user("lena")
project = create_project(by=None, name="Linking", slug="linking", owner=lena)
labels = {label.name: label for label in project.labels.all()}
value = dict(low=1200, high=1200, comparator=">", unit="", counted="people", magnitude="")
halveck = create_speaker(project_id=project.pk, by=lena, name="Dorin Halveck")
def marked(n, text, marks, **values):
    article = make.article(project, f"{text}\\n\\n{n}", uid=f"linking-{n}", **values)
    own = make.annotation_set(article, lena, state="in_progress")
    for name, quote in marks:
        at = text.index(quote)
        more = {"value": {**value, "confirmed": False}} if name == "Figure" else {}
        make.annotation(own, labels[name], (at, at + len(quote)), **more)
    return article.pk
wire, arabic = %r, %r
made = [[marked(n, *wire, title=f"Wire {n}") for n in range(%d)]]
made += [[marked(-n, *arabic, title="الماء", lang="ar") for n in range(1, 6)]]
print(json.dumps(made))
"""
LINKED = """
SELECT type.name, source.quote, target.quote
FROM annotations_relation relation
JOIN annotations_annotationset own ON own.id = relation.set_id
JOIN schemes_relationtype type ON type.id = relation.type_id
JOIN annotations_annotation source ON source.set_id = own.id AND source.uid = relation.source
JOIN annotations_annotation target ON target.set_id = own.id AND target.uid = relation.target
WHERE own.article_id = %s ORDER BY relation.id
"""
SAID = """
SELECT annotation.attributes, annotation.value, speaker.name
FROM annotations_annotation annotation
JOIN annotations_annotationset own ON own.id = annotation.set_id
LEFT JOIN speakers_speaker speaker ON speaker.id = annotation.speaker_id
WHERE own.article_id = %s AND annotation.quote = %s
"""


@cache
def seed(server: Server) -> dict[str, Iterator[int]]:
    script = SEED % ((WIRE, MARKED), (ARABIC, MARKED_ARABIC), ARTICLES)
    printed = server.manage("shell", "-v", "0", "-c", script)
    wire, arabic = json.loads(printed.splitlines()[-1])
    return {"wire": iter(wire), "arabic": iter(arabic)}


class Linking(Workbench):
    """One tab with an article that is marked, not linked; annotations go by their quotes."""

    def uid(self, quote: str) -> str:
        quoted = self.page.locator(f".card-quote >> text={quote}")
        card = self.page.locator("#cards > .card", has=quoted)
        found = card.first.get_attribute("data-annotation")
        assert found
        return found

    def card(self, quote: str) -> Locator:
        return self.page.locator(f"#card-{self.uid(quote)}")

    def choose(self, quote: str) -> None:
        """As if by a click on its card; the focus is in the text afterwards."""
        self.card(quote).locator(".card-face").click()
        self.page.focus("#text")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def lines(self, quote: str) -> list[str]:
        """The links on a card: “said by Ana Brisk”."""
        shown = self.card(quote).locator(".card-links > li:not([data-pending=deletion])")
        texts = [one.inner_text() for one in shown.all()]
        return [" ".join(one.replace("×", "").replace("←", "").split()) for one in texts]

    def options(self) -> list[str]:
        return self.page.locator("#picker-list .option-quote").all_inner_texts()

    def active(self) -> str:
        return self.page.locator("#picker-list .is-active").inner_text()

    def announced(self, words: str) -> None:
        self.page.wait_for_selector(f"#announce:has-text('{words}')", state="attached")

    def linked(self) -> list[tuple[str, ...]]:
        """(type, from, to) in the database."""
        with connect(self.server) as connection:
            return [tuple(row) for row in connection.execute(LINKED, [self.article])]

    def said(self, quote: str) -> tuple[dict[str, object], dict[str, object] | None, str | None]:
        """(attributes, value, speaker) in the database."""
        with connect(self.server) as connection:
            row = connection.execute(SAID, [self.article, quote]).fetchone()
        assert row
        return row[0], row[1], row[2]


def opened(context: BrowserContext, server: Server, kind: str = "wire") -> Linking:
    """A new article in a tab of somebody who has just signed in."""
    article = next(seed(server)[kind])
    assert context.browser
    context.add_cookies(cookies(context.browser, server, "lena"))
    return Linking(context, server, article)


def many(count: int = 500) -> int:
    """Inside the server: an article of claims and speakers, each claim linked twice."""
    from annotator.accounts.models import User  # the tests run outside of it
    from annotator.schemes.models import RelationType
    from tests import make

    lena = User.objects.get(username="lena")
    said_by = RelationType.objects.get(project__slug="linking", name="said by")
    labels = {label.name: label for label in said_by.project.labels.all()}
    parts = [f"Person{n} Name said that claim number {n} was right. " for n in range(count)]
    text = "\n".join("".join(parts[n : n + 5]) for n in range(0, count, 5))
    own = make.annotation_set(make.article(said_by.project, text), lena)
    found = []
    for n in range(count):
        name, claim = f"Person{n} Name", f"claim number {n} was right"
        at = [text.index(one) for one in (name, claim)]
        speaker = make.annotation(own, labels[SPEAKER], (at[0], at[0] + len(name)))
        found.append((speaker, make.annotation(own, labels[CLAIM], (at[1], at[1] + len(claim)))))
    for n, (speaker, claim) in enumerate(found):
        make.relation(said_by, claim, speaker)
        make.relation(said_by, claim, found[(n + 3) % count][0])
    return own.article_id

"""A whole team: articles handed out to three each, a return, adjudication, an objection, gold."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.server import Server
from tests.browser.test_from_article_to_corpus import CLAIM, FIGURE, SPEAKER, Mouse, placed

pytestmark = pytest.mark.browser

ARTICLES = 12
SEED = f"""
from annotator.overview.services import create_project
from annotator.projects.models import Role
from tests import make
tara, rolf = make.user("tara", name="Tara Quist"), make.user("rolf", name="Rolf Amsel")
project = create_project(by=None, name="Team", slug="team", owner=tara)
make.member(project, rolf, Role.REVIEWER)
for name in ("amy", "bob", "cai"):
    make.member(project, make.user(name, name=name.title() + " Zwolinski"))
story = (
    "The minister, Mira Tolland, said on Monday that more than 1,200 people had left the valley. "
    "“We will go on,” she said. The mayor, Jorin Pell, told reporters that the dam would hold. "
    "Rescuers counted 40 boats."
)
make.article(project, story, title="Story 0")
for n in range(1, {ARTICLES}):
    text = f"The minister, Mira Tolland, said that {{n}} of the dams had been closed on Monday."
    make.article(project, text, title=f"Story {{n}}")
"""

TOLLAND, PELL = "Mira Tolland", "Jorin Pell"
LEFT = (
    "more than 1,200 people had left the valley",
    "1,200 people had left",
    "had left the valley",
)
GO_ON, HOLD = "We will go on", "the dam would hold"
BOATS = ("40 boats", "40 boats", "counted 40 boats")
MINISTER = (SPEAKER, CLAIM, FIGURE)
FORMS = ("1", "2", "3")
DAMS = (
    "of the dams had been closed on Monday",
    "the dams had been closed",
    "had been closed on Monday",
)
PEOPLE = ("amy", "bob", "cai")


class Annotator(Mouse):
    """One of three, who each see things their own way."""

    def __init__(self, page: Page, number: int) -> None:
        super().__init__(page)
        self.number = number

    @property
    def title(self) -> str:
        return self.page.locator(".headline h1").text_content() or ""

    def say(self, label: str, words: str) -> None:
        text = "\n".join(self.page.locator(".block").all_text_contents())
        self.mark(label, placed(text, [words]))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def link(self, to: str) -> None:
        self.press("s")
        self.page.wait_for_selector("#picker-list")
        self.page.keyboard.type(to)
        self.press("Enter")
        self.page.wait_for_selector("#picker-list", state="hidden")

    def story(self) -> None:
        """Unanimous, majority, and a conflict of each other kind."""
        me = self.number
        self.say(SPEAKER, TOLLAND)
        self.say(SPEAKER, PELL)
        self.say(FIGURE, BOATS[me])
        self.say(CLAIM, LEFT[me])
        self.say(MINISTER[me], "The minister")
        if me == 0:
            self.say(FIGURE, "Monday")
        self.say(CLAIM, GO_ON)
        self.press("a", FORMS[me], "Escape")
        self.say(CLAIM, HOLD)
        if me < 2:
            self.link((PELL, TOLLAND)[me])

    def report(self) -> None:
        self.say(SPEAKER, TOLLAND)
        self.say(CLAIM, DAMS[self.number])

    def submit(self) -> None:
        """And on to the next article."""
        self.page.wait_for_selector("#save-state[data-state=saved]", state="attached")
        before = self.page.url
        self.press("Escape", "Escape", "Enter")
        self.page.wait_for_url(lambda url: url != before)


@dataclass
class Team:
    server: Server
    pages: dict[str, Page]

    def go(self, name: str, path: str) -> Page:
        page = self.pages[name]
        page.goto(f"{self.server.url}{path}")
        return page


@pytest.fixture
def team(server: Server, new_context: Callable[[], BrowserContext]) -> Team:
    server.manage("shell", "-v", "0", "-c", SEED)
    pages = {}
    for name in ("tara", "rolf", *PEOPLE):
        page = new_context().new_page()
        page.goto(f"{server.url}/sign-in/")
        page.fill("#id_username", name)
        page.fill("#id_password", f"{name}-secret")
        page.click("main button.primary")
        page.wait_for_url(f"{server.url}/")
        pages[name] = page
    return Team(server, pages)


def test_a_team_makes_a_gold_corpus(team: Team) -> None:
    hand_out(team)
    for number, name in enumerate(PEOPLE):
        annotate_everything(team, name, number)
    nobody_has_another(team)
    return_one(team)
    adjudicate_everything(team)
    object_once(team)
    check_gold(team)


def hand_out(team: Team) -> None:
    """Three annotators an article; what two of them have exactly alike needs no decision."""
    owner = team.go("tara", "/projects/team/work/settings/")
    owner.fill("[name=annotators]", "3")
    owner.locator("main form button.primary").click()
    expect(owner.locator("main")).to_contain_text("Saved")
    owner = team.go("tara", "/projects/team/settings/")
    owner.check("[name=majority]")
    owner.locator("main form button.primary").click()
    expect(owner.locator("main")).to_contain_text("Saved")


def annotate_everything(team: Team, name: str, number: int) -> None:
    page = team.go(name, "/projects/team/")
    page.get_by_role("link", name="Annotate").click()
    annotator = Annotator(page, number)
    done = []
    for _ in range(ARTICLES):
        page.wait_for_selector("html.has-script")
        done.append(annotator.title)
        (annotator.story if annotator.title == "Story 0" else annotator.report)()
        annotator.submit()
    assert sorted(done) == sorted(f"Story {n}" for n in range(ARTICLES))
    expect(page).to_have_url(f"{team.server.url}/projects/team/")


def nobody_has_another(team: Team) -> None:
    """Nothing of the others is to be seen, and nothing is left to take."""
    page = team.go("amy", "/projects/team/next/")
    expect(page).to_have_url(f"{team.server.url}/projects/team/")
    assert "Bob" not in page.content()


def return_one(team: Team) -> None:
    """Rolf sends one back; Cai finds it first, mends it and hands it in again."""
    reviewer = team.go("rolf", "/projects/team/articles/")
    reviewer.get_by_role("link", name="Story 11").click()
    reviewer.locator("a[href*='/sets/']").nth(2).click()
    reviewer.wait_for_load_state()
    reviewer.keyboard.press("r")
    reviewer.select_option("#id_reason", "error")
    reviewer.fill("#id_note", "The day is part of it.")
    reviewer.get_by_role("button", name="Return").click()
    page = team.go("cai", "/waiting/")
    expect(page.locator("main")).to_contain_text("The day is part of it.")
    page = team.go("cai", "/projects/team/next/")
    page.wait_for_selector("html.has-script")
    expect(page.locator("body")).to_contain_text("The day is part of it.")
    annotator = Annotator(page, 2)
    assert annotator.title == "Story 11"
    annotator.say(FIGURE, "11")
    annotator.submit()


def adjudicate_everything(team: Team) -> None:
    """By keys alone, from the list of what is ready to the last gold set."""
    page = team.go("rolf", "/projects/team/review/")
    expect(page.locator("main")).to_contain_text("Ready to adjudicate")
    page.get_by_role("link", name="Story 0").focus()
    page.keyboard.press("Enter")
    for left in reversed(range(ARTICLES)):
        begin = page.get_by_role("button", name="Adjudicate")
        expect(begin).to_be_focused()
        title = page.locator("h1").text_content()
        page.keyboard.press("Enter")
        page.wait_for_selector("#reader[data-ready]")
        assert "Zwolinski" not in page.content()
        (settle_story if title == "Story 0" else settle_report)(page)
        page.wait_for_selector("#save-state[data-state=saved]", state="attached")
        page.keyboard.press("Enter")
        expect(begin if left else page.get_by_text("Finished", exact=True)).to_be_visible()


def settle_story(page: Page) -> None:
    """A conflict of every kind, and a border that no annotator drew."""
    left = page.locator("#open-conflicts li")
    expect(left).to_have_count(5)
    decisions = {
        "had left": ("1", "{"),
        "The minister": ("1",),
        "Monday": ("x",),
        GO_ON: ("2",),
        HOLD: ("1",),
    }
    shown = page.locator("#conflicts").text_content() or ""
    for kind in ("Borders", "Label", "Missing", "Attributes", "Links", "unanimous"):
        assert kind in shown
    for n in range(5, 0, -1):
        expect(left).to_have_count(n)
        quote = page.locator("#open-conflicts .is-chosen .card-quote").text_content() or ""
        keys = next(keys for words, keys in decisions.items() if words in quote)
        if quote == HOLD:
            rows = page.locator("#versions .version").all_text_contents()
            keys = (str(1 + next(n for n, row in enumerate(rows) if f"“{PELL}”" in row)), "r")
        for key in keys:
            page.keyboard.press(key)
        if n > 1:
            page.keyboard.press("Enter")  # to the next one; when none is open, it would finish
    expect(left).to_have_count(0)


def settle_report(page: Page) -> None:
    left = page.locator("#open-conflicts li")
    while left.count():
        before = left.count()
        page.keyboard.press("Enter")
        expect(left).to_have_count(before - 1)


def object_once(team: Team) -> None:
    page = team.go("amy", "/projects/team/feedback/")
    page.get_by_role("link", name="Story 0").click()
    page.locator("summary", has_text="Object").first.click()
    page.get_by_label("What do you object to?").first.fill("A day is a figure.")
    page.get_by_role("button", name="Object").first.click()
    expect(page.locator(".objection")).to_contain_text("A reviewer will answer.")
    assert "Bob" not in page.content()
    assert "Cai" not in page.content()
    reviewer = team.go("rolf", "/projects/team/review/")
    reviewer.locator("#objections-heading + ol a").click()
    expect(reviewer.locator(".objection")).to_contain_text("A day is a figure.")
    reviewer.fill("#id_answer", "Days are not marked.")
    reviewer.get_by_role("button", name="Dismiss").click()
    expect(reviewer.locator("main")).to_contain_text("Dismissed")
    page.reload()
    expect(page.locator(".objection")).to_contain_text("Days are not marked.")


def check_gold(team: Team) -> None:
    lines = team.server.manage("export_corpus", "team", "--kind", "gold", "-o", "-").splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) == ARTICLES
    assert {part["state"] for record in records for part in record["sets"]} == {"accepted"}
    spans = [span for record in records for span in record["spans"]]
    assert all(span["provenance"] for span in spans)
    counted = Counter(span["provenance"] for span in spans)
    assert set(counted) == {"unanimous", "majority", "adjudicated", "edited"}
    story = {span["quote"]: span for span in records[0]["spans"]}
    assert story["40 boats"]["provenance"] == "majority"
    assert story[TOLLAND]["provenance"] == "unanimous"
    assert "Monday" not in story
    ends = [(link["from"], link["to"]) for link in records[0]["relations"]]
    assert ends == [(story[HOLD]["id"], story[PELL]["id"])]

"""The workbench as the saving tests drive it: changes through the page's own scripts."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.server import Server

ARTICLES = 60
SEED = """
import json
from django.db import connection
from tests import make
sara, tom = make.user("sara"), make.user("tom")
project = make.project(sara, slug="saving")
make.member(project, tom)
make.label(project, "Speaker", hue=1, digit=1)
make.label(project, "Claim", hue=2, digit=2)
words = "\\n".join(" ".join(f"word{p}x{n}" for n in range(50)) for p in range(5))
articles = [make.article(project, f"{words}\\n{n}", uid=f"saving-{n}").pk for n in range(%d)]
kept = ("host", "port", "user", "password", "dbname")
given = connection.get_connection_params()
print(json.dumps([articles, {name: given[name] for name in kept if name in given}]))
"""
SAVED = """
SELECT annotation.uid::text, label.name, annotation.quote, annotation.note, annotation.version
FROM annotations_annotation annotation
JOIN annotations_annotationset own ON own.id = annotation.set_id
JOIN accounts_user person ON person.id = own.owner_id
JOIN schemes_label label ON label.id = annotation.label_id
WHERE own.article_id = %s AND person.username = %s
ORDER BY annotation.created, annotation.id
"""
# The page's own module, as it is served: joined with the others.
MODULE = """
async ([name, args]) => {
  const { modules } = await import(document.querySelector("script[type=module]").src);
  return modules["workbench/changes.js"][name](...args);
}
"""
WORD = """
(n) => {
  let left = n;
  for (const block of document.querySelectorAll(".block")) {
    const words = [...block.textContent.matchAll(/\\S+/g)];
    if (left < words.length) {
      const start = Number(block.dataset.start) + words[left].index;
      return [start, start + words[left][0].length, words[left][0]];
    }
    left -= words.length;
  }
}
"""


@cache
def seed(server: Server) -> tuple[Iterator[int], dict[str, Any]]:
    """Articles that no test has touched, and how to reach the server's database."""
    printed = server.manage("shell", "-v", "0", "-c", SEED % ARTICLES)
    articles, connection = json.loads(printed.splitlines()[-1])
    return iter(articles), connection


def new_article(server: Server) -> int:
    """Five paragraphs of fifty words, "word0x0" to "word4x49"."""
    return next(seed(server)[0])


def connect(server: Server, **changes: str) -> psycopg.Connection:
    return psycopg.connect(**{**seed(server)[1], **changes}, autocommit=True)


def saved(server: Server, article: int, username: str = "sara") -> list[list[Any]]:
    """[uid, label, quote, note, version] of every annotation in the database, oldest first."""
    with connect(server) as connection:
        return [list(row) for row in connection.execute(SAVED, [article, username])]


def sign_in(context: BrowserContext, server: Server, username: str = "sara") -> None:
    page = context.new_page()
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", f"{username}-secret")
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#site form")
    page.close()


@cache
def cookies(browser: Browser, server: Server, username: str) -> Any:
    """Of a session that is kept for the whole run; signing in is slow on purpose."""
    context = browser.new_context()
    sign_in(context, server, username)
    kept = context.cookies()
    context.close()
    return kept


class Workbench:
    """One tab with an article open; ``place`` "gold/": its gold set."""

    def __init__(
        self, context: BrowserContext, server: Server, article: int, place: str = ""
    ) -> None:
        self.server, self.article, self.place = server, article, place
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open()

    def open(self) -> None:
        self.page.goto(f"{self.server.url}/articles/{self.article}/{self.place}")
        self.page.wait_for_selector("html.has-script")

    def do(self, name: str, *args: object) -> Any:
        """One of the functions of changes.js."""
        return self.page.evaluate(MODULE, [name, list(args)])

    def mark(self, word: int, label: str = "Claim") -> str:
        """Annotate the word of that number; returns the annotation's id."""
        start, end, quote = self.page.evaluate(WORD, word)
        change = {"label": self.label(label), "fragments": [[start, end]], "quote": quote}
        return self.do("annotate", change)

    def label(self, name: str) -> str:
        found = self.page.locator("#palette .label", has_text=name).get_attribute("data-label")
        assert found
        return found

    def cards(self, selector: str = "") -> list[str]:
        """The ids of the annotations that have a card, in the order shown."""
        return self.page.eval_on_selector_all(
            f"#cards > .card{selector}", "all => all.map(one => one.dataset.annotation)"
        )

    def shown_as_saved(self) -> list[str]:
        return self.cards(":not([data-pending])")

    def quotes(self) -> list[str]:
        return self.page.locator("#cards > .card .card-quote").all_text_contents()

    def waiting(self) -> int:
        """Entries in the browser's storage."""
        return self.page.evaluate(
            "Object.keys(localStorage).filter(key => key.startsWith('annotator:outbox')).length"
        )

    def state(self) -> str:
        return self.page.get_attribute("#save-state", "data-state") or ""

    def until_saved(self, timeout: int = 20_000) -> None:
        self.page.wait_for_selector(
            "#save-state[data-state=saved]", state="attached", timeout=timeout
        )
        assert self.waiting() == 0

    def until_failing(self) -> None:
        self.page.wait_for_selector("#save-state[data-state=error]")

    def until_shown(self, *uids: str) -> None:
        for uid in uids:
            self.page.wait_for_selector(f"#card-{uid}:not([data-pending])")

    def problems(self) -> list[str]:
        return self.page.locator("#problems .problem-text").all_text_contents()


def opened(context: BrowserContext, server: Server, username: str = "sara") -> Workbench:
    """A new article in a tab of somebody who has just signed in."""
    article = new_article(server)
    assert context.browser
    context.add_cookies(cookies(context.browser, server, username))
    return Workbench(context, server, article)

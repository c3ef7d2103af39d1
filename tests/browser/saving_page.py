"""The workbench as the saving tests drive it: changes through the page's own scripts."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests.browser.server import Server

SEED = """
from tests import make
from annotator.accounts.models import User
if not User.objects.filter(username="sara").exists():
    for username in ("sara", "tom"):
        make.user(username)
    project = make.project(User.objects.get(username="sara"), slug="saving")
    make.member(project, User.objects.get(username="tom"))
    make.label(project, "Speaker", hue=1, digit=1)
    make.label(project, "Claim", hue=2, digit=2)
"""
ARTICLE = """
from tests import make
from annotator.projects.models import Project
project = Project.objects.get(slug="saving")
text = "\\n".join(" ".join(f"word{{p}}x{{n}}" for n in range({words})) for p in range({paragraphs}))
print(make.article(project, text + "\\n{name}", title="{name}", uid="{name}").pk)
"""
SAVED = """
import json
from annotator.annotations.models import Annotation
found = Annotation.objects.filter(set__article={article}, set__owner__username="{username}")
print(json.dumps([
    [str(one.uid), one.label.name, one.quote, one.note, one.version]
    for one in found.select_related("label").order_by("created", "pk")
]))
"""
# The page's own module, whatever its name was hashed to.
MODULE = """
async ([name, args]) => {
  const link = document.querySelector('link[rel="modulepreload"][href*="workbench/changes."]');
  const module = await import(link.href);
  return module[name](...args);
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


def run(server: Server, code: str) -> str:
    """Python beside the server, in its database."""
    return server.manage("shell", "-v", "0", "-c", code).strip()


def new_article(server: Server, name: str, paragraphs: int = 5, words: int = 50) -> int:
    code = ARTICLE.format(name=name, paragraphs=paragraphs, words=words)
    return int(run(server, SEED + code).splitlines()[-1])


def saved(server: Server, article: int, username: str = "sara") -> list[list[Any]]:
    """[uid, label, quote, note, version] of every annotation in the database, oldest first."""
    return json.loads(run(server, SAVED.format(article=article, username=username)))


def sign_in(context: BrowserContext, server: Server, username: str = "sara") -> None:
    page = context.new_page()
    page.goto(f"{server.url}/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", f"{username}-secret")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{server.url}/**")
    page.wait_for_selector("#site form")
    page.close()


class Workbench:
    """One tab with an article open."""

    def __init__(self, context: BrowserContext, server: Server, article: int) -> None:
        self.server, self.article = server, article
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open()

    def open(self) -> None:
        self.page.goto(f"{self.server.url}/articles/{self.article}/")
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

    def problems(self) -> list[str]:
        return self.page.locator("#problems .problem-text").all_text_contents()

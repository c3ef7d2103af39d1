"""The adjudication desk as its tests drive it: articles with conflicts of all six kinds."""

import json
from functools import cache
from typing import Any

from django.db import connection
from playwright.sync_api import BrowserContext, Page

from annotator import figures
from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.projects.models import Project, Role
from annotator.reviews.adjudication import services
from annotator.schemes.models import Meaning
from annotator.speakers.services import create_speaker
from tests import make
from tests.browser import saving_page
from tests.browser.server import Server

TEXT = (
    "The minister of the interior said on Monday that more than 1,200 people had left the valley, "
    "most of them by boat.\n"
    "“We will go on,” she said, “until all are safe.” The mayor of Gellhaven, who had asked for "
    "help in March, did not comment.\n"
    "Rescuers counted 40 boats on the lake, and about 300 tents beside the road to the north."
)
ARABIC = (
    "قال وزير الداخلية يوم الاثنين إن أكثر من ١٢٠٠ شخص غادروا الوادي بالقوارب.\n"
    "وأضاف «سنواصل العمل حتى يصبح الجميع في أمان» في مؤتمر صحفي.\n"
    "وأحصى رجال الإنقاذ ٤٠ قاربا في البحيرة."
)
ENDS = {
    "minister": "The minister of the interior",
    "claim": "more than 1,200 people had left the valley",
    "figure": "more than 1,200 people",
    "quote": "We will go on",
    "mayor": "The mayor of Gellhaven",
    "boats": "40 boats",
    "tents": "about 300 tents",
}
ARTICLES = 14


def prepare() -> None:
    """Inside the server's database: prints what the tests need, as JSON."""
    rita, max = make.user("ruth", name="Rita Rev"), make.user("maxi", name="Max Owner")
    project = make.project(max, slug="desk", name="Floods", guidelines="Mark who says what.")
    make.member(project, rita, Role.REVIEWER)
    people = [make.user(name, name=f"{name.title()} Lind") for name in ("anna", "bent", "carlo")]
    for person in people:
        make.member(project, person)
    labels = _labels(project)
    articles = [
        make.article(project, f"{TEXT}\n{n}", title=f"The valley {n}") for n in range(ARTICLES)
    ]
    for article in articles:
        disagree(article, people, labels)
        services.start(article_id=article.pk, by=rita)
    arabic = make.article(project, ARABIC, title="الوادي", lang="ar")
    _disagree_in_arabic(arabic, people, labels)
    services.start(article_id=arabic.pk, by=rita)
    waiting = make.article(project, TEXT, title="Waiting")
    make.annotation_set(waiting, people[0], state=State.SUBMITTED, version=1)
    make.annotation_set(waiting, people[1], state=State.IN_PROGRESS, version=1)
    kept = ("host", "port", "user", "password", "dbname")
    given = connection.get_connection_params()
    reached = {name: given[name] for name in kept if name in given}
    ids = [article.pk for article in articles]
    print(json.dumps([ids, arabic.pk, waiting.pk, reached]))  # noqa: T201


def _labels(project: Project) -> dict[str, Any]:
    speaker = make.label(project, "Speaker", hue=1, digit=1, meaning=Meaning.SPEAKER)
    claim = make.label(project, "Claim", hue=2, digit=2, meaning=Meaning.CLAIM)
    figure = make.label(project, "Figure", hue=3, digit=3, meaning=Meaning.FIGURE)
    make.attribute(claim, "form", options=["direct", "indirect"])
    said_by = make.relation_type(claim, speaker)
    entry = create_speaker(project_id=project.pk, by=None, name="Ministry of the Interior")
    return {
        "speaker": speaker,
        "claim": claim,
        "figure": figure,
        "said by": said_by,
        "entry": entry,
    }


def disagree(article: Article, people: list[User], labels: dict[str, Any]) -> None:
    """Three sets: unanimous, borders, label, missing, attribute and link."""
    sets = [make.annotation_set(article, one, state=State.SUBMITTED, version=1) for one in people]
    figure = figures.as_json(figures.Quantity(1200, 1200, ">", counted="people"))
    for n, made in enumerate(sets):
        who = _mark(made, labels["speaker"], ENDS["minister"], speaker=labels["entry"])
        _mark(made, labels["figure"], ENDS["figure"], value=figure | {"confirmed": False})
        claim = _mark(made, labels["claim"], ENDS["claim"] + (", most of them" if n == 1 else ""))
        make.relation(labels["said by"], claim, who)
        form = "direct" if n < 2 else "indirect"
        quote = _mark(made, labels["claim"], ENDS["quote"], attributes={"form": form})
        mayor = _mark(made, labels["figure" if n == 2 else "speaker"], ENDS["mayor"])
        if n < 2:
            make.relation(labels["said by"], quote, who if n == 0 else mayor)
        if n:
            _mark(made, labels["figure"], ENDS["boats"])
    _mark(sets[0], labels["figure"], ENDS["tents"])


def _disagree_in_arabic(article: Article, people: list[User], labels: dict[str, Any]) -> None:
    for n, person in enumerate(people):
        made = make.annotation_set(article, person, state=State.SUBMITTED, version=1)
        who = _mark(made, labels["speaker"], "وزير الداخلية")
        words = "أكثر من ١٢٠٠ شخص غادروا الوادي" + (" بالقوارب" if n == 1 else "")
        make.relation(labels["said by"], _mark(made, labels["claim"], words), who)
        if n:
            _mark(made, labels["claim"], "سنواصل العمل حتى يصبح الجميع في أمان")


def _mark(made: AnnotationSet, label: Any, words: str, **values: object) -> Annotation:
    start = made.article.text.index(words)
    return make.annotation(made, label, (start, start + len(words)), **values)


class Desk:
    """One tab with an article's adjudication open."""

    def __init__(self, context: BrowserContext, server: Server, article: int) -> None:
        self.server, self.article = server, article
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.open()

    def open(self, query: str = "") -> None:
        self.page.goto(f"{self.server.url}/articles/{self.article}/adjudication/{query}")
        self.page.wait_for_selector("#reader[data-ready]")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, words: str) -> None:
        """By keys, from wherever the desk is: the conflict whose quote begins like this."""
        for _ in range(40):
            if (
                self.page.locator(".conflict.is-chosen .card-quote")
                .text_content()
                .startswith(words)
            ):
                return
            self.press("j")
        raise AssertionError(f"There is no conflict “{words}”.")

    def progress(self) -> str:
        return self.page.text_content("#progress") or ""

    def chosen(self) -> str:
        return self.page.locator(".conflict.is-chosen .card-quote").text_content() or ""

    def standing(self) -> str:
        return self.page.text_content("#standing") or ""

    def open_quotes(self) -> list[str]:
        return self.page.locator("#open-conflicts .card-quote").all_text_contents()

    def waiting(self) -> int:
        return self.page.evaluate(
            "Object.keys(localStorage).filter(key => key.startsWith('annotator:outbox')).length"
        )

    def until_saved(self) -> None:
        self.page.wait_for_selector("#save-state[data-state=saved]", state="attached")
        self.page.wait_for_selector(".conflict[data-pending]", state="detached")
        assert self.waiting() == 0

    def problems(self) -> list[str]:
        return self.page.locator("#problems .problem-text").all_text_contents()


@cache
def seed(server: Server) -> dict[str, Any]:
    script = "from tests.browser import adjudication_page; adjudication_page.prepare()"
    ids, arabic, waiting, reached = json.loads(
        server.manage("shell", "-v0", "-c", script).splitlines()[-1]
    )
    return {"articles": iter(ids), "arabic": arabic, "waiting": waiting, "connection": reached}


def opened(context: BrowserContext, server: Server, username: str = "ruth") -> Desk:
    """The desk of an article that no test has touched."""
    article = next(seed(server)["articles"])
    return visited(context, server, article, username)


def visited(context: BrowserContext, server: Server, article: int, username: str = "ruth") -> Desk:
    seed(server)
    assert context.browser
    context.add_cookies(saving_page.cookies(context.browser, server, username))
    return Desk(context, server, article)

"""The gold set is changed in the workbench as one's own is, and is not taken for it."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.saving_page import Workbench, connect, cookies, new_article
from tests.browser.server import Server

pytestmark = pytest.mark.browser

GOLD = """
from annotator.accounts.models import User
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.schemes.models import Label
from tests import make
sara = User.objects.get(username="sara")
gold = make.annotation_set(Article.objects.get(pk=%d), sara, kind=Kind.GOLD)
label = Label.objects.get(project__slug="saving", name="Claim")
make.annotation(gold, label, (0, 7), provenance="unanimous")
"""
IN_SETS = """
SELECT own.kind, annotation.quote, annotation.provenance
FROM annotations_annotation annotation
JOIN annotations_annotationset own ON own.id = annotation.set_id
WHERE own.article_id = %s
ORDER BY own.kind, annotation.fragments
"""
HAND_OVER = """
UPDATE annotations_annotationset SET owner_id =
    (SELECT id FROM accounts_user WHERE username = %s)
WHERE article_id = %s AND kind = 'gold'
"""


def in_sets(server: Server, article: int) -> list[tuple[str, str, str]]:
    with connect(server) as connection:
        return connection.execute(IN_SETS, [article]).fetchall()


@pytest.fixture
def bench(context: BrowserContext, server: Server) -> Workbench:
    """Sara's tab with the gold set of an article; "word0x0" was unanimous."""
    article = new_article(server)
    server.manage("shell", "-v", "0", "-c", GOLD % article)
    assert context.browser
    context.add_cookies(cookies(context.browser, server, "sara"))
    return Workbench(context, server, article, "gold/")


def provenances(bench: Workbench) -> list[str]:
    return bench.page.locator("#cards .card-provenance").all_text_contents()


def test_what_is_changed_is_edited_until_it_is_undone(bench: Workbench, server: Server) -> None:
    page, uid = bench.page, bench.cards()[0]
    bench.do("note", uid, "Not so sure.")
    page.wait_for_selector("#cards .card-provenance:text('Edited')")
    bench.mark(3)
    page.wait_for_selector(".card:not([data-pending]):has-text('word0x3')")
    assert provenances(bench) == ["Edited", "Edited"]
    page.focus("#text")
    page.keyboard.press("u")
    page.keyboard.press("u")
    page.wait_for_selector("#cards .card-provenance:text('Unanimous')")
    assert in_sets(server, bench.article) == [("gold", "word0x0", "unanimous")]
    page.keyboard.press("Shift+U")
    page.wait_for_selector("#cards .card-provenance:text('Edited')")
    bench.open()
    assert provenances(bench) == ["Edited"]


def test_what_waits_lands_in_the_set_that_it_was_made_in(
    bench: Workbench, context: BrowserContext, server: Server
) -> None:
    own = Workbench(context, server, bench.article)
    context.set_offline(True)
    bench.mark(3)
    own.mark(4)
    bench.mark(5)
    own.until_failing()
    assert (len(bench.cards()), len(own.cards())) == (3, 1)
    context.set_offline(False)
    bench.until_saved()
    own.until_saved()
    assert in_sets(server, bench.article) == [
        ("annotator", "word0x4", ""),
        ("gold", "word0x0", "unanimous"),
        ("gold", "word0x3", "edited"),
        ("gold", "word0x5", "edited"),
    ]
    assert own.quotes() == ["word0x4"]


def test_enter_leads_back_once_all_is_saved(
    bench: Workbench, context: BrowserContext, server: Server
) -> None:
    page = bench.page
    context.set_offline(True)
    bench.mark(3)
    bench.until_failing()
    page.focus("#text")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem:has-text('not saved yet')")
    context.set_offline(False)
    page.click(".problem button")
    page.focus("#text")
    with page.expect_navigation(url="**/adjudication/"):
        page.keyboard.press("Enter")
    assert ("gold", "word0x3", "edited") in in_sets(server, bench.article)


def test_who_was_relieved_is_told(bench: Workbench, server: Server) -> None:
    page = bench.page
    with connect(server) as connection:
        connection.execute(HAND_OVER, ["tom", bench.article])
    bench.mark(3)
    page.wait_for_selector(".problem:has-text('Another reviewer has taken this article over.')")
    page.wait_for_selector(".notice:has-text('tom is working on this gold set.')")
    assert page.is_disabled("#palette .label >> nth=0")
    assert len(bench.cards()) == 1
    bench.mark(4)
    page.wait_for_selector(".problem:has-text('tom is working on this gold set.')")

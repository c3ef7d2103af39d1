"""One person's work: returned with a reason, handed in again, accepted; feedback, an objection."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.server import Server
from tests.browser.test_accessibility import check

pytestmark = pytest.mark.browser

PREPARE = """
import json
from uuid import uuid4
from annotator.annotations.models import Annotation
from annotator.annotations.services import delete_annotation
from annotator.annotations.states import Kind, State
from annotator.overview.services import create_project
from annotator.projects.models import Role
from annotator.reviews import returning
from annotator.reviews.adjudication.services import finish
from tests import make
lea, kim = make.user("leah"), make.user("kira", name="Kim Rossi")
owner = make.user("nora")
project = create_project(by=None, name="Rivers", slug="rivers", owner=owner)
make.member(project, lea, Role.REVIEWER)
make.member(project, kim)
speaker, claim, *_ = project.labels.all()
sets = []
for n in range(2):
    article = make.article(project, make.TEXT + f" {n}", title=f"River {n}")
    sets.append(make.annotation_set(article, kim, state=State.SUBMITTED))
    make.annotation(sets[n], speaker, (4, 12))
    make.annotation(sets[n], claim, (35, 64))
fixed = sets[1]
returning.fix(set_id=fixed.pk, by=lea, version=0)
gone = Annotation.objects.get(set__kind=Kind.GOLD, label=claim)
given = {"article_id": fixed.article_id, "by": lea}
delete_annotation(**given, of=Kind.GOLD, step=uuid4(), uid=gone.uid, version=gone.version)
finish(**given)
print(json.dumps([one.article_id for one in sets]))
"""

SignedIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def articles(server: Server) -> list[int]:
    """One that Kim handed in, and one that Lea fixed: she took a claim out."""
    found: list[int] = json.loads(server.manage("shell", "-v0", "-c", PREPARE))
    return found


@pytest.fixture
def signed_in(
    server: Server, articles: list[int], new_context: Callable[[], BrowserContext]
) -> SignedIn:
    def sign_in(name: str) -> Page:
        page = new_context().new_page()
        page.goto(f"{server.url}/sign-in/")
        page.fill("#id_username", name)
        page.fill("#id_password", f"{name}-secret")
        page.click("main button.primary")
        page.wait_for_url(f"{server.url}/")
        return page

    return sign_in


def look(page: Page) -> None:
    """Nothing for axe to find, wide and narrow, with everything open."""
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    check(page)
    page.set_viewport_size({"width": 390, "height": 800})
    check(page)
    page.set_viewport_size({"width": 1280, "height": 800})


def test_returned_and_accepted(server: Server, articles: list[int], signed_in: SignedIn):
    lea, kim = signed_in("leah"), signed_in("kira")
    queue = f"{server.url}/projects/rivers/review/"
    lea.goto(queue)
    look(lea)
    lea.get_by_role("link", name="Start spot review").click()
    expect(lea.locator("#cards .card")).to_have_count(2)
    expect(lea.locator("body")).not_to_contain_text("Kim Rossi")
    look(lea)

    lea.keyboard.press("j")
    expect(lea.locator(".seg.is-chosen")).to_have_text("minister")
    lea.keyboard.press("r")
    expect(lea.locator("#id_reason")).to_be_focused()
    lea.select_option("#id_reason", "error")
    lea.fill("#id_note", "Nobody claims that.")
    lea.get_by_role("button", name="Return").click()
    expect(lea).to_have_url(queue)
    expect(lea.locator("main")).to_contain_text("Returned, not yet back")
    expect(lea.locator("main")).to_contain_text("Nobody claims that.")

    kim.goto(f"{server.url}/articles/{articles[0]}/")
    expect(kim.locator("body")).to_contain_text("Nobody claims that.")
    kim.locator("#cards .card-face").nth(1).click()
    kim.keyboard.press("Delete")
    expect(kim.locator("#cards .card")).to_have_count(1)
    expect(kim.locator("#save-state")).to_contain_text("Saved")
    kim.get_by_role("button", name="Submit again").click()
    expect(kim.locator("#announce, #messages, #turn").first).to_be_attached()
    kim.wait_for_load_state("networkidle")

    lea.goto(queue)
    lea.get_by_role("link", name="Start spot review").click()
    expect(lea.locator("#cards .card")).to_have_count(1)
    expect(lea.locator("#verdict")).to_contain_text("Annotator’s error")
    lea.keyboard.press("a")
    expect(lea).to_have_url(queue)

    kim.goto(f"{server.url}/articles/{articles[0]}/feedback/")
    expect(kim.locator("main")).to_contain_text("Everything that you marked")


def test_feedback_and_an_objection(server: Server, articles: list[int], signed_in: SignedIn):
    lea, kim = signed_in("leah"), signed_in("kira")
    kim.goto(f"{server.url}/projects/rivers/feedback/")
    look(kim)
    kim.get_by_role("link", name="River 1").click()
    expect(kim.locator(".differences h3")).to_contain_text("Not in the final version")
    look(kim)
    kim.reload()
    kim.locator("summary", has_text="Object").click()
    kim.get_by_label("What do you object to?").fill("The minister says so.")
    kim.get_by_role("button", name="Object").click()
    expect(kim.locator(".objection")).to_contain_text("A reviewer will answer.")

    lea.goto(f"{server.url}/projects/rivers/review/")
    lea.locator("#objections-heading + ol a").click()
    expect(lea.locator(".objection")).to_contain_text("The minister says so.")
    look(lea)
    lea.get_by_role("button", name="Dismiss").click()
    expect(lea.locator(".errorlist")).to_contain_text("Say why")
    lea.fill("#id_answer", "He only hopes so.")
    lea.get_by_role("button", name="Dismiss").click()
    expect(lea.locator("main")).to_contain_text("Dismissed")
    look(lea)

    kim.reload()
    expect(kim.locator(".objection")).to_contain_text("He only hopes so.")
    look(kim)

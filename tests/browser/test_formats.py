"""An engineer takes a corpus out as brat, brings it into another project, and releases it there."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.saving_page import sign_in
from tests.browser.server import Server

pytestmark = pytest.mark.browser

ARTICLES = 10
SEED = f"""
from annotator.annotations.states import Kind, State
from annotator.overview.services import create_project
from annotator.schemes.models import Label
from tests import make
from tests.exchange import linked
owner = make.user("edda", name="Edda Owner")
first = make.project(owner, name="First", slug="first")
linked.fill(first)
claim = Label.objects.get(project=first, name="Claim")
for n in range(2, {ARTICLES}):
    text = "The minister said " + " ".join(f"word{{n}}x{{m}}" for m in range(20))
    article = make.article(first, text, uid=f"a-{{n}}")
    gold = make.annotation_set(article, owner, kind=Kind.GOLD, state=State.ACCEPTED)
    make.annotation(gold, claim, (4, 12))
create_project(by=None, name="Second", slug="second", owner=owner)
"""


@pytest.fixture
def page(server: Server, new_context: Callable[[], BrowserContext]) -> Page:
    server.manage("shell", "-v0", "-c", SEED)
    context = new_context()
    sign_in(context, server, "edda")
    return context.new_page()


def test_out_of_one_project_into_another_and_released(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/projects/first/")
    taken = take_brat(page, tmp_path)
    page.goto(f"{server.url}/projects/second/")
    bring_in(page, taken)
    release(page)
    archive = downloaded(page, page.get_by_role("link", name="Download all"), tmp_path)
    assert archive.name == "second-1.zip"
    check_release(archive)


def take_brat(page: Page, folder: Path) -> Path:
    page.get_by_role("link", name="Export").click()
    page.get_by_label("Format", exact=True).select_option("brat standoff")
    expect(page.locator("#purpose")).to_contain_text("brat")
    page.get_by_role("button", name="What would it leave out?").click()
    expect(page.locator("#losses")).to_contain_text("Found by writing")
    return downloaded(page, page.get_by_role("button", name="Download"), folder)


def bring_in(page: Page, file: Path) -> None:
    """By way of the preview, which writes nothing."""
    page.get_by_role("link", name="Import articles").click()
    page.get_by_label("Files").set_input_files(file)
    page.get_by_role("button", name="Look at what is in it").click()
    expect(page.locator("#outcome")).to_contain_text(f"{ARTICLES} articles can be imported.")
    expect(page.locator("#reading .tag", has_text="brat").first).to_be_visible()
    expect(page.locator("#problems")).to_have_count(0)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()


def release(page: Page) -> None:
    """All sets in two formats; the server builds it while the page waits."""
    page.get_by_role("link", name="Releases").click()
    page.get_by_role("link", name="Make the first one").click()
    page.get_by_label("Annotations of").select_option("Everybody, and all that was imported")
    page.get_by_label("Accepted").uncheck()
    page.get_by_label("Leave out articles").uncheck()
    page.get_by_label("Shares").fill("60/20/20")
    page.get_by_role("checkbox", name="CSV, one row an annotation").uncheck()
    for format in ("brat standoff", "CoNLL, one file a label"):
        page.get_by_role("checkbox", name=format).check()
    page.get_by_role("button", name="Make the release").click()
    expect(page.get_by_role("heading", name="Files")).to_be_visible(timeout=60_000)
    expect(page.locator("#contents")).to_contain_text("Divided 60/20/20 with seed 1.")


def downloaded(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def check_release(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        files = {inside(name): opened.read(name) for name in opened.namelist()}
    sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if name != "SHA256SUMS"
    }
    assert {PurePosixPath(name).parts[0] for name in files if "/" in name} == {"brat", "conll"}
    records = list(map(json.loads, files["corpus.jsonl"].splitlines()))
    assert len(records) == ARTICLES
    assert {record["split"] for record in records} == {"train", "dev", "test"}
    assert sum(len(record["spans"]) for record in records) == 38


def inside(name: str) -> str:
    """Of the folder that the archive has."""
    return name.partition("/")[2]

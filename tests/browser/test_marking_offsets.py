"""static/web/offsets.js runs the same table of cases as annotator/text/offsets.py."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / "static/web/offsets.js").read_text()
SHARE = "Object.assign(window, { toCodePoints, toUtf16, codePointLength });"
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/text/offsets.json").read_text())


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(content=f"{SCRIPT}\n{SHARE}", type="module")
    yield page
    page.close()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_both_ways(page: Page, case: dict[str, Any]) -> None:
    there = page.evaluate("c => c.codepoint.map(at => toUtf16(c.text, at))", case)
    back = page.evaluate("c => c.utf16.map(at => toCodePoints(c.text, at))", case)
    assert (there, back) == (case["utf16"], case["codepoint"])
    assert page.evaluate("codePointLength", case["text"]) == len(case["text"])


def test_between_the_halves_of_a_pair_is_before_it(page: Page) -> None:
    assert page.evaluate("toCodePoints('a😀b', 2)") == 1

"""Modules that were joined into one file run in a browser as they did apart."""

import pytest
from playwright.sync_api import BrowserContext

from annotator.web.bundle import bundle
from tests.web.test_bundle import MODULES

pytestmark = pytest.mark.browser

RUN = """async (source) => {
  const { modules } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  return [modules["page/main.js"].said, effects];
}"""


def test_a_bundle_does_what_its_modules_do(context: BrowserContext) -> None:
    joined = bundle("page/main.js", MODULES.__getitem__)
    assert context.new_page().evaluate(RUN, joined) == ["N IS 2!!", "?"]

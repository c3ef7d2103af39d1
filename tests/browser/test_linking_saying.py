"""What is said of an annotation: attributes, the value of a figure, who a speaker is."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.linking_page import Linking, opened
from tests.browser.server import Server

pytestmark = pytest.mark.browser

BOATS, MIRA, HALVECK = "We have boats", "Mira Tolland", "Dorin Halveck"
FIGURE = "more than 1,200 people"
FOCUS = "() => document.activeElement.id || document.activeElement.name"


@pytest.fixture
def bench(context: BrowserContext, server: Server) -> Linking:
    return opened(context, server)


def focus(bench: Linking) -> str:
    found = bench.page.evaluate(FOCUS)
    assert isinstance(found, str)
    return found


def face(bench: Linking, quote: str, part: str) -> str:
    return bench.card(quote).locator(f".card-face .{part}").inner_text()


def test_attributes_by_digits(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("a", "1", "2", "1")
    assert focus(bench) == "text"
    assert face(bench, BOATS, "card-attributes") == "direct · prediction · check-worthy"
    bench.until_saved()
    wanted = {"form": "direct", "type": "prediction", "check-worthy": True}
    assert bench.said(BOATS)[0] == wanted
    assert face(bench, BOATS, "card-attributes") == "direct · prediction · check-worthy"
    assert bench.cards("[data-label]") == bench.shown_as_saved()


def test_attributes_show_digits_and_zero_takes_back(bench: Linking) -> None:
    bench.choose(BOATS)
    options = bench.page.locator("fieldset[data-name=form] label")
    shown = [" ".join(one.split()) for one in options.all_inner_texts()]
    assert shown == ["direct 1", "indirect 2", "mixed 3", "not said 0"]
    bench.press("a", "3", "Escape", "a", "0", "Enter")
    assert focus(bench) == "text"
    bench.until_saved()
    assert bench.said(BOATS)[0] == {}
    assert "/articles/" in bench.page.url


def test_attributes_by_mouse_are_saved_at_once(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.page.click("fieldset[data-name=type] >> text=cause")
    bench.announced("cause")
    bench.until_saved()
    assert bench.said(BOATS)[0] == {"type": "cause"}
    bench.open()
    bench.choose(BOATS)
    assert bench.page.is_checked("fieldset[data-name=type] [value=cause]")


def test_attributes_where_there_are_none(bench: Linking) -> None:
    bench.press("a")
    bench.announced("Choose an annotation first")
    bench.choose("rejected")
    bench.press("a")
    bench.announced("Cue has no attributes")


def test_undo_takes_back_what_was_said(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("a", "2", "Escape")
    bench.until_saved()
    bench.press("u")
    bench.until_saved()
    assert bench.said(BOATS)[0] == {}
    assert bench.page.is_checked("fieldset[data-name=form] [value='']")


def test_a_value_is_confirmed_by_a_key(bench: Linking) -> None:
    bench.choose(FIGURE)
    bench.press("c")
    bench.until_saved()
    assert face(bench, FIGURE, "card-value") == "> 1,200 people"
    assert bench.card(FIGURE).locator("[data-confirmed='1']").count() == 1
    value = bench.said(FIGURE)[1]
    assert value
    assert value["confirmed"] is True
    bench.press("c")
    bench.announced("Confirmed already")
    bench.choose(BOATS)
    bench.press("c")
    bench.announced("Claim has no value")


def test_a_value_is_corrected_by_keys(bench: Linking) -> None:
    bench.choose(FIGURE)
    bench.press("a")
    assert focus(bench) == "value-low"
    bench.page.keyboard.type("1300")
    bench.press("Tab")
    bench.page.keyboard.type("1500")
    bench.press("Enter")
    assert focus(bench) == "text"
    bench.until_saved()
    assert face(bench, FIGURE, "card-value") == "> 1,300–1,500 people"
    value = bench.said(FIGURE)[1]
    assert value
    assert (value["low"], value["high"], value["confirmed"]) == (1300, 1500, True)


def test_a_value_is_saved_when_its_fields_are_left(bench: Linking) -> None:
    bench.choose(FIGURE)
    bench.page.fill("[name=value-counted]", "residents")
    bench.page.click("h1")
    bench.until_saved()
    assert face(bench, FIGURE, "card-value") == "> 1,200 residents"


def test_what_is_no_number_is_not_sent(bench: Linking) -> None:
    bench.choose(FIGURE)
    bench.press("a")
    bench.page.keyboard.type("many")
    bench.press("Enter")
    assert focus(bench) == "value-low"
    bench.press("Escape")
    assert bench.page.input_value("[name=value-low]") == "1200"
    bench.until_saved()


def test_two_presses_name_a_speaker(bench: Linking) -> None:
    bench.choose(HALVECK)
    bench.press("e", "Enter")
    bench.page.wait_for_selector("#picker", state="hidden")
    bench.until_saved()
    assert bench.said(HALVECK)[2] == HALVECK
    assert face(bench, HALVECK, "card-speaker") == HALVECK


def test_a_new_speaker_is_made_under_another_name(bench: Linking) -> None:
    bench.choose(MIRA)
    bench.press("e")
    name = f"Captain Mira Tolland {bench.article}"
    bench.page.keyboard.type(name)
    bench.page.wait_for_selector(f"#picker-list >> text=New: {name}")
    bench.page.click("#speaker-new")
    bench.until_saved()
    assert bench.said(MIRA)[2] == name
    assert face(bench, MIRA, "card-speaker") == name
    bench.choose(BOATS)
    bench.press("s")
    assert name in bench.active()


def test_suggestions_that_cannot_be_had_say_so(bench: Linking, context: BrowserContext) -> None:
    bench.choose(MIRA)
    context.set_offline(True)
    bench.press("e")
    bench.page.wait_for_selector("#picker-more:has-text('can’t be had')")
    bench.press("ArrowDown", "Enter")
    assert face(bench, MIRA, "card-speaker") == MIRA
    context.set_offline(False)
    bench.until_saved()
    assert bench.said(MIRA)[2] == MIRA


def test_only_a_speaker_is_somebody(bench: Linking) -> None:
    bench.choose(BOATS)
    bench.press("e")
    bench.announced("Claim is no speaker")
    assert not bench.page.is_visible("#picker")

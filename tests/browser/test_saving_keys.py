"""Keys and dialogs: what acts, what must not, and where the focus goes."""

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.saving_page import Workbench, connect, opened, saved
from tests.browser.server import Server

pytestmark = pytest.mark.browser

# A key of another keyboard: what it types, where it lies, and what is held.
PRESS = """
([target, init]) => {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  document.querySelector(target).dispatchEvent(event);
  return event.defaultPrevented;
}
"""


@pytest.fixture
def bench(context: BrowserContext, server: Server) -> Workbench:
    bench = opened(context, server)
    bench.mark(3)
    bench.until_saved()
    return bench


def press(bench: Workbench, target: str = "#text", **init: object) -> bool:
    """Whether something was done."""
    return bench.page.evaluate(PRESS, [target, init])


@pytest.mark.parametrize(
    "pressed",
    [
        {"key": "u", "code": "KeyU"},
        {"key": "U", "code": "KeyU"},  # Caps Lock
        {"key": "ع", "code": "KeyU"},
        {"key": "и", "code": "KeyU"},
        {"key": "z", "code": "KeyZ", "ctrlKey": True},
        {"key": "я", "code": "KeyZ", "ctrlKey": True},
        {"key": "z", "code": "KeyY", "metaKey": True},  # German
    ],
    ids=str,
)
def test_undo_by_any_keyboard(bench: Workbench, pressed: dict[str, object]) -> None:
    assert press(bench, **pressed)
    bench.page.wait_for_selector(".card", state="detached")


@pytest.mark.parametrize(
    ("target", "pressed"),
    [
        ("#text", {"key": "u", "code": "KeyU", "altKey": True}),
        ("#text", {"key": "u", "code": "KeyU", "ctrlKey": True}),
        ("#text", {"key": "ü", "code": "BracketLeft"}),
        ("#text", {"key": "u", "code": "KeyU", "isComposing": True}),
        ("#text", {"key": "u", "code": "KeyU", "repeat": False, "metaKey": True}),
        ("#sign-in-again-username", {"key": "u", "code": "KeyU"}),
        ("#sign-in-again-username", {"key": "z", "code": "KeyZ", "ctrlKey": True}),
        ("#undo-form button", {"key": "Enter", "code": "Enter"}),
    ],
    ids=str,
)
def test_keys_that_mean_something_else(
    bench: Workbench, target: str, pressed: dict[str, object]
) -> None:
    assert not press(bench, target, **pressed)
    assert len(bench.cards()) == 1


def test_a_label_by_digit_also_where_digits_need_shift(bench: Workbench) -> None:
    uid = bench.cards()[0]
    bench.page.click(f"#card-{uid} .card-face")
    press(bench, key="&", code="Digit1")  # French
    bench.until_saved()
    bench.page.wait_for_selector(f"#card-{uid} .label-name:text('Speaker')")
    press(bench, key="٢", code="Digit2")
    bench.page.wait_for_selector(f"#card-{uid} .label-name:text('Claim')")


def test_single_keys_can_be_switched_off(bench: Workbench, server: Server) -> None:
    with connect(server) as connection:
        connection.execute("UPDATE accounts_user SET letter_keys = false WHERE username = 'sara'")
        try:
            bench.open()
        finally:
            connection.execute(
                "UPDATE accounts_user SET letter_keys = true WHERE username = 'sara'"
            )
    for key, code in (("u", "KeyU"), ("?", "Slash"), ("1", "Digit1"), ("U", "KeyU")):
        assert not press(bench, key=key, code=code)
    assert "(u)" not in (bench.page.get_attribute("#undo-form button", "title") or "")
    assert press(bench, key="z", code="KeyZ", ctrlKey=True)


def test_help_opens_by_key_and_gives_the_focus_back(bench: Workbench) -> None:
    page = bench.page
    page.focus("#text")
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("u")
    page.keyboard.press("Escape")
    page.wait_for_selector("#help:not([open])", state="attached")
    assert page.evaluate("document.activeElement.id") == "text"
    assert len(bench.cards()) == 1


def test_every_button_says_its_key(bench: Workbench) -> None:
    page = bench.page
    assert page.get_attribute("#undo-form button", "title") == "Undo (u)"
    assert page.get_attribute("#undo-form button", "aria-keyshortcuts") == "u"
    assert page.get_attribute("#palette [data-digit='2']", "aria-keyshortcuts") == "2"


def test_enter_submits_once_all_is_saved_and_opens_the_next(
    bench: Workbench, context: BrowserContext, server: Server
) -> None:
    page = bench.page
    context.set_offline(True)
    uid = bench.mark(5)
    bench.until_failing()
    page.focus("#text")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem:has-text('Not submitted')")
    context.set_offline(False)
    page.click(".problem button")
    page.focus("#text")
    with page.expect_navigation(url="**/articles/*/"):
        page.keyboard.press("Enter")
    assert f"/articles/{bench.article}/" not in page.url
    assert uid in [one[0] for one in saved(server, bench.article)]
    page.goto(f"{server.url}/articles/{bench.article}/")
    page.wait_for_selector("html.has-script")
    assert page.is_disabled("#palette .label >> nth=0")
    page.click("[data-command=reopen]")
    page.wait_for_selector("#submission-form")
    assert page.is_enabled("#palette .label >> nth=0")


def test_what_is_being_typed_survives_an_answer(bench: Workbench) -> None:
    page = bench.page
    uid = bench.cards()[0]
    page.click(f"#card-{uid} .card-face")
    page.fill(f"#card-{uid} textarea", "half a thou")
    page.focus(f"#card-{uid} textarea")
    other = Workbench(page.context, bench.server, bench.article)
    other.do("relabel", uid, other.label("Speaker"))
    page.wait_for_selector(f"#card-{uid} .label-name:text('Speaker')")
    page.keyboard.type("ght")
    assert page.input_value(f"#card-{uid} textarea") == "half a thought"

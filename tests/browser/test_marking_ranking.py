"""Who is offered first as the speaker of a claim, in texts where people read it without a doubt."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.marking_page import show

pytestmark = pytest.mark.browser
MARK = re.compile(r"\[([A-Z*])(?:(\d):)?|\]")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def parsed(written: str) -> tuple[str, list[tuple[str, int, list[int]]]]:
    """The text, and what is marked in it as [A words], or as [A3:words] who speaks three times."""
    text, rest = "", 0
    opened: list[tuple[str, int, list[int]]] = []
    marks = []
    for found in MARK.finditer(written):
        text += written[rest : found.start()]
        rest = found.end()
        if found[0] == "]":
            opened[-1][2].append(len(text))
            marks.append(opened.pop())
        else:
            opened.append((found[1], int(found[2] or 0), [len(text)]))
    return text + written[rest:], marks


def ranked(page: Page, written: str, lang: str = "en") -> str:
    """The letters of the speakers for the claim [* words], in the order they are offered."""
    text, marks = parsed(written)
    claim = {"uid": "*", "fragments": [place for uid, _, place in marks if uid == "*"]}
    speakers = [
        {"uid": uid, "said": said, "fragments": [place]} for uid, said, place in marks if uid != "*"
    ]
    show(page, text, lang=lang)
    order: list[str] = page.evaluate(
        "([claim, speakers]) => ranking.rank(claim, speakers, quotations.context())",
        [claim, speakers],
    )
    return "".join(order)


@pytest.mark.parametrize(
    ("written", "order"),
    [
        # Next to a reporting verb of its sentence, though another is nearer.
        ("[AAnn Lee] told [BBob Ray] that [*the bridge is shut].", "AB"),
        ("[AAnn Lee], who met [BBob Ray] on Monday, said [*the bridge is shut].", "BA"),
        ("“[*The bridge is shut],” said [AAnn Lee]. [BBob Ray] said nothing.", "AB"),
        ("[AAnn Lee] met him. “[*We go],” [BBob Ray] said.", "BA"),
        ("“[*We thank [CCy Fox]],” said [AAnn Lee] beside [BBob Ray].", "ABC"),
        # Broken by “he said”, over several sentences and several paragraphs.
        ("[AAnn Lee] left. “[*We go],” [BBob Ray] said, “[*and soon].” [CCy Fox] stayed.", "BCA"),
        ("[AAnn Lee] left. “[*One. Two. Three],” said [BBob Ray].", "BA"),
        ("[AAnn Lee] sat. Then [BBob Ray] said: “[*One.\\n“Two. Three].” [CCy Fox] sat.", "BCA"),
        # The attribution is a sentence of its own, behind or before.
        ("[AAnn Lee] sat by. “[*Is it over]?” [BBob Ray] asked.", "BA"),
        ("[AAnn Lee] sat by. “[*It is over]!” Said [BBob Ray].", "BA"),
        ("[AAnn Lee] sat by. The minister, [BBob Ray], said so. “[*It is over].”", "BA"),
        # A part of a quotation has the speaker of the whole, unless somebody speaks in it.
        ("[AAnn Lee] sat. “[*One]. Two. Three. Four,” said [BBob Ray].", "BA"),
        ("[AAnn Lee] sat. [BBob Ray] said: “One.\\n“Two. Three. [*Four].” [CCy Fox] sat.", "BCA"),
        ("“Well. [AAnn Lee] said [*it was over]. Three,” said [BBob Ray].", "AB"),
        # No verb: the nearest, in the same paragraph first, then the one who speaks more.
        ("[AAnn Lee] sat with [BBob Ray]. [*It was over].", "BA"),
        ("[AAnn Lee] sat by the old bridge.\\n[*It was over]. So [BBob Ray] left.", "BA"),
        ("And [AAnn].\\n[*It was over] for [BBob], it was over for all.", "BA"),
        ("[A1:Ann] [*it was over] [B2:Bob] sat.", "BA"),
        ("[A2:Ann] [*it was over] [B2:Bob] sat.", "AB"),
        # A whole sentence is the claim.
        ("[BBob Ray] sat by. [*[AAnn Lee] said it was over].", "AB"),
    ],
)
def test_order_of_speakers(page: Page, written: str, order: str) -> None:
    assert ranked(page, written.replace("\\n", "\n")) == order


@pytest.mark.parametrize(
    ("lang", "written", "order"),
    [
        ("de", "[ADie Stadt] schwieg. „[*Wir gehen]“, sagte [BAnna Lenz].", "BA"),
        ("ar", "جلس [Aأحمد] هنا. قال [Bالوزير] إن [*الجسر مغلق].", "BA"),
    ],
)
def test_in_other_languages(page: Page, lang: str, written: str, order: str) -> None:
    assert ranked(page, written, lang) == order


def test_nobody_to_offer(page: Page) -> None:
    show(page, "It was over.")
    nothing = (
        "ranking.rank({uid: 'c', fragments: [[0, 2]]}, [], {cues: [], sentenceAt: () => null})"
    )
    assert page.evaluate(nothing) == []

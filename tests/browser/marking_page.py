"""A page with one article and nothing behind it: what the marking scripts are tried on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from uuid import UUID

from django.template.loader import render_to_string
from playwright.sync_api import Page, Route

from annotator import quotations
from annotator.text import spans
from annotator.text.blocks import Block, blocks, touched
from annotator.text.segments import Piece, Segment, segments

SKELETON = Path(__file__).with_name("marking_page.html")
STATIC = Path(__file__).parents[2] / "static"
ADDRESS = "http://marking.test"
TYPES = {".js": "text/javascript", ".css": "text/css"}
LABELS = {"1": "Speaker", "2": "Claim", "3": "Figure", "4": "Cue"}
LANES = 3

# In the place of changes.js: writes down what it is asked for, and no more.
STUBS = {
    "/workbench/changes.js": """
        window.asked = [];
        const put = (name) => (...args) => { asked.push([name, ...args]); return "new-1"; };
        export const annotate = (change) => {
          const { label, fragments } = change;
          paintPending("step", fragments, label);
          return put("annotate")(change);
        };
        export const [relabel, move, note, remove, markAll] =
          ["relabel", "move", "note", "remove", "markAll"].map(put);
        import { paintPending } from "./paint.js";
    """,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as the page shows it; the label's id is its hue."""

    number: int
    label: str
    fragments: spans.Fragments

    @property
    def uid(self) -> str:
        return str(UUID(int=self.number))


def marks(*written: str) -> list[Mark]:
    """From "2:120-163,180-201": label and fragments."""
    parted = [one.split(":") for one in written]
    return [Mark(i + 1, label, spans.parse(at)) for i, (label, at) in enumerate(parted)]


def show(
    page: Page,
    text: str,
    annotations: Sequence[Mark] = (),
    *,
    lang: str = "en",
    direction: str = "ltr",
    quotable: bool = True,
) -> None:
    """Opens the article in a page whose every request is answered from here.

    Its quotations can't be asked for unless it is ``quotable``.
    """
    html = document(text, annotations, lang, direction)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif path == "/quotations" and quotable:
            route.fulfill(json=quoted(text, lang))
        elif path in STUBS:
            route.fulfill(body=STUBS[path], content_type="text/javascript")
        elif (file := STATIC / path.lstrip("/")).is_file():
            route.fulfill(body=file.read_text(), content_type=TYPES[file.suffix])
        else:
            route.fulfill(status=404, body="")

    page.route(f"{ADDRESS}/**", answer)
    page.goto(f"{ADDRESS}/")
    page.wait_for_function("window.ready === true")


def quoted(text: str, lang: str) -> dict[str, object]:
    """As the server answers; tests/workbench/test_quoted.py looks at that."""
    reading = quotations.read(text, lang)
    found = [
        {"inner": one.fragments, "outer": one.outer, "depth": one.depth}
        for one in reading.quotations
    ]
    return {"quotations": found, "cues": reading.cues}


def document(text: str, annotations: Sequence[Mark], lang: str, direction: str) -> str:
    return Template(SKELETON.read_text()).substitute(
        lang=lang,
        direction=direction,
        paragraphs=paragraphs(text, annotations),
        cards=cards(text, annotations),
        palette=palette(),
        help=render_to_string("workbench/_help.html"),
        messages=render_to_string("workbench/_marking_messages.html"),
    )


def palette() -> str:
    return "".join(
        f'<button type="button" class="label h{key} p-solid" data-command="label" data-hue="{key}"'
        f' data-label="{key}" data-digit="{key}" aria-pressed="false">{name}'
        f" <kbd>{key}</kbd></button>"
        for key, name in LABELS.items()
    )


def cards(text: str, annotations: Sequence[Mark]) -> str:
    in_order = sorted(annotations, key=lambda one: spans.extent(one.fragments))
    return "".join(card(text, one) for one in in_order)


def card(text: str, one: Mark) -> str:
    start, end = spans.extent(one.fragments)
    quote = escape(spans.quote_of(text, one.fragments)[:160])
    return (
        f'<li class="card" id="card-{one.uid}" data-annotation="{one.uid}" data-label="{one.label}"'
        f' data-version="1" data-fragments="{spans.unparse(one.fragments)}" data-start="{start}"'
        f' data-end="{end}"><a class="card-face" href="?chosen={one.uid}" data-command="choose">'
        f'<span class="label-name h{one.label} p-solid">{LABELS[one.label]}</span>'
        f' <q class="card-quote" dir="auto">{quote}</q></a></li>'
    )


def paragraphs(text: str, annotations: Sequence[Mark]) -> str:
    places = blocks(text)
    pieces: dict[int, list[Piece]] = {place.index: [] for place in places}
    for one in annotations:
        for start, end in one.fragments:
            for place in touched(places, [(start, end)]):
                weight = spans.length(one.fragments)
                pieces[place.index].append(Piece(one.uid, start, end, weight))
    labels = {one.uid: one.label for one in annotations}
    drawn = [(place, block(text, place, pieces[place.index], labels)) for place in places]
    found = ""
    for place, html in drawn:
        gap = f' data-gap="{place.gap}"' if place.gap else ""
        found += f'</p><p class="paragraph"{gap}>{html}' if place.opens else html
    return found.removeprefix("</p>") + "</p>"


def block(text: str, place: Block, pieces: list[Piece], labels: dict[str, str]) -> str:
    parts = "".join(
        segment(text[one.start : one.end], one, labels)
        for one in segments(place.start, place.end, pieces)
    )
    return (
        f'<span class="block" id="b-{place.start}" data-start="{place.start}"'
        f' data-end="{place.end}">{parts}</span>'
    )


def segment(string: str, one: Segment, labels: dict[str, str]) -> str:
    if not one.covers:
        return escape(string)
    classes = ["seg", *(f"l{min(c.lane, LANES - 1)}-h{labels[c.key]}" for c in one.covers)]
    begins = [LABELS[labels[cover.key]] for cover in one.covers if cover.begins]
    classes += ["is-begin"] * bool(begins) + ["is-end"] * any(c.ends for c in one.covers)
    spoken = f' data-begins="{", ".join(begins)}"' if begins else ""
    keys = " ".join(cover.key for cover in one.covers)
    return f'<span class="{" ".join(classes)}" data-a="{keys}"{spoken}>{escape(string)}</span>'


def asked(page: Page) -> list[list[object]]:
    """What changes.js was asked for so far."""
    found: list[list[object]] = json.loads(page.evaluate("JSON.stringify(window.asked)"))
    return found

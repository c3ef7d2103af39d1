"""A page with one article and nothing behind it: what the marking scripts are tried on."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, Route

from annotator.text import spans
from annotator.text.blocks import Block, blocks, touched
from annotator.text.segments import Piece, Segment, segments

STATIC = Path(__file__).parents[2] / "static"
ADDRESS = "http://marking.test"
TYPES = {".js": "text/javascript", ".css": "text/css"}
LABELS = {"1": "Speaker", "2": "Claim", "3": "Figure", "4": "Cue"}
LANES = 3

# In the place of changes.js and keys.js: they write down what they are asked for, and no more.
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
    "/workbench/keys.js": """
        const commands = new Map();
        export const register = (name, act) => commands.set(name, act);
        const TABLE = {
          ArrowLeft: "caret-left", ArrowRight: "caret-right", ArrowUp: "caret-up",
          ArrowDown: "caret-down", ".": "caret-next-sentence", ",": "caret-previous-sentence",
          ">": "caret-next-sentence", "<": "caret-previous-sentence", Escape: "let-go",
          q: "quotation", j: "next-annotation", k: "previous-annotation", "+": "add-fragment",
          "[": "start-back", "]": "start-forward", "{": "end-back", "}": "end-forward",
          Delete: "delete", o: "occurrences", n: "note",
        };
        const name = ({ key, ctrlKey }) => key === "Home" ? (ctrlKey ? "caret-start" : "caret-line-start")
          : key === "End" ? (ctrlKey ? "caret-end" : "caret-line-end")
          : /[1-9]/.test(key) ? "label" : TABLE[key];
        document.addEventListener("keydown", (event) => {
          if (event.target.matches("textarea, input")) return;
          const element = document.querySelector(`#palette [data-digit="${event.key}"]`);
          if (/[1-9]/.test(event.key) && !element) return;
          if (commands.has(name(event)) && commands.get(name(event))({ event, element }) !== false) {
            event.preventDefault();
          }
        });
        document.addEventListener("click", (event) => {
          const element = event.target.closest("[data-command]");
          if (!commands.has(element?.dataset.command)) return;
          event.preventDefault();
          commands.get(element.dataset.command)({ event, element });
        });
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
) -> None:
    """Opens the article in a page whose every request is answered from here."""
    html = document(text, annotations, lang, direction)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        elif path in STUBS:
            route.fulfill(body=STUBS[path], content_type="text/javascript")
        elif (file := STATIC / path.lstrip("/")).is_file():
            route.fulfill(body=file.read_text(), content_type=TYPES[file.suffix])
        else:
            route.fulfill(status=404, body="")

    page.route(f"{ADDRESS}/**", answer)
    page.goto(f"{ADDRESS}/")
    page.wait_for_function("window.ready === true")


def document(text: str, annotations: Sequence[Mark], lang: str, direction: str) -> str:
    modules = ("reader", "snap", "quotation", "paint", "selecting", "caret", "chosen", "handles")
    imports = "".join(f'import * as {m} from "/workbench/{m}.js";' for m in modules)
    names = ", ".join(modules)
    return f"""<!doctype html><html lang="en" data-theme="light"><head><meta charset="utf-8">
<title>Marking</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/web/tokens.css"><link rel="stylesheet" href="/main.css">
<link rel="stylesheet" href="/workbench/workbench.css"></head>
<body data-page="workbench"><header id="bar" class="bar"><nav class="crumbs"><a href="#">Sample</a> ›
<a href="#">Articles</a></nav><span id="progress">12 of 40 done, 3 in progress</span>
<nav class="beside"><a rel="prev" href="#" aria-label="Previous article">↑</a>
<a rel="next" href="#" aria-label="Next article">↓</a></nav>
<form id="undo-form"><button>Undo</button></form><form id="redo-form"><button disabled>Redo</button></form>
<output id="save-state" data-state="saved">Saved 12:04</output>
<button type="button" class="drawer-opener" data-command="drawer" aria-controls="queue" aria-expanded="false">Queue</button>
<button type="button" class="drawer-opener" data-command="drawer" aria-controls="side" aria-expanded="false">Annotations</button>
<button type="button">Keys</button>
<div id="turn" class="turn"><form><button class="primary">Submit</button></form></div></header>
<div class="bench"><nav id="queue" class="queue" data-drawer><ol>
<li class="state-submitted"><a href="#"><span class="state-mark"></span><bdi>Council approves a new bridge over the Ade</bdi></a></li>
<li class="state-in_progress"><a href="#" aria-current="page"><span class="state-mark"></span><bdi>Talks on the northern border stall</bdi></a></li>
<li class="state-open"><a href="#"><span class="state-mark"></span><bdi>Harvest forecast cut for third time</bdi></a></li></ol></nav>
<main id="main"><article id="reader" class="reader" lang="{lang}" dir="{direction}" data-state="in_progress">
<header class="headline"><h1>Talks on the northern border stall</h1><p class="facts">Wire · 342 words</p></header>
<div id="text" class="text" tabindex="0" role="group" aria-label="Text">{paragraphs(text, annotations)}</div>
</article></main><div class="marks"><div id="palette" class="palette">{palette()}</div>
<aside id="side" class="side" data-drawer>
<h2 class="cards-heading">Annotations</h2><ol id="cards" class="cards">{cards(text, annotations)}</ol></aside></div></div>
<output id="announce" class="visually-hidden"></output>
<template id="card-actions">{ACTIONS}</template>
<template id="marking-messages">
<span data-message="selected">Selected: {{count}} words, from “{{first}}” to “{{last}}”</span>
<span data-message="chosen">{{label}}, {{count}} words, from “{{first}}” to “{{last}}”</span></template>
<script type="module">{imports} Object.assign(window, {{ {names} }}); window.ready = true;</script>
</body></html>"""


def palette() -> str:
    return "".join(
        f'<button type="button" class="label h{key} p-solid" data-command="label" data-hue="{key}"'
        f' data-label="{key}" data-digit="{key}" aria-pressed="false">{name} <kbd>{key}</kbd></button>'
        for key, name in LABELS.items()
    )


ACTIONS = f"""<div class="actions" data-actions><form class="relabel"><fieldset><legend>Label</legend>{palette()}
</fieldset></form><div class="borders"><span>Start</span><button type="button" data-command="start-back">←</button>
<button type="button" data-command="start-forward">→</button><span>End</span>
<button type="button" data-command="end-back">←</button><button type="button" data-command="end-forward">→</button></div>
<form class="note"><label>Note <textarea name="note" rows="2"></textarea></label><button data-command="save-note">Save note</button></form>
<div class="more"><button type="button" data-command="add-fragment">Add a fragment</button>
<form><button data-command="occurrences">Mark all occurrences</button></form>
<form><button class="danger" data-command="delete">Delete</button></form></div></div>"""


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

"""The HTML that a page may have thousands of, which a template would take four times as long for.

Whatever comes from people is escaped here.
"""

from collections.abc import Iterator
from html import escape

from annotator.annotations.cards import Card, Line
from annotator.annotations.states import Provenance
from annotator.web.markup import Given, attributes, element


def opened(card: Card) -> str:
    """A card up to where its actions come: the element is not closed yet."""
    given: dict[str, object] = {
        "class": "card",
        "id": f"card-{card.uid}",
        "data-annotation": card.uid,
        "data-label": card.label.id,
        "data-version": card.version,
        "data-fragments": card.fragments,
        "data-start": card.start,
        "data-end": card.end,
    }
    given |= {"data-attributes": card.attributes_json} if card.attributes else {}
    given |= {"data-value": card.value_json} if card.value is not None else {}
    given |= {"data-speaker": card.speaker} if card.speaker else {}
    given |= {"data-mark": card.mark} if card.mark else {}
    return f"<li{attributes(given)}>\n  {_face(card)}{_links(card.lines)}\n"


def _face(card: Card) -> str:
    to = {"class": "card-face", "href": _address(card.uid), "data-command": "choose"}
    return element("a", to, " ".join(_said(card)))


def _said(card: Card) -> Iterator[str]:
    label = card.label
    yield _words("label-name", label.name, {"class": f"label-name h{label.hue} p-{label.pattern}"})
    if card.provenance:
        yield _words("card-provenance", str(Provenance(card.provenance).label))
    yield f'<q class="card-quote" dir="auto">{escape(card.quote)}</q>'
    if card.speaker:
        yield _words("card-speaker", card.speaker_name or "")
    if card.value:
        sure = {"data-confirmed": int(bool(card.value["confirmed"]))}
        yield _words("card-value", card.number, sure)
    if card.attributes:
        yield _words("card-attributes", card.said)
    if card.note:
        yield _words("card-note", card.note, {"data-note": ""})


def _words(name: str, words: str, more: Given | None = None) -> str:
    return element("span", {"class": name, "dir": "auto", **(more or {})}, escape(words))


def _links(lines: list[Line]) -> str:
    return f'<ul class="card-links">{"".join(map(_link, lines))}</ul>' if lines else ""


def _link(line: Line) -> str:
    given = {
        "data-relation": line.uid,
        "data-type": line.type,
        "data-way": "out" if line.leaves else "in",
        "data-other": line.other,
    }
    arrow = "" if line.leaves else '<span aria-hidden="true">←</span> '
    to = {"href": _address(line.other), "data-command": "choose-other", "dir": "auto"}
    kind = f'<span class="link-type">{arrow}{escape(line.name)}</span>'
    return element("li", given, f"{kind} {element('a', to, escape(line.quote))}")


def _address(uid: object) -> str:
    return f"?chosen={uid}#card-{uid}"

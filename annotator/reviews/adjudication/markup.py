"""The HTML that a desk may have hundreds of: conflicts in the list, and their versions.

Whatever comes from people is escaped here.
"""

from collections.abc import Iterable
from html import escape

import orjson
from django.utils.translation import gettext as _

from annotator.reviews.adjudication import wording
from annotator.reviews.adjudication.drawing import Drawn
from annotator.reviews.adjudication.fields import Field
from annotator.reviews.adjudication.passages import Piece
from annotator.reviews.adjudication.versions import Shown, Version
from annotator.text import spans
from annotator.web.markup import element


def block(drawn: Drawn) -> str:
    given = {
        "class": "block",
        "id": f"b-{drawn.start}",
        "data-start": drawn.start,
        "data-end": drawn.end,
    }
    return element("span", given, drawn.inside)


def item(shown: Shown, *, hidden: bool = False) -> str:
    """A conflict in the list, with all that scripts ask about it."""
    conflict, decision = shown.conflict, shown.conflict.decision
    start, end = spans.extent(shown.extent)
    given: dict[str, object] = {
        "class": "card conflict",
        "id": f"card-{shown.cluster}",
        "data-annotation": shown.cluster,
        "data-start": start,
        "data-end": end,
        "data-fragments": spans.unparse(shown.extent),
        "data-kinds": " ".join(conflict.kinds),
        "data-settled": conflict.settled,
        "data-choice": choice(shown),
        "data-hue": shown.label.hue,
        "data-said": shown.said,
        "data-outcome": shown.outcome,
    }
    given |= {"data-gold": conflict.gold[0]} if conflict.gold else {}
    if decision:
        given |= {
            "data-reason": decision.reason,
            "data-note": decision.note,
            "data-guideline": int(decision.guideline),
        }
    given |= {"hidden": ""} if hidden else {}
    return element("li", given, _face(shown))


def choice(shown: Shown) -> str:
    """As scripts keep it: what is the default is left out."""
    made = {name: value for name, value in shown.choice.as_json().items() if value}
    return orjson.dumps(made).decode()


def _face(shown: Shown) -> str:
    label = shown.label
    name = {"class": f"label-name h{label.hue} p-{label.pattern}", "dir": "auto"}
    to = {
        "class": "card-face",
        "href": f"?chosen={shown.cluster}#conflict",
        "data-command": "choose",
    }
    inside = [
        element("span", name, escape(label.name)),
        f'<q class="card-quote" dir="auto">{escape(shown.quote)}</q>',
        kinds(shown),
        element("span", {"class": "outcome", "dir": "auto"}, escape(shown.outcome)),
    ]
    return element("a", to, " ".join(inside))


def kinds(shown: Shown) -> str:
    """What there is to settle; nothing for what all have alike."""
    named = "".join(
        element("span", {"class": f"kind kind-{kind}"}, escape(str(wording.KINDS[kind])))
        for kind in shown.conflict.kinds
        if kind in wording.KINDS
    )
    return element("span", {"class": "kinds"}, named) if named else ""


def detail(shown: Shown, *, direction: str, lang: str) -> str:
    """The versions of a conflict; which one stands is marked by scripts after each decision."""
    conflict = shown.conflict
    both = [version.set for version in shown.versions]
    given: dict[str, object] = {
        "class": "detail",
        "data-cluster": shown.cluster,
        "data-majority": conflict.majority or "",
        "data-both": " ".join(map(str, both)) if len(both) > 1 else "",
        "data-joins": int(shown.can_join),
    }
    text = {"dir": direction, **({"lang": lang} if lang else {})}
    versions = "".join(_version(one, text) for one in shown.versions)
    head = [kinds(shown), element("span", {"class": "found"}, escape(found(shown)))]
    inside = [
        element("p", {"class": "detail-head"}, " ".join(filter(None, head))),
        element("ol", {"class": "version-list"}, versions),
        _alike(shown.alike),
        _lacking(shown.lacking),
    ]
    return element("div", given, "".join(inside))


def found(shown: Shown) -> str:
    conflict = shown.conflict
    given = {"n": conflict.found_by, "all": conflict.annotators}
    return _("marked by %(n)s of %(all)s") % given


def _version(version: Version, text: dict[str, str]) -> str:
    given: dict[str, object] = {
        "class": f"version{_standing(version)}",
        "data-set": version.set,
        "data-sets": " ".join(map(str, version.sets)),
        "data-fragments": spans.unparse(version.fragments),
    }
    passage = "".join(map(_piece, version.pieces))
    fields = "".join(_field(version, one) for one in version.fields)
    inside = [
        _head(version),
        element("p", {"class": "passage", **text}, passage),
        element("ul", {"class": "fields"}, fields) if fields else "",
    ]
    return element("li", given, "".join(inside))


def _standing(version: Version) -> str:
    if version.taken:
        return " is-taken"
    return " is-preselected" if version.preselected else ""


def _head(version: Version) -> str:
    button: dict[str, object] = {
        "class": "take",
        "name": "take",
        "value": version.set,
        "data-command": "take",
        "aria-pressed": "true" if version.taken else "false",
    }
    button |= {"data-digit": version.number} if version.number < 10 else {}
    called = escape(_("Version %(n)s") % {"n": version.number})
    key = f" <kbd>{version.number}</kbd>" if version.number < 10 else ""
    who = ", ".join(f"<bdi>{escape(one)}</bdi>" for one in version.who)
    tag = f' <span class="tag">{escape(_("majority"))}</span>' if version.majority else ""
    return (
        f'<div class="version-head">{element("button", button, called + key)}'
        f' <span class="who">{who}</span>{tag}</div>'
    )


_PIECES = {"same": "<mark>{}</mark>", "more": '<mark class="adds">{}</mark>', "": "{}"}


def _piece(piece: Piece) -> str:
    wrapped = _PIECES.get(piece.kind, '<span class="lacks">{}</span>')
    return wrapped.format(escape(piece.text))


def _field(version: Version, field: Field) -> str:
    title = element("span", {"class": "field-name", "dir": "auto"}, escape(field.title))
    shown = escape(field.shown) or f"<i>{escape(_('none'))}</i>"
    said = element("span", {"class": "field-said", "dir": "auto"}, shown)
    if not field.can_pick:
        return element("li", {"class": "field"}, f"{title} {said}")
    given: dict[str, object] = {
        "type": "radio",
        "name": f"field-{field.name}",
        "value": version.set,
        "data-field": field.name,
    }
    given |= {"checked": ""} if field.chosen else {}
    radio = element("label", {}, f"{element('input', given, '')[:-8]} {title} {said}")
    return element("li", {"class": "field differs"}, radio)


def _alike(fields: Iterable[Field]) -> str:
    said = "".join(
        f'<li><span class="field-name" dir="auto">{escape(one.title)}</span> '
        f'<span class="field-said" dir="auto">{escape(one.shown)}</span></li>'
        for one in fields
    )
    if not said:
        return ""
    return f'<p class="alike-head">{escape(_("Alike in all"))}</p><ul class="fields">{said}</ul>'


def _lacking(who: tuple[str, ...]) -> str:
    if not who:
        return ""
    named = ", ".join(who)
    return element("p", {"class": "lacking"}, escape(_("Nothing here: %(who)s") % {"who": named}))

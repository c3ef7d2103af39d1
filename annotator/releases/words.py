"""What a manifest says, in words."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from annotator.annotations.states import Kind, State
from annotator.splitting.rules import By

Manifest = dict[str, Any]

THINGS = {
    "articles": gettext_lazy("Articles"),
    "sets": gettext_lazy("Sets"),
    "annotations": gettext_lazy("Annotations"),
    "relations": gettext_lazy("Links"),
}
CHANGES = {
    "added": gettext_lazy("Added"),
    "changed": gettext_lazy("Changed"),
    "removed": gettext_lazy("Removed"),
    "moved": gettext_lazy("On another side"),
}


def said(manifest: Manifest) -> list[str]:
    """Everything that was chosen and is not a number."""
    return [*_selection(manifest["choice"]["selection"]), *_rest(manifest)]


def _selection(chosen: Manifest) -> Iterator[str]:
    """The kinds and states are those of the application; names are people's own."""
    if kinds := chosen.get("kinds"):
        yield _("Sets: %(kinds)s.") % {"kinds": _list(Kind(one).label for one in kinds)}
    if "annotator" in chosen:
        yield _("Annotator: %(name)s.") % {"name": chosen["annotator"]}
    if states := chosen.get("states"):
        yield _("States: %(states)s.") % {"states": _list(State(one).label for one in states)}
    if labels := chosen.get("labels"):
        yield _("Labels: %(labels)s.") % {"labels": ", ".join(labels)}
    if "since" in chosen:
        yield _("Published on %(day)s or later.") % {"day": chosen["since"]}
    if "until" in chosen:
        yield _("Published on %(day)s or before.") % {"day": chosen["until"]}
    if sources := chosen.get("sources"):
        yield _("Sources: %(sources)s.") % {"sources": ", ".join(sources)}
    if chosen.get("annotated_only"):
        yield _("Articles without such sets are left out.")


def _rest(manifest: Manifest) -> Iterator[str]:
    choice = manifest["choice"]
    if choice["soft_labels"]:
        yield _("Every annotator’s finished set stands beside them, for soft labels.")
    if not choice["texts"]:
        yield _("Without the texts of the articles.")
    yield _split(choice["split"])
    if manifest["near_duplicates"]:
        yield _alike(manifest["near_duplicates"])
    if manifest["licence"]:
        yield _("Licence: %(licence)s.") % {"licence": manifest["licence"].rstrip(".")}
    if manifest["guidelines"]:
        yield _("Guidelines: version %(version)s.") % {"version": manifest["guidelines"]["version"]}
    yield _("Made by version %(version)s of News Annotator.") % {"version": manifest["software"]}


def _split(rule: Manifest) -> str:
    if rule["by"] == By.NOTHING:
        return _("Not divided.")
    if rule["by"] == By.DATE:
        return _("Divided by day: %(days)s.") % {"days": _days(rule)}
    values = {"shares": "/".join(map(str, rule["shares"])), "seed": rule["seed"]}
    if rule["by"] == By.SOURCE:
        return _("Divided %(shares)s with seed %(seed)s, no source on two sides.") % values
    return _("Divided %(shares)s with seed %(seed)s.") % values


def _days(rule: Manifest) -> str:
    days = {"dev": rule.get("dev_from"), "test": rule.get("test_from")}
    given = ({"side": side, "day": day} for side, day in days.items() if day)
    return ", ".join(_("%(side)s from %(day)s on") % one for one in given)


def _alike(found: Manifest) -> str:
    if not (number := len(found["groups"])):
        return _("No articles are nearly the same.")
    values = {
        "n": number,
        "number": number_format(number, force_grouping=True),
        "threshold": number_format(found["threshold"]),
    }
    return (
        ngettext(
            "%(number)s group of articles that are nearly the same (Jaccard %(threshold)s or "
            "more) is kept together.",
            "%(number)s groups of articles that are nearly the same (Jaccard %(threshold)s or "
            "more) are kept together.",
            number,
        )
        % values
    )


def whose(name: str) -> str:
    """“gold”, or “annotator:ana”."""
    kind, _colon, own = name.partition(":")
    return f"{Kind(kind).label}: {own}" if own else str(Kind(kind).label)


def share(value: float | None) -> str:
    if value is None:
        return ""
    return _("%(share)s %%") % {"share": number_format(value * 100, 1)}


def _list(labels: Iterator[Any]) -> str:
    return ", ".join(str(label).lower() for label in labels)

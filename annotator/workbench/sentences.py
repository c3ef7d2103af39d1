"""The workbench's sentences with numbers for scripts."""

from collections.abc import Callable

from django.utils.translation import ngettext

from annotator.web import plurals


def _unsaved(count: int) -> str:
    return ngettext("%(count)s change not saved yet", "%(count)s changes not saved yet", count)


def _dropped(count: int) -> str:
    return ngettext(
        "%(count)s later change that built on it was taken back too.",
        "%(count)s later changes that built on it were taken back too.",
        count,
    )


def _selected(count: int) -> str:
    return ngettext(
        "Selected: %(count)s word, “{first}”",
        "Selected: %(count)s words, from “{first}” to “{last}”",
        count,
    )


def _chosen(count: int) -> str:
    return ngettext(
        "{label}, %(count)s word, “{first}”",
        "{label}, %(count)s words, from “{first}” to “{last}”",
        count,
    )


def _moved(count: int) -> str:
    return ngettext(
        "Now %(count)s word, “{first}”",
        "Now %(count)s words, from “{first}” to “{last}”",
        count,
    )


def _links_lost(count: int) -> str:
    return ngettext(
        "As {label} it loses %(count)s link: {links}",
        "As {label} it loses %(count)s links: {links}",
        count,
    )


def _link_more(count: int) -> str:
    return ngettext("%(count)s more: type to find it", "%(count)s more: type to find them", count)


SENTENCES: dict[str, Callable[[int], str]] = {
    "unsaved": _unsaved,
    "dropped": _dropped,
    "selected": _selected,
    "chosen": _chosen,
    "moved": _moved,
    "links-lost": _links_lost,
    "link-more": _link_more,
}


def forms(name: str) -> dict[str, str]:
    return plurals.forms(SENTENCES[name])

"""The marks of a plot as SVG: hundreds of the same small thing."""

from collections.abc import Collection, Iterable
from html import escape

from annotator.insights.figures.plot import Mark


def marks(found: Iterable[Mark], here: Collection[int], query: str) -> str:
    """Each a link to its row: one of those that are ``here``, or a page that begins with it.

    The keyboard goes past them, to the rows themselves.
    """
    asked = escape(query)
    return "".join(_mark(one, "" if one.point.id in here else asked) for one in found)


def _mark(one: Mark, asked: str) -> str:
    page = f"{asked}&amp;at={one.point.id}" if asked else ""
    look = f"s{one.series.number}" + ("" if one.point.confirmed else " open")
    end = f'<path class="end" d="{one.line}"/>' if one.line else ""
    return (
        f'<a tabindex="-1" class="{look}" href="{page}#figure-{one.point.id}">'
        f"<title>{escape(one.title)}</title>{end}"
        f'<path class="mark-shape" transform="translate({one.x} {one.y})" d="{one.series.shape}"/>'
        "</a>"
    )

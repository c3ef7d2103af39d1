"""Values of figures as people read them."""

from dataclasses import replace

from django.utils.translation import gettext as _

from annotator import figures
from annotator.figures import Quantity
from annotator.insights.figures.points import Point


def number(quantity: Quantity) -> str:
    """ "> 1,200": without the unit and what is counted."""
    return figures.shown(replace(quantity, unit="", counted=""))


def title(point: Point) -> str:
    """What a mark says when it is pointed at."""
    said = figures.shown(point.quantity) if point.quantity else ""
    return " · ".join(filter(None, (said, _confirmed(point), point.day[:10])))


def _confirmed(point: Point) -> str:
    return "" if point.confirmed else _("not confirmed")

"""Values of figures as people read them, in parts."""

from django.utils.translation import gettext as _

from annotator.figures import Quantity, as_json
from annotator.insights.figures.points import Point
from annotator.insights.figures_shown import shown


def number(quantity: Quantity) -> str:
    """ "> 1,200": without the unit and what is counted."""
    return shown(as_json(quantity) | {"unit": "", "counted": ""})


def title(point: Point) -> str:
    """What a mark says when it is pointed at."""
    said = shown(as_json(point.quantity)) if point.quantity else ""
    parts = [said, "" if point.confirmed else _("not confirmed"), str(point.day[:10])]
    return " · ".join(filter(None, parts))

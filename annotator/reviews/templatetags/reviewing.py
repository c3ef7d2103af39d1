"""What the templates of reviewing read from Python tables."""

from django import template
from django.utils.translation import gettext as _

from annotator.reviews.spot import keys
from annotator.web.keys import Group

register = template.Library()


@register.simple_tag
def set_keys() -> tuple[Group, ...]:
    return keys.GROUPS


@register.simple_tag
def share(part: int, whole: int) -> str:
    """A share with what it was counted from."""
    if not whole:
        return _("none")
    said = {"percent": round(100 * part / whole), "part": part, "whole": whole}
    return _("%(percent)s %% (%(part)s of %(whole)s)") % said

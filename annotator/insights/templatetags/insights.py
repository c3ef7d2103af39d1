"""What insights draw in Python, because a template would take several times as long."""

from collections.abc import Collection, Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotator.insights.figures import markup
from annotator.insights.figures.plot import Mark

register = template.Library()


@register.simple_tag
def drawn_marks(marks: Iterable[Mark], here: Collection[int], query: str) -> SafeString:
    return mark_safe(markup.marks(marks, here, query))  # noqa: S308  # every part is escaped

"""Blocks of text with what is marked in them, and cards of annotations, drawn by Python."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotator.annotations import drawing, markup
from annotator.annotations.cards import Card
from annotator.annotations.drawing import SegmentView

register = template.Library()


@register.filter
def drawn(segments: Iterable[SegmentView]) -> SafeString:
    return mark_safe(drawing.drawn(segments))  # noqa: S308  # every part is escaped


@register.filter
def opened(card: Card) -> SafeString:
    return mark_safe(markup.opened(card))  # noqa: S308  # every part is escaped

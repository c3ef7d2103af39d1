"""What the workbench's templates read from Python tables, and the one thing that Python draws."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotator.workbench import keys, sentences
from annotator.workbench.drawing import SegmentView

register = template.Library()


@register.simple_tag
def key_groups() -> tuple[keys.Group, ...]:
    return keys.GROUPS


@register.simple_tag
def plural_forms(name: str) -> dict[str, str]:
    return sentences.forms(name)


@register.filter
def drawn(segments: Iterable[SegmentView]) -> SafeString:
    """The inside of a block. There are thousands in an article, and a template is slow at that."""
    return mark_safe("".join(map(_drawn, segments)))  # noqa: S308  # every part is escaped


def _drawn(one: SegmentView) -> str:
    text = escape(one.text)
    if not one.keys:
        return text
    given = {"class": one.classes, "data-a": one.keys}
    given |= {"data-begins": one.begins} if one.begins else {}
    given |= {"data-ends": one.ends} if one.ends else {}
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in given.items())
    return f"<span {attributes}>{text}</span>"

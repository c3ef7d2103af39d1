"""What the workbench's templates read from Python tables, and what Python draws."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from annotator.workbench import keys, markup, sentences
from annotator.workbench.cards import Card

register = template.Library()


@register.simple_tag
def key_groups() -> tuple[keys.Group, ...]:
    return keys.GROUPS


@register.simple_tag
def plural_forms(name: str) -> dict[str, str]:
    return sentences.forms(name)


@register.filter
def opened(card: Card) -> SafeString:
    return mark_safe(markup.opened(card))  # noqa: S308  # every part is escaped

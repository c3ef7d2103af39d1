"""What the workbench's templates read from Python tables."""

from django import template

from annotator.workbench import keys, sentences

register = template.Library()


@register.simple_tag
def key_groups() -> tuple[keys.Group, ...]:
    return keys.GROUPS


@register.simple_tag
def plural_forms(name: str) -> dict[str, str]:
    return sentences.forms(name)

"""What the workbench's templates read from Python tables."""

from django import template

from annotator.web.keys import Group
from annotator.workbench import keys, sentences
from annotator.workbench.addresses import address

register = template.Library()


register.simple_tag(address)


@register.simple_tag
def key_groups() -> tuple[Group, ...]:
    return keys.GROUPS


@register.simple_tag
def plural_forms(name: str) -> dict[str, str]:
    return sentences.forms(name)

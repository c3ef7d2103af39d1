"""What the desk's templates read from Python tables, and what Python draws."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from annotator.reviews.adjudication import keys, markup
from annotator.reviews.adjudication.drawing import Drawn
from annotator.reviews.adjudication.pages import Page
from annotator.reviews.adjudication.versions import Shown
from annotator.web import plurals
from annotator.web.keys import Group

register = template.Library()


@register.simple_tag
def desk_keys() -> tuple[Group, ...]:
    return keys.GROUPS


@register.simple_tag
def conflicts_left() -> dict[str, str]:
    """“3 left.” in every plural form of the language."""
    return plurals.forms(lambda count: ngettext("%(count)s left.", "%(count)s left.", count))


@register.filter
def block(drawn: Drawn) -> SafeString:
    return mark_safe(markup.block(drawn))  # noqa: S308  # every part is escaped


@register.filter
def item(shown: Shown, kind: str = "") -> SafeString:
    """A conflict in the list; out of sight if only those of another ``kind`` are shown."""
    hidden = bool(kind) and kind not in shown.conflict.kinds
    return mark_safe(markup.item(shown, hidden=hidden))  # noqa: S308  # every part is escaped


@register.simple_tag
def detail(page: Page, shown: Shown) -> SafeString:
    drawn = markup.detail(shown, direction=page.direction, lang=page.article.lang)
    return mark_safe(drawn)  # noqa: S308  # every part is escaped

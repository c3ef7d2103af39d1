"""Small helpers that every template may use."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.web.markdown import to_html

register = template.Library()

# Nothing evaluated, no style injected: both would be refused by the Content-Security-Policy.
# A form with mistakes (422) is shown, any other failure goes to main.js.
HTMX = {
    "allowEval": False,
    "includeIndicatorStyles": False,
    "scrollIntoViewOnBoost": False,
    "attributesToSettle": ["class"],
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> SafeString:
    return format_html("{}", json.dumps(HTMX))


@register.filter
def markdown(source: str) -> SafeString:
    return to_html(source)


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """This address's query string with some values changed; an empty value leaves it out."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in ("", None):
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"

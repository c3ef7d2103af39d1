"""Markdown to HTML that is safe to show: no raw HTML, no addresses that run anything."""

from itertools import pairwise

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# "js-default" switches raw HTML off, and refuses javascript:, vbscript:, file: and data: links.
# Pictures are off too: they would tell another server who reads this.
_markdown = MarkdownIt("js-default", {"linkify": False, "html": False}).disable("image")


def to_html(source: str) -> SafeString:
    return SafeString(_markdown.render(source))


def headings(source: str) -> list[str]:
    """What the headings say, in their order, each once."""
    tokens = _markdown.parse(source)
    found = (
        "".join(part.content for part in inside.children or [])
        for before, inside in pairwise(tokens)
        if before.type == "heading_open"
    )
    return list(dict.fromkeys(filter(None, map(str.strip, found))))

"""Articles without their words: texts and quotes left out of native lines, and put back.

What stays is what a text can be put back by: its SHA-256, and the offsets and SHA-256 of each
quote. Titles, notes and other metadata stay as they are.
"""

from hashlib import sha256
from typing import Any

from annotator.errors import InvalidInput
from annotator.text.spans import quote_of

Plain = dict[str, Any]
"""An article as ``native.plain`` has it."""


def without(article: Plain) -> Plain:
    left = {name: value for name, value in article.items() if name != "text"}
    return left | {"spans": [_unquoted(span) for span in article["spans"]]}


def with_text(article: Plain, text: str) -> Plain:
    """The article as it was; InvalidInput if this is not its text."""
    if _digest(text) != article["content_sha256"]:
        raise InvalidInput("The text is not the one of its “content_sha256”.")
    whole = _replaced(article, "offset_unit", {"text": text, "offset_unit": article["offset_unit"]})
    return whole | {"spans": [_quoted(span, text) for span in article["spans"]]}


def is_textless(article: Plain) -> bool:
    return "text" not in article


def _unquoted(span: Plain) -> Plain:
    return _replaced(span, "quote", {"quote_sha256": _digest(span["quote"])})


def _quoted(span: Plain, text: str) -> Plain:
    quote = quote_of(text, span["fragments"])
    if _digest(quote) != span["quote_sha256"]:
        raise InvalidInput(f"What stands at the place of span {span['id']} is not what it marks.")
    return _replaced(span, "quote_sha256", {"quote": quote})


def _replaced(values: Plain, key: str, by: Plain) -> Plain:
    """With other values in the place of one: lines keep their order."""
    found: Plain = {}
    for name, value in values.items():
        found.update(by if name == key else {name: value})
    return found


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()

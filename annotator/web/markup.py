"""HTML made by Python, where a page may have thousands of elements.

Whatever comes from people is escaped: attributes here, what is inside by the caller.
"""

from collections.abc import Mapping
from html import escape

Given = Mapping[str, object]
"""The attributes of an element."""


def element(name: str, given: Given, inside: str) -> str:
    return f"<{name}{attributes(given)}>{inside}</{name}>"


def attributes(given: Given) -> str:
    return "".join([f' {name}="{escape(str(value))}"' for name, value in given.items()])

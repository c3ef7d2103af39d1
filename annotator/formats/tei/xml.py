"""XML out of strings."""

import re
from collections.abc import Iterable

ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 has no way to write."""

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def escaped(text: str) -> str:
    return text.translate(_TEXT)


def element(name: str, /, *content: str, **attributes: str | None) -> str:
    """``content`` is XML already; attributes are not, and those without a value are left out.

    ``xml_id`` is written ``xml:id``, and so on.
    """
    head = name + "".join(
        f' {key.replace("xml_", "xml:")}="{value.translate(_VALUE)}"'
        for key, value in attributes.items()
        if value
    )
    inside = "".join(content)
    return f"<{head}>{inside}</{name}>" if inside else f"<{head}/>"


def worded(name: str, text: str, /, **attributes: str | None) -> str:
    """An element with a text, or nothing where there is none."""
    return element(name, escaped(text), **attributes) if text else ""


def group(name: str, parts: Iterable[str], /, **attributes: str | None) -> str:
    """An element of others, each on a line of its own, or nothing where there are none."""
    lines = [part for part in parts if part]
    return element(name, "\n", *(f"{line}\n" for line in lines), **attributes) if lines else ""

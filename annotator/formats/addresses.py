"""Addresses of the web as they are written in files."""

from urllib.parse import urljoin


def joined(base: str, link: str) -> str:
    """The whole address that a link means on a page; nothing if it means none on the web."""
    try:
        whole = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""

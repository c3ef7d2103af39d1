"""Addresses of the web as they are written in files."""

from urllib.parse import urljoin, urlsplit


def joined(base: str, link: str) -> str:
    """The whole address that a link means on a page; nothing if it means none on the web."""
    try:
        whole = urljoin(base, link.strip()) if link.strip() else ""
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.hostname else ""
